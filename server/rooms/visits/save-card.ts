// Saves a day card: checks the programme, the day and the writer, finds doubles, keeps both versions (P13, SEC-3).
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import { mayMove } from '../../../domain/visits/day-card.ts'
import type { Context } from '../../platform/action.ts'
import { dutyById } from '../dispatch/door.ts'
import { findOrganisations } from '../organisations/door.ts'
import { practitionerById } from '../people/door.ts'
import { programmeOn } from '../programme/door.ts'
import { statusOf } from './card-view.ts'
import { peopleOf, type Save, saveConsents } from './save-people.ts'
import * as store from './store.ts'
import { dutyOn } from './store-duties.ts'
import { addUp, isCounted } from './store-ledger.ts'
import { namePhotos } from './store-photos.ts'

const STATES: Record<string, string> = {
  draft: '草稿',
  submitted: '已提交',
  confirmed: '已由受援单位确认',
  duplicate: '待合并',
  merged: '已合并',
}

/** A doctor writes only for herself, a unit for its own place; others by their row scope. */
function checkWriter({ actor }: Context, input: Save['input'], hospitalId: string): void {
  const { scope } = actor
  const allowed =
    scope.kind === 'division' ||
    (scope.kind === 'practitioner' && scope.practitioner === input.practitionerId) ||
    (scope.kind === 'organisations' &&
      (scope.organisations.includes(input.unitId) || scope.organisations.includes(hospitalId)))
  if (!allowed) throw refuse('not-found', { what: '医师或受援单位' })
}

async function checkFacts(context: Context, { regionId, input }: Save) {
  const { trx, today } = context
  const { document } = await programmeOn(trx, input.programmeId, input.day)
  const { from, to } = document.period
  if (input.day < from || input.day > to) throw refuse('outside-programme', { date: input.day, from, to })
  if (input.day > today)
    throw refuse(
      'invalid-value',
      { path: 'day', why: `${input.day} 在今天（${today}）之后，只能记录已经发生的工作` },
      { place: { path: 'body.day' } },
    )
  const [unit] = await findOrganisations(trx, {
    programmeId: input.programmeId,
    side: 'receiving',
    ids: [input.unitId],
  })
  const practitioner = await practitionerById(trx, input.practitionerId)
  if (!unit?.division_code.startsWith(regionId)) throw refuse('not-found', { what: '受援单位' })
  if (!practitioner) throw refuse('not-found', { what: '医师' })
  checkWriter(context, input, practitioner.organisation_id)
  if (input.dutyId !== null && !(await dutyById(trx, regionId, input.dutyId)))
    throw refuse('not-found', { what: '值班' })
  return { unit, practitioner }
}

function refuseWhenClosed(card: store.CardRow, version: number): void {
  const state = STATES[card.status] ?? card.status
  if (card.status === 'confirmed' || card.status === 'merged')
    throw refuse('card-closed', { state, who: '受援单位或卫健局' })
  if (card.version !== version) throw refuse('changed-meanwhile', { what: '这张日志卡' })
}

const placeOf = ({ regionId, input }: Save) => ({
  region_id: regionId,
  programme_id: input.programmeId,
  unit_id: input.unitId,
  practitioner_id: input.practitionerId,
  day: input.day,
})

/** Writes the card and answers its id; a second card of the same doctor, unit and day becomes a duplicate. */
export async function saveCard(context: Context, save: Save): Promise<{ duplicateOf: string | null }> {
  const { trx, now, actor } = context
  const { regionId, id, input } = save
  const { practitioner } = await checkFacts(context, save)
  await store.lockDay(
    trx,
    { regionId, practitionerId: input.practitionerId, unitId: input.unitId, day: input.day },
    id,
  )
  const before = await store.cardById(trx, regionId, id)
  if (before) refuseWhenClosed(before, save.version)
  else if (save.version !== 0) throw refuse('not-found', { what: '日志卡' })
  const twin = await store.cardOfDay(trx, {
    regionId,
    programmeId: input.programmeId,
    practitionerId: input.practitionerId,
    unitId: input.unitId,
    day: input.day,
  })
  const duplicateOf = twin && twin.id !== id ? twin.id : null
  const wanted = duplicateOf ? 'duplicate' : save.submit ? 'submitted' : 'draft'
  const from = before ? statusOf(before.status) : 'draft'
  const status = wanted
  if (
    before &&
    from !== status &&
    from !== 'duplicate' &&
    !mayMove(from, statusOf(status)) &&
    status !== 'duplicate'
  )
    throw refuse('card-closed', { state: STATES[from] ?? from, who: '受援单位' })
  const parts = await store.partsOf(trx, [regionId], [id])
  const people = peopleOf(context, save, parts)
  const { activities, homeVisits, beneficiaries: _, photos, deviceAt, ...facts } = input
  await store.writeCard(trx, {
    ...facts,
    dutyId: input.dutyId ?? (await dutyOn(trx, { regionId, ...input })),
    regionId,
    id,
    status,
    duplicateOf,
    hospitalId: practitioner.organisation_id,
    version: (before?.version ?? 0) + 1,
    by: actor.accountId,
    deviceAt: deviceAt ? new Date(deviceAt) : null,
    now,
  })
  await store.writeParts(trx, regionId, id, {
    activities: activities.map((a) => ({ id: uuidv7(), ...a })),
    homeVisits: homeVisits.map((v) => ({ id: uuidv7(), ...v })),
    beneficiaries: people.map(({ consents: _asked, ...person }) => person),
  })
  await saveConsents(context, { regionId, id, deviceAt }, { people, before: parts.consents })
  const counts =
    status === 'submitted' ? [{ ...placeOf(save), hospital_id: practitioner.organisation_id }] : []
  await addUp(trx, [...(before && isCounted(before) ? [before] : []), ...counts])
  // a page that knows nothing of photographs leaves them as they are
  if (photos) await namePhotos(trx, { regionId, id }, photos, { accountId: actor.accountId, now })
  context.say({
    zh: `${before ? '修改' : '填写'}日志卡 ${practitioner.name} ${input.day}${duplicateOf ? '（与已有一张重复，待合并）' : save.submit ? '并提交' : ''}`,
    subject: { type: 'dayCard', id },
    regionId,
    details: { version: (before?.version ?? 0) + 1, device: context.request.device.slice(0, 80), deviceAt },
  })
  return { duplicateOf }
}
