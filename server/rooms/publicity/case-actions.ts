// publicity actions: typical cases from the draft to the public page and upward (PUB-5, PUB-6).
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/publicity-cases.ts'
import { CASE_FIELD_NAMES } from '../../../domain/publicity/case-check.ts'
import { type CaseAct, type CaseState, decideCase, isOpenText } from '../../../domain/publicity/cases.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeCaseSheet } from '../../platform/documents/case-sheet.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { findOrganisations } from '../organisations/door.ts'
import { findPractitioners } from '../people/door.ts'
import { checkReach } from '../programme/door.ts'
import {
  authorName,
  caseActor,
  caseView,
  contentNow,
  contentOf,
  lookThrough,
  type Place,
  type Read,
  readCase,
  sealContent,
} from './case-view.ts'
import * as store from './store-cases.ts'

const MOST = 300
const STATE_WORDS: Record<CaseState, string> = {
  draft: '还是草稿',
  submitted: '待审核',
  returned: '已退回修改',
  approved: '已审核通过',
  published: '已发布',
  withdrawn: '已撤下',
}
const ACT_WORDS: Record<CaseAct, string> = {
  submit: '报送典型经验',
  recall: '取回典型经验',
  return: '退回典型经验',
  approve: '审核通过典型经验',
  publish: '发布典型经验',
  withdraw: '撤下典型经验',
  revise: '重新修改典型经验',
}
const TURNS: Record<CaseAct, string> = {
  submit: '撰写单位',
  recall: '撰写单位',
  revise: '撰写单位',
  return: '卫健局',
  approve: '卫健局',
  publish: '卫健局',
  withdraw: '撰写单位或卫健局',
}

const listCases = action(contract.listCases, {
  allow: 'case.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const { trx } = context
    const rows = await store.casesOf(trx, { ...params, most: MOST + 1 })
    const shown = rows.slice(0, MOST)
    const ids = shown.map((row) => row.id)
    const versions = Map.groupBy(await store.caseVersions(trx, params.regionId, ids), (v) => v.case_id)
    const pushes = Map.groupBy(await store.casePushes(trx, params.regionId, ids), (one) => one.case_id)
    const quotable = new Set(
      (await store.quotableCases(trx, { regionId: params.regionId })).map((one) => one.case_id),
    )
    const names = new Map(
      (await findOrganisations(trx, { ids: shown.flatMap((row) => row.unit_ids) })).map((o) => [
        o.id,
        o.name,
      ]),
    )
    return {
      more: rows.length > MOST,
      items: shown.map((row) => ({
        id: row.id,
        title: row.title,
        state: row.state as CaseState,
        author: authorName(row),
        units: row.unit_ids.map((unit) => names.get(unit) ?? ''),
        since: row.since.toISOString(),
        version: versions.get(row.id)?.[0]?.version ?? 0,
        pushes: pushes.get(row.id)?.length ?? 0,
        hidden: ['approved', 'published'].includes(row.state) && !quotable.has(row.id),
      })),
    }
  },
})

const getCase = action(contract.getCase, {
  allow: 'case.read',
  run: (context, { params }) => caseView(context, params),
})

const AUTHORS = ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'] as const
type Written = { unitIds: string[]; practitionerIds: string[] }

/** A case is about units of this programme in this county; who stands for units tells of its own (SEC-2). */
async function checkSubjects(
  { trx, actor }: Context,
  where: { regionId: string; programmeId: string },
  { unitIds, practitionerIds }: Written,
): Promise<void> {
  const units = await findOrganisations(trx, { programmeId: where.programmeId, side: 'receiving' })
  const { scope, role } = actor
  const own = (id: string): boolean =>
    role === 'hospital' || scope.kind !== 'organisations' || scope.organisations.includes(id)
  const known = new Set(
    units.filter((u) => u.division_code.startsWith(where.regionId) && own(u.id)).map((u) => u.id),
  )
  const wrong = (path: string, why: string) =>
    refuse('invalid-value', { path, why }, { place: { path: `body.${path}` } })
  if (unitIds.some((id) => !known.has(id))) throw wrong('unitIds', '只能选本县本项目、本单位范围内的受援单位')
  if (practitionerIds.length === 0) return
  const doctors = await findPractitioners(trx, { programmeId: where.programmeId, ids: practitionerIds })
  if (doctors.length < new Set(practitionerIds).size) throw wrong('practitionerIds', '只能选本项目的医师')
  if (role === 'hospital' && doctors.some((one) => one.organisation_id !== actor.organisationId))
    throw wrong('practitionerIds', '只能选本院的医师')
}

const saveCase = action(contract.saveCase, {
  allow: 'case.write',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    await checkReach(context, params, actor.role === 'bureau' ? 'write' : 'read')
    const unique = {
      ...body,
      unitIds: [...new Set(body.unitIds)],
      practitionerIds: [...new Set(body.practitionerIds)],
    }
    await checkSubjects(context, params, unique)
    await store.lockCase(trx, params)
    const before = await store.caseById(trx, params)
    if (before) {
      const { standing } = await readCase(context, params)
      if (!caseActor(context, before).bodies.includes('author'))
        throw refuse('case-not-yours', { who: TURNS.submit })
      if (!isOpenText(standing.state)) throw refuse('case-closed', { state: STATE_WORDS[standing.state] })
      if (before.programme_id !== params.programmeId) throw refuse('not-found', { what: '典型经验' })
    }
    const revision = before?.revision ?? 0
    if (body.after !== revision) throw refuse('case-changed')
    if (before) await store.updateCase(trx, params, { ...unique, now })
    else
      await store.insertCase(trx, {
        ...unique,
        ...params,
        authorRole: AUTHORS.find((role) => role === actor.role) ?? 'bureau',
        organisationId: actor.role === 'bureau' ? null : actor.organisationId,
        by: actor.accountId,
        now,
      })
    await act(context, params, { act: 'write', revision: revision + 1, note: '', version: null })
    context.say({
      zh: `${before ? '修改' : '撰写'}典型经验《${body.title}》`,
      subject: { type: 'case', id: params.id },
      regionId: params.regionId,
    })
    return caseView(context, params)
  },
})

type ActNote = { act: string; revision: number; note: string; version: number | null }
const act = ({ trx, actor, now }: Context, at: Place, a: ActNote): Promise<void> =>
  store.insertCaseAct(trx, at, { ...a, by: actor.accountId, now })

/** Refuses a text that names a resident without consent, or holds a number. */
async function refuseFindings(context: Context, { row }: Read): Promise<string[]> {
  const { findings, residents } = await lookThrough(context, row, await contentNow(context, row))
  const [first] = findings
  if (!first) return residents
  const where = CASE_FIELD_NAMES[first.field].zh
  const why = first.kind === 'number' ? `含号码“${first.text}”` : `“${first.text}”是群众姓名，未同意公开宣传`
  throw refuse(
    'case-has-findings',
    { count: findings.length, first: `${where}${why}` },
    { place: { path: `content.${first.field}` } },
  )
}

/** The text as it stands becomes a version for good: its bytes are kept as they were hashed. */
async function freeze(context: Context, at: Place, read: Read): Promise<number> {
  const residents = await refuseFindings(context, read)
  const version = (read.versions[0]?.version ?? 0) + 1
  await store.insertCaseVersion(context.trx, at, {
    version,
    ...sealContent(await contentNow(context, read.row)),
    residents,
    by: context.actor.accountId,
    now: context.now,
  })
  return version
}

async function tell(context: Context, { row }: Read, done: { act: CaseAct; version: number }): Promise<void> {
  const kinds = {
    submit: 'case-submitted',
    return: 'case-returned',
    approve: 'case-approved',
    publish: 'case-published',
    withdraw: 'case-withdrawn',
  } as const
  if (!(done.act in kinds)) return
  const kind = kinds[done.act as keyof typeof kinds]
  const bureau = { role: 'bureau' as const, divisionCode: row.region_id }
  const author = row.organisation_id
    ? { role: row.author_role as 'hospital', organisationId: row.organisation_id }
    : bureau
  // the bureau decides what units submit; of what it did itself the author hears, and the other way round
  const byBureau = context.actor.role === 'bureau'
  const recipients = done.act === 'submit' || !byBureau ? [bureau] : [author]
  await tellNotices(
    context.trx,
    {
      regionId: row.region_id,
      kind,
      params: { author: authorName(row), title: row.title, version: done.version },
      event: `${kind}/${row.id}/${row.revision}/${done.version}`,
      subject: { type: 'case', id: row.id },
      programmeId: row.programme_id,
      recipients,
      by: context.actor.accountId,
    },
    context.now,
  )
}

const actOnCase = action(contract.actOnCase, {
  allow: 'case.write',
  async run(context, { params, body }) {
    await store.lockCase(context.trx, params)
    const read = await readCase(context, params)
    const { row, standing } = read
    if (body.revision !== row.revision) throw refuse('case-changed')
    const decision = decideCase(standing, body.act, caseActor(context, row), body.note)
    if (!decision.ok)
      throw refuse(
        decision.why,
        { state: STATE_WORDS[standing.state], who: TURNS[body.act] },
        decision.why === 'case-needs-note' ? { place: { path: 'body.note' } } : {},
      )
    if (body.act === 'submit') await refuseFindings(context, read)
    const approved = body.act === 'approve' ? await freeze(context, params, read) : null
    const version = approved ?? read.versions[0]?.version ?? 0
    if (body.act === 'publish') await refuseWithdrawn(context, params)
    await store.setCaseState(context.trx, params, { state: decision.state, now: context.now })
    await act(context, params, {
      act: body.act,
      revision: row.revision,
      note: body.note,
      version: version || null,
    })
    await tell(context, read, { act: body.act, version })
    context.say({
      zh: `${ACT_WORDS[body.act]}《${row.title}》${body.note ? `：${body.note}` : ''}`,
      subject: { type: 'case', id: params.id },
      regionId: params.regionId,
    })
    return caseView(context, params)
  },
})

/** Between approval and publication a resident may have withdrawn. */
async function refuseWithdrawn(context: Context, at: Place): Promise<void> {
  const [quotable] = await store.quotableCases(context.trx, at)
  if (!quotable) throw refuse('case-has-findings', { count: 1, first: '文中提到的群众已撤回公开宣传的同意' })
}

const pushCase = action(contract.pushCase, {
  allow: 'case.push',
  async run(context, { params, body }) {
    await store.lockCase(context.trx, params)
    const { row, versions, standing } = await readCase(context, params)
    if (standing.state !== 'approved' && standing.state !== 'published')
      throw refuse('case-closed', { state: STATE_WORDS[standing.state] })
    if (versions[0]?.version !== body.version) throw refuse('case-changed')
    if (body.sentOn > context.today)
      throw refuse(
        'invalid-value',
        { path: 'sentOn', why: '上报日期不能晚于今天' },
        { place: { path: 'body.sentOn' } },
      )
    await refuseWithdrawn(context, params)
    await store.insertCasePush(context.trx, params, {
      ...body,
      by: context.actor.accountId,
      now: context.now,
    })
    context.say({
      zh: `典型经验《${row.title}》第 ${body.version} 版上报${body.to}（${body.sentOn}）`,
      subject: { type: 'case', id: params.id },
      regionId: params.regionId,
    })
    return caseView(context, params)
  },
})

const caseDocument = action(contract.caseDocument, {
  allow: 'case.read',
  async run(context, { params }) {
    const { versions } = await readCase(context, params)
    const version = versions.find((one) => one.version === params.version)
    if (!version) throw refuse('not-found', { what: '这一版典型经验' })
    const content = contentOf(version)
    const bytes = await writeCaseSheet({
      ...content,
      version: version.version,
      hash: version.hash,
      approvedAt: version.approved_at.toISOString(),
    })
    return {
      bytes,
      fileName: `典型经验 ${content.title} 第${version.version}版.pdf`,
      type: 'application/pdf',
    }
  },
})

export const caseActions: Action[] = [listCases, getCase, saveCase, actOnCase, pushCase, caseDocument]
