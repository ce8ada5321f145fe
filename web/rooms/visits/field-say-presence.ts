// Saying something of a presence on the phone: kept there first, sealed, and told when there is a network.
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { recordPresence, witnessPresence } from '../../../contract/visits-presence.ts'
import { record } from '../../offline/outbox.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from './field-phone.tsx'
import type { Position } from './field-position.ts'
import { presenceWords } from './field-presence-words.ts'
import { fieldWords } from './field-words.ts'

export type Said = 'arrival' | 'departure' | 'present' | 'absent'
type More = {
  reason?: string
  siteCode?: string | null
  position?: Position | null
  madeUp?: boolean
  saidTime?: string | null
}

/** `say` answers whether it was kept; a refusal stands in `problem`. */
export function useSayPresence(duty: FieldDuty) {
  const words = useWords(fieldWords)
  const w = useWords(presenceWords)
  const pick = usePick()
  const { language } = usePreferences()
  const { unlocked, around, runner, withPresence } = usePhone()
  const [problem, setProblem] = useState('')
  const say = async (kind: Said, more: More = {}): Promise<boolean> => {
    const { reason = '', siteCode = null, position = null, madeUp = false, saidTime = null } = more
    const id = uuidv7()
    const at = new Date(around.now()).toISOString()
    const params = { regionId: duty.regionId, id }
    const facts = { dutyId: duty.dutyId, reason, deviceAt: at }
    const what = `${madeUp ? w.madeUp : ''}${words.presence[kind]}`
    const line = { line: `${what} ${dayWords(duty.day, language, duty.day.slice(0, 4))} ${duty.unit.name}` }
    try {
      const mark = { id, dutyId: duty.dutyId, kind, at, madeUp, withCode: siteCode !== null }
      const shown = await withPresence(mark)
      const options = { ...line, ...shown.keep }
      if (kind === 'arrival' || kind === 'departure') {
        const body = { ...facts, kind, siteCode, position, madeUp, saidTime }
        await record(unlocked, around, { endpoint: recordPresence, input: { params, body } }, options)
      } else {
        const body = { ...facts, verdict: kind }
        await record(unlocked, around, { endpoint: witnessPresence, input: { params, body } }, options)
      }
      shown.show()
      runner.wake()
      setProblem('')
      return true
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
      return false
    }
  }
  return { say, problem, setProblem }
}
