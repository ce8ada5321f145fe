// Change notices, read from the roster's history each time: nothing is stored, so nothing can be forgotten (PUB-3, LV-7).
import type { PublicDuty, PublicNotice } from '../../../contract/public-page.ts'
import { changeWords } from '../../../domain/publicity/change-words.ts'
import {
  type ChangedDuty,
  type ChangeLine,
  type ChangeNotice,
  changeNotices,
  liveNotices,
  newestOfLines,
} from '../../../domain/publicity/changes.ts'
import type { ChangedRow } from './store-changes.ts'
import { publicDuty } from './words.ts'

export type Shown = PublicDuty & { practitionerId: string }
export type Line = ChangeLine<Shown>
export type Notice = ChangeNotice<Shown>

const changedDuty = (row: ChangedRow): ChangedDuty<Shown> => ({
  id: row.id ?? '',
  first: row.first_id ?? '',
  sequence: row.sequence ?? 0,
  follows: row.follows,
  unitId: row.unit_id ?? '',
  month: row.month ?? '',
  day: row.day ?? '',
  enteredBy: row.entered_by,
  enteredAt: row.entered_at?.toISOString() ?? null,
  leftBy: row.left_by,
  leftAt: row.left_at?.toISOString() ?? null,
  shown: { ...publicDuty(row), practitionerId: row.practitioner_id ?? '' },
})

export const noticesOf = (rows: readonly ChangedRow[]): Notice[] =>
  changeNotices(rows.map(changedDuty), (a, b) => ({
    doctor: a.practitionerId === b.practitionerId,
    half: a.half === b.half,
  }))

const touches = (line: Line, month: string): boolean => line.was?.month === month || line.now?.month === month

/** Notices with the lines that concern a month alone. */
export const inMonth = (notices: readonly Notice[], month: string): Notice[] =>
  notices
    .map((notice) => ({ ...notice, lines: notice.lines.filter((line) => touches(line, month)) }))
    .filter((notice) => notice.lines.length > 0)

/** What residents are still to be told on a day. */
export const liveOf = (rows: readonly ChangedRow[], today: string): Notice[] =>
  liveNotices(noticesOf(rows), today)

const namesOf = (rows: readonly ChangedRow[]): Map<string, string> =>
  new Map(rows.map((row) => [row.unit_id ?? '', row.unit]))

/** The banners of a page: one a change, its units apart. */
export function publicNotices(rows: readonly ChangedRow[], today: string): PublicNotice[] {
  const names = namesOf(rows)
  return liveOf(rows, today).map(({ id, madeAt, lines }) => ({
    id,
    madeAt,
    units: [...Map.groupBy(lines, (line) => line.unitId)].map(([unitId, own]) => ({
      id: unitId,
      name: names.get(unitId) ?? '',
      lines: own.map(changeWords),
    })),
  }))
}

/** Live sentences of a month, each with its unit when there are several. */
export function sentencesOf(rows: readonly ChangedRow[], month: string, today: string): string[] {
  const names = namesOf(rows)
  const lines = inMonth(liveOf(rows, today), month).flatMap((notice) => notice.lines)
  const several = new Set(lines.map((line) => line.unitId)).size > 1
  return lines.map((line) => `${several ? `${names.get(line.unitId)}：` : ''}${changeWords(line)}`)
}

/** A unit's days as its page lists them: what a change brought is marked, what it took away stands struck out. */
export function markedDuties(
  duties: readonly (PublicDuty & { id: string })[],
  lines: readonly Line[],
  month: string,
): PublicDuty[] {
  const fresh = new Set(lines.flatMap((line) => (line.now && line.kind !== 'restored' ? [line.now.id] : [])))
  const off = lines.flatMap(({ kind, was }): PublicDuty[] => {
    if (!was || was.month !== month || !['cancelled', 'moved', 'movedAndReplaced'].includes(kind)) return []
    const { practitionerId: _, ...shown } = was.shown
    return [{ ...shown, mark: 'off' }]
  })
  const there = duties.map(({ id, ...duty }): PublicDuty => ({ ...duty, mark: fresh.has(id) ? 'new' : null }))
  return [...there, ...off].toSorted((a, b) => a.day.localeCompare(b.day))
}

/** The rows of duties that are off for good: a subscribed calendar must hear of them. */
export function cancelledRows(rows: readonly ChangedRow[]): ChangedRow[] {
  const newest = new Set(newestOfLines(rows.map(changedDuty)).map((duty) => duty.id))
  return rows.filter((row) => row.left_by !== null && newest.has(row.id ?? ''))
}
