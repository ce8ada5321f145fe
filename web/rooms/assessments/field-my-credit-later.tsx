// The doctor's account and assessments in files of its own, loaded when it is first shown (the phone's first load has a budget).
import { useEffect, useState } from 'react'
import type { FieldMyAssessments } from './field-my-assessments.tsx'
import type { FieldMyCredit } from './field-my-credit.tsx'
import type { FieldMyExits } from './field-my-exits.tsx'

type Pages = { Card: typeof FieldMyCredit; Joint: typeof FieldMyAssessments; Exits: typeof FieldMyExits }

export function FieldMyCreditLater() {
  const [pages, setPages] = useState<Pages | null>(null)
  useEffect(() => {
    let gone = false
    void Promise.all([
      import('./field-my-credit.tsx'),
      import('./field-my-assessments.tsx'),
      import('./field-my-exits.tsx'),
    ]).then(([{ FieldMyCredit: Card }, { FieldMyAssessments: Joint }, { FieldMyExits: Exits }]) => {
      if (!gone) setPages({ Card, Joint, Exits })
    })
    return () => {
      gone = true
    }
  }, [])
  return pages ? (
    <>
      <pages.Exits />
      <pages.Card />
      <pages.Joint />
    </>
  ) : null
}
