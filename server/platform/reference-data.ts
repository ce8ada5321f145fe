// Loads what every installation needs once: GB/T 2260 divisions to the township, holidays of the known years.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import chineseDays from 'chinese-days'
import pg from 'pg'
import { daysOf, monthsBetween, weekdayOf } from '../../domain/shared/calendar.ts'
import { projectRoot } from './config.ts'

const LEVELS: Record<number, string> = { 2: 'province', 4: 'city', 6: 'county', 9: 'township', 12: 'village' }
/** The years whose State Council notice the pinned library holds; a later year is entered by hand, never guessed. */
const HOLIDAY_YEARS = [2021, 2022, 2023, 2024, 2025, 2026]

async function loadDivisions(client: pg.Client): Promise<number> {
  const text = gunzipSync(
    readFileSync(join(projectRoot, 'database', 'reference', 'divisions.tsv.gz')),
  ).toString('utf8')
  const lines = text.split('\n').map((line) => line.split('\t'))
  const known = new Set(lines.map(([code]) => code))
  const rows = lines.flatMap(([code = '', name = '']) => {
    const parent = [9, 6, 4, 2]
      .map((n) => code.slice(0, n))
      .find((p) => p.length < code.length && known.has(p))
    const level = LEVELS[code.length]
    return level ? [{ code, name, level, parent: parent ?? null }] : []
  })
  for (let i = 0; i < rows.length; i += 5000) {
    const part = rows.slice(i, i + 5000)
    await client.query(
      'insert into divisions select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing',
      [part.map((r) => r.code), part.map((r) => r.name), part.map((r) => r.level), part.map((r) => r.parent)],
    )
  }
  return rows.length
}

/** The official days of one year as the library knows them: off days on weekdays or named, and make-up workdays. */
export function holidaysOfYear(
  year: number,
): { day: string; kind: 'holiday' | 'makeUpWorkday'; name: string }[] {
  const found: { day: string; kind: 'holiday' | 'makeUpWorkday'; name: string }[] = []
  for (const day of monthsBetween(`${year}-01`, `${year}-12`).flatMap(daysOf)) {
    const { work, name } = chineseDays.getDayDetail(day)
    const weekend = weekdayOf(day) > 5
    const named = name.includes(',') ? (name.split(',')[1] ?? name) : ''
    if (!work && named) found.push({ day, kind: 'holiday', name: named })
    else if (work && weekend) found.push({ day, kind: 'makeUpWorkday', name: named })
  }
  return found
}

/** Loads what is missing; a second start finds it there and does nothing. */
export async function loadReference(url: string, report: (step: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ divisions: boolean; holidays: boolean }>(
      'select exists(select from divisions) divisions, exists(select from holiday_years) holidays',
    )
    await client.query('begin')
    if (!rows[0]?.divisions) report(`载入行政区划 divisions loaded: ${await loadDivisions(client)}`)
    if (!rows[0]?.holidays) {
      for (const year of HOLIDAY_YEARS) {
        for (const d of holidaysOfYear(year))
          await client.query('insert into holidays values ($1, $2, $3)', [d.day, d.kind, d.name])
        await client.query('insert into holiday_years values ($1, $2)', [
          year,
          '国务院办公厅放假安排通知（chinese-days）',
        ])
      }
      report(`载入节假日 holidays loaded: ${HOLIDAY_YEARS[0]}–${HOLIDAY_YEARS.at(-1)}`)
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
}
