// The doctor's account and assessments in files of its own, loaded when it is first shown (the phone's first load has a budget).
import { useEffect, useState } from 'react'
import type { FieldMyAssessments } from './field-my-assessments.tsx'
import type { FieldMyCredit } from './field-my-credit.tsx'

export function FieldMyCreditLater() {
  const [pages, setPages] = useState<{ Card: typeof FieldMyCredit; Joint: typeof FieldMyAssessments } | null>(
    null,
  )
  useEffect(() => {
    let gone = false
    void Promise.all([import('./field-my-credit.tsx'), import('./field-my-assessments.tsx')]).then(
      ([{ FieldMyCredit: Card }, { FieldMyAssessments: Joint }]) => {
        if (!gone) setPages({ Card, Joint })
      },
    )
    return () => {
      gone = true
    }
  }, [])
  return pages ? (
    <>
      <pages.Card />
      <pages.Joint />
    </>
  ) : null
}
