// dispatch actions: the staffing table comes in — preview, mapping, confirm, undo (FRM-2, N6–N8, N12).
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/dispatch.ts'
import { refuse } from '../../../contract/problems.ts'
import { rowKey } from '../../../domain/dispatch/staffing.ts'
import { staffingSchedule } from '../../../domain/forms/definitions/staffing-schedule.ts'
import { importFieldsOf } from '../../../domain/forms/form.ts'
import type { Grid } from '../../../domain/forms/grid.ts'
import { maskPhone } from '../../../domain/people/masking.ts'
import { announcingClause } from '../../../domain/programme/programme.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { deactivate } from '../organisations/door.ts'
import { setPractitionersActive } from '../people/door.ts'
import { checkReach, programmeOn, removeMembers } from '../programme/door.ts'
import { recordScheduleVersion } from './schedule.ts'
import { type Effects, hashOf, makePreview, type Preview, readGrids, writeStaffing } from './staffing.ts'
import * as store from './store/imports.ts'
import { deleteDemands, deletePostings, postingsOf, type Where } from './store/postings.ts'

type Stored = Preview & { grids: Grid[]; fileName: string }
type Row = NonNullable<Awaited<ReturnType<typeof store.lockImport>>>

const senderOf = (context: Context): string =>
  context.actor.organisationId ?? context.actor.divisionCode ?? context.actor.accountId

function view(id: string, status: string, p: Stored): contract.ImportPreview {
  const effect = (wanted: string): number => p.plans.filter((plan) => plan.effect === wanted).length
  const created = (side: 'unit' | 'hospital'): string[] =>
    p.plans.flatMap((plan) => (plan[side] && 'create' in plan[side] ? [plan[side].create.name] : []))
  return {
    id,
    status: status === 'confirmed' || status === 'undone' ? status : 'previewed',
    fileName: p.fileName,
    fields: importFieldsOf(staffingSchedule).map((f) => ({
      key: f.key,
      label: f.label,
      required: f.required ?? false,
    })),
    rows: p.result.rows.map((row, i) => ({
      row: row.row,
      sheet: row.sheet,
      values: {
        ...row.values,
        ...(typeof row.values.mobile === 'string' ? { mobile: maskPhone(row.values.mobile) } : {}),
      },
      effect: p.plans[i]?.effect ?? 'blocked',
      skipped: p.skippedRows.includes(rowKey(row)),
    })),
    problems: p.problems,
    mapping: p.result.mapping.flatMap((table) =>
      table.columns.map((c) => ({
        column: c.index,
        header: c.header,
        key: c.field,
        confidence: c.confidence,
      })),
    ),
    skipped: p.result.skipped.map((s) => ({ row: s.row, why: `${s.text}（${s.reason}）` })),
    remembered: p.remembered,
    counts: {
      rows: p.result.rows.length,
      errors: p.problems.filter((x) => x.severity === 'error').length,
      warnings: p.problems.filter((x) => x.severity === 'warning').length,
      newOrganisations: new Set([...created('unit'), ...created('hospital')]).size,
      newPractitioners: p.plans.filter(
        (plan) => plan.effect !== 'skip' && plan.doctor && 'create' in plan.doctor,
      ).length,
      newPostings: effect('new') + effect('change'),
      unchanged: effect('same'),
    },
  }
}

const previewStaffing = action(contract.previewStaffing, {
  allow: 'staffing.import',
  async run(context, { params, query, body }) {
    await checkReach(context, params, 'write')
    const grids = await readGrids(body, query.fileName)
    const first = await makePreview(context, params, grids, {
      mapping: {},
      skippedRows: [],
      remembered: false,
    })
    const fingerprint = first.result.mapping[0]?.fingerprint ?? ''
    const remembered = await store.rememberedMapping(context.trx, senderOf(context), fingerprint)
    const preview = remembered
      ? await makePreview(context, params, grids, { mapping: remembered, skippedRows: [], remembered: true })
      : first
    const id = uuidv7()
    const stored: Stored = { ...preview, grids, fileName: query.fileName }
    await store.insertImport(context.trx, {
      ...params,
      id,
      accountId: context.actor.accountId,
      fileName: query.fileName,
      fileHash: hashOf(body),
      fingerprint,
      preview: stored,
      now: context.now,
    })
    context.say({
      zh: `上传人员安排表 ${query.fileName}（预览，未写入）`,
      subject: { type: 'staffingImport', id },
      regionId: params.regionId,
    })
    return view(id, 'previewed', stored)
  },
})

async function open(
  context: Context,
  regionId: string,
  id: string,
  wanted: 'previewed' | 'confirmed',
): Promise<{ row: Row; where: Where; stored: Stored }> {
  const row = await store.lockImport(context.trx, regionId, id)
  if (!row) throw refuse('not-found', { what: '导入' })
  await checkReach(context, { regionId, programmeId: row.programme_id }, 'write')
  const states: Record<string, string> = {
    previewed: '还没有确认',
    confirmed: '已经确认',
    undone: '已经撤销',
  }
  if (row.status !== wanted) throw refuse('import-not-open', { state: states[row.status] ?? row.status })
  return { row, where: { regionId, programmeId: row.programme_id }, stored: row.preview as unknown as Stored }
}

const remapStaffing = action(contract.remapStaffing, {
  allow: 'staffing.import',
  async run(context, { params, body }) {
    const { row, where, stored } = await open(context, params.regionId, params.id, 'previewed')
    const choice = {
      mapping: { ...stored.mapping, ...body.mapping },
      skippedRows: body.skipRows ?? stored.skippedRows,
      remembered: stored.remembered,
    }
    const next: Stored = {
      ...(await makePreview(context, where, stored.grids, choice)),
      grids: stored.grids,
      fileName: stored.fileName,
    }
    await store.updateImport(context.trx, params.regionId, params.id, { preview: next })
    context.say({
      zh: `调整导入 ${row.file_name} 的列对应或跳过的行`,
      subject: { type: 'staffingImport', id: params.id },
      regionId: params.regionId,
    })
    return view(params.id, 'previewed', next)
  },
})

const confirmStaffing = action(contract.confirmStaffing, {
  allow: 'staffing.import',
  async run(context, { params, body }) {
    const { row, where, stored } = await open(context, params.regionId, params.id, 'previewed')
    // Decided anew: what the county knows may have changed since the preview.
    const fresh: Stored = {
      ...(await makePreview(context, where, stored.grids, stored)),
      grids: stored.grids,
      fileName: stored.fileName,
    }
    const errors = fresh.problems.filter((p) => p.severity === 'error')
    if (errors.length) throw refuse('import-has-errors', { count: errors.length }, { problems: errors })
    const { document: programme } = await programmeOn(context.trx, where.programmeId, context.today)
    const effects = await writeStaffing(context, {
      importId: params.id,
      where,
      plans: fresh.plans,
      mismatchReasons: body.mismatchReasons,
      startsOn: programme.period.from,
      endsOn: programme.period.to,
      // PUB-1: a plan that orders experts to be announced is the ground on which their names are shown.
      publicity: announcingClause(programme),
    })
    const version = effects.postings.length
      ? await recordScheduleVersion(context, where, `导入 ${row.file_name}`)
      : null
    await store.rememberMapping(context.trx, {
      sender: senderOf(context),
      fingerprint: row.fingerprint,
      mapping: Object.fromEntries(
        fresh.result.mapping.flatMap((t) => t.columns.map((c) => [c.header, c.field])),
      ),
      now: context.now,
    })
    await store.updateImport(context.trx, params.regionId, params.id, {
      status: 'confirmed',
      preview: fresh,
      effects,
      confirmed_at: context.now,
    })
    context.say({
      zh: `确认导入 ${row.file_name}：新增派驻 ${effects.postings.length}，新增医师 ${effects.practitioners.length}，新增机构 ${effects.organisations.length}${version ? `，附件2 第 ${version} 版` : ''}`,
      subject: { type: 'staffingImport', id: params.id },
      regionId: params.regionId,
    })
    return view(params.id, 'confirmed', fresh)
  },
})

const undoStaffing = action(contract.undoStaffing, {
  allow: 'staffing.import',
  async run(context, { params }) {
    const { row, where, stored } = await open(context, params.regionId, params.id, 'confirmed')
    const latest = await store.latestConfirmed(context.trx, where)
    if (latest?.id !== params.id) throw refuse('rule-broken', { why: '只能撤销最近一次确认的导入' })
    const effects = row.effects as unknown as Effects
    const made = (await postingsOf(context.trx, where)).filter((p) => effects.postings.includes(p.id))
    const pairs = made.map((p) => ({ unitId: p.unit_id, practitionerId: p.practitioner_id }))
    const used = await store.publishedDuties(context.trx, where, pairs)
    if (used > 0)
      throw refuse('rule-broken', {
        why: `这些医师已有 ${used} 个公布的值班，不能撤销导入；请改用“结束派驻”`,
      })
    await store.deleteDrafts(context.trx, where, pairs)
    await deletePostings(context.trx, params.regionId, effects.postings)
    await store.reopenPostings(context.trx, params.regionId, effects.ended)
    await deleteDemands(context.trx, params.regionId, effects.demands)
    await setPractitionersActive(context.trx, effects.practitioners, false)
    await removeMembers(context.trx, where.programmeId, effects.members)
    await deactivate(context.trx, effects.organisations)
    await recordScheduleVersion(context, where, `撤销导入 ${row.file_name}`)
    await store.updateImport(context.trx, params.regionId, params.id, {
      status: 'undone',
      undone_at: context.now,
    })
    context.say({
      zh: `撤销导入 ${row.file_name}`,
      subject: { type: 'staffingImport', id: params.id },
      regionId: params.regionId,
    })
    return view(params.id, 'undone', stored)
  },
})

const listStaffingImports = action(contract.listStaffingImports, {
  allow: 'staffing.import',
  async run(context, { params }) {
    await checkReach(context, params, 'write')
    const rows = await store.importsOf(context.trx, params)
    return {
      items: rows.map((r) => ({
        id: r.id,
        fileName: r.file_name,
        status: r.status,
        createdAt: r.created_at.toISOString(),
        rows: (r.preview as unknown as Stored).result.rows.length,
        account: r.account,
      })),
    }
  },
})

export const staffingActions: Action[] = [
  previewStaffing,
  remapStaffing,
  confirmStaffing,
  undoStaffing,
  listStaffingImports,
]
