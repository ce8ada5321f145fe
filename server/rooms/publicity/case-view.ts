// A typical case as its readers see it: the text or the approved version, what stands against it, what may be done (PUB-5).

import { createHash } from 'node:crypto'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/publicity-cases.ts'
import { type CaseText, checkCase, restsOn } from '../../../domain/publicity/case-check.ts'
import { caseFigures } from '../../../domain/publicity/case-figures.ts'
import {
  actsOpenTo,
  type CaseActor,
  type CaseBody,
  type CaseStanding,
  type CaseState,
  isOpenText,
} from '../../../domain/publicity/cases.ts'
import type { Context } from '../../platform/action.ts'
import { findOrganisations } from '../organisations/door.ts'
import { findPractitioners } from '../people/door.ts'
import * as store from './store-cases.ts'

export type Place = { regionId: string; id: string }
export type Read = {
  row: store.CaseRow
  acts: Awaited<ReturnType<typeof store.caseActs>>
  versions: Awaited<ReturnType<typeof store.caseVersions>>
  standing: CaseStanding
}

export async function readCase({ trx }: Context, at: Place): Promise<Read> {
  const row = await store.caseById(trx, at)
  if (!row) throw refuse('not-found', { what: '典型经验' })
  const acts = await store.caseActs(trx, at.regionId, [at.id])
  const versions = await store.caseVersions(trx, at.regionId, [at.id])
  const writers = acts.filter((one) => one.act === 'write').map((one) => one.by)
  return { row, acts, versions, standing: { state: row.state as CaseState, writers } }
}

export const authorName = (row: store.CaseRow): string => row.organisation ?? `${row.county}卫健局`

/** In whose place the reader stands towards a case. */
export function caseActor({ actor }: Context, row: store.CaseRow): CaseActor {
  const isAuthor =
    row.author_role === 'bureau'
      ? actor.role === 'bureau'
      : actor.role === row.author_role && actor.organisationId === row.organisation_id
  const bodies: CaseBody[] = [
    ...(isAuthor ? ['author' as const] : []),
    ...(actor.role === 'bureau' ? ['bureau' as const] : []),
  ]
  return { accountId: actor.accountId, bodies }
}

/** What counting and naming need of an act. */
type Reading = Pick<Context, 'trx' | 'now'>

async function figuresNow(context: Reading, row: store.CaseRow): Promise<contract.CaseFigures | null> {
  if (!row.figures_from || !row.figures_to) return null
  const cards = await store.caseCards(context.trx, {
    regionId: row.region_id,
    programmeId: row.programme_id,
    from: row.figures_from,
    to: row.figures_to,
    unitIds: row.unit_ids,
    practitionerIds: row.practitioner_ids,
    // a hospital tells of its own doctors' work, whoever counts
    hospitalId: row.author_role === 'hospital' ? row.organisation_id : null,
  })
  const counted = cards.map((card) => ({
    unitId: card.unit_id ?? '',
    practitionerId: card.practitioner_id ?? '',
    day: card.day ?? '',
    homeVisitRecords: card.home_visit_records ?? 0,
    activities: card.activities,
  }))
  return {
    from: row.figures_from,
    to: row.figures_to,
    readAt: context.now.toISOString(),
    cards: counted.length,
    rows: caseFigures(counted),
  }
}

/** The case in words and figures as they are now: what is approved is just this. */
export async function contentNow(context: Reading, row: store.CaseRow): Promise<contract.CaseContent> {
  const units = await findOrganisations(context.trx, { ids: row.unit_ids })
  const doctors = row.practitioner_ids.length
    ? await findPractitioners(context.trx, { ids: row.practitioner_ids })
    : []
  return {
    title: row.title,
    done: row.done,
    effect: row.effect,
    county: row.county,
    author: authorName(row),
    units: units.map((unit) => unit.name),
    doctors: doctors.map((one) => ({ name: one.name, title: one.title_text, hospital: one.organisation })),
    figures: await figuresNow(context, row),
  }
}

/** The bytes that are kept, and the hash by which they are known. */
export function sealContent(content: contract.CaseContent): { content: string; hash: string } {
  const text = JSON.stringify(content)
  return { content: text, hash: createHash('sha256').update(text).digest('hex') }
}

export const contentOf = (version: { content: string }): contract.CaseContent =>
  contract.caseContentSchema.parse(JSON.parse(version.content))

/** What stands against a text as the reader's row scope knows the residents, and whose consents it rests on. */
export async function lookThrough(context: Context, row: store.CaseRow, content: contract.CaseContent) {
  const text: CaseText = { title: row.title, done: row.done, effect: row.effect }
  const residents = await store.residentsNamedIn(
    context.trx,
    row.region_id,
    [row.title, row.done, row.effect].join('\n'),
  )
  const beside = { residents, doctors: content.doctors.map((one) => one.name), cleared: row.cleared }
  return { findings: checkCase(text, beside), residents: restsOn(text, beside) }
}

const isApproved = (state: string): boolean => state === 'approved' || state === 'published'

async function isHidden(context: Context, row: store.CaseRow): Promise<boolean> {
  if (!isApproved(row.state)) return false
  const [seen] = await store.quotableCases(context.trx, { regionId: row.region_id, id: row.id })
  return !seen
}

export async function caseView(context: Context, at: Place): Promise<contract.CaseView> {
  const read = await readCase(context, at)
  const { row, acts, versions, standing } = read
  const [newest] = versions
  const content = newest && isApproved(row.state) ? contentOf(newest) : await contentNow(context, row)
  const { findings, residents } = await lookThrough(context, row, content)
  const reports = await store.casePushes(context.trx, at.regionId, [at.id])
  const actor = caseActor(context, row)
  const may = context.actor.role !== 'inspector'
  return {
    id: row.id,
    regionId: row.region_id,
    programmeId: row.programme_id,
    title: row.title,
    state: standing.state,
    author: authorName(row),
    units: content.units,
    since: row.since.toISOString(),
    version: newest?.version ?? 0,
    pushes: reports.length,
    hidden: await isHidden(context, row),
    revision: row.revision,
    content,
    unitIds: row.unit_ids,
    practitionerIds: row.practitioner_ids,
    cleared: row.cleared,
    findings: isApproved(row.state) ? [] : findings,
    restsOnConsents: residents.length,
    mayDo: may ? actsOpenTo(standing, actor) : [],
    mayEdit: may && isOpenText(standing.state) && actor.bodies.includes('author'),
    mayPush: context.actor.role === 'bureau' && isApproved(row.state),
    acts: acts.toReversed().map((one) => ({
      id: one.id,
      act: one.act,
      revision: one.revision,
      note: one.note,
      by: one.name,
      at: one.at.toISOString(),
    })),
    versions: versions.map((v) => ({
      version: v.version,
      hash: v.hash,
      approvedBy: v.approver,
      approvedAt: v.approved_at.toISOString(),
    })),
    reports: reports.map((one) => ({
      id: one.id,
      version: one.version,
      to: one.sent_to,
      sentOn: one.sent_on,
      note: one.note,
      by: one.name,
      at: one.at.toISOString(),
    })),
    pageUrl: row.state === 'published' ? `/cases/${row.region_id}/${row.id}` : null,
  }
}
