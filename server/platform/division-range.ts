// Rows of a county, or of all counties below a city or province whose code is filled up with zeros (350800 is 3508). A
// range over the code, so that an index and a distributed table's key serve both.
import { type RawBuilder, sql } from 'kysely'

/** The code without the zeros that fill it up. */
export const divisionOf = (regionId: string): string => regionId.replace(/(00)+$/, '')

/** `column` holds a county of the region; the column's name is written by us, never by a user. */
export function inRegion(column: string, regionId: string): RawBuilder<boolean> {
  const division = divisionOf(regionId)
  if (division.length >= 6) return sql<boolean>`${sql.ref(column)} = ${regionId}`
  const next = String(Number(division) + 1)
  return sql<boolean>`${sql.ref(column)} >= ${division} and ${sql.ref(column)} < ${next}`
}
