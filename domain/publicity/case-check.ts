// Before a case leaves its author: no number of a person, and no resident by name without her consent to be told of in public
// (PUB-5, SEC-4). Doctors are named for their work.
import { firstNumber } from '../people/masking.ts'

export const MOST_TITLE = 60
export const MOST_DONE = 2000
export const MOST_EFFECT = 1000

export type CaseText = { title: string; done: string; effect: string }
export const CASE_FIELDS = ['title', 'done', 'effect'] as const
export type CaseField = (typeof CASE_FIELDS)[number]
export const CASE_FIELD_NAMES: Record<CaseField, { zh: string; en: string }> = {
  title: { zh: '标题', en: 'title' },
  done: { zh: '主要做法', en: 'what was done' },
  effect: { zh: '取得成效', en: 'effect' },
}

/** A resident whose name occurs in the text, and whether that record holds the consent `praise`. */
export type NamedResident = { id: string; name: string; praised: boolean }
export type CaseFinding = { field: CaseField; kind: 'number' | 'resident'; text: string }

type Beside = {
  residents: readonly NamedResident[]
  /** Names of the doctors the case is about. */
  doctors: readonly string[]
  /** Names of which the author says that they mean no resident. */
  cleared: readonly string[]
}

/** The names in a text that are residents' and need a look: neither a doctor's own name nor part of one, nor cleared. */
const doubtful = (name: string, { doctors, cleared }: Beside): boolean =>
  [...name].length >= 2 && !cleared.includes(name) && !doctors.some((doctor) => doctor.includes(name))

/** What stands against a text, field by field; empty when it may go on. */
export function checkCase(text: CaseText, beside: Beside): CaseFinding[] {
  // one person stands in a record for each of her visits: a consent in one of them is hers, wherever it was given
  const agreed = new Set(beside.residents.filter((one) => one.praised).map((one) => one.name))
  const names = [...new Set(beside.residents.map((one) => one.name))].filter((name) => !agreed.has(name))
  return CASE_FIELDS.flatMap((field): CaseFinding[] => {
    const number = firstNumber(text[field])
    return [
      ...(number ? [{ field, kind: 'number' as const, text: number }] : []),
      ...names
        .filter((name) => doubtful(name, beside) && text[field].includes(name))
        .map((name) => ({ field, kind: 'resident' as const, text: name })),
    ]
  })
}

/** The records whose consent a text rests on: of every resident it names who agreed, unless the author says nobody is meant. */
export const restsOn = (text: CaseText, beside: Beside): string[] =>
  beside.residents
    .filter((one) => one.praised && doubtful(one.name, beside))
    .filter((one) => CASE_FIELDS.some((field) => text[field].includes(one.name)))
    .map((one) => one.id)
