// supervision actions: the three lists as they stand and as they were signed, and the ledgers, on the page and as files
// (ISS-1 to ISS-4). What is signed is kept with a chained hash and printed from what was signed.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision-lists.ts'
import { canonical } from '../../../domain/reports/content.ts'
import {
  documentOfTable,
  LEDGER_NAMES,
  LIST_NAMES,
  type ListKind,
  layoutOfTable,
  listOf,
  type PaperHead,
  type Table,
} from '../../../domain/supervision/lists.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { shanghaiDay } from '../../platform/clock.ts'
import { writeDocx } from '../../platform/documents/docx.ts'
import { writeFormPdf } from '../../platform/documents/pdf.ts'
import { writeFormXlsx } from '../../platform/documents/xlsx.ts'
import { divisionNames } from '../organisations/door.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { issueFacts, ledgerTable } from './ledgers.ts'
import { lockDraws } from './store-checks.ts'
import * as store from './store-measures.ts'

type Where = { regionId: string; programmeId: string }
type Which = Where & { kind: ListKind }

/** The content that is signed: what a later reader must see just so. */
type Signed = { title: string; columns: Table['columns']; rows: Table['rows'] }
const hashOf = (content: Signed, before: string): string =>
  createHash('sha256')
    .update(`${before}\n${canonical(content)}`)
    .digest('hex')
const contentIn = (row: store.SignedRow): Signed => row.content as unknown as Signed
const contentOf = ({ title, columns, rows }: Table): Signed => ({ title, columns, rows })

async function tableNow(context: Context, which: Which): Promise<Table> {
  return listOf(which.kind, await issueFacts(context, which))
}

const isIntact = (rows: readonly store.SignedRow[], i: number): boolean => {
  const row = rows[i]
  return row !== undefined && hashOf(contentIn(row), rows[i - 1]?.hash ?? '') === row.hash
}

async function view(context: Context, which: Which): Promise<contract.SupervisionList> {
  const now = await tableNow(context, which)
  const signed = await store.signedLists(context.trx, which)
  const last = signed.at(-1)
  return {
    kind: which.kind,
    now: {
      title: now.title,
      columns: now.columns.map(({ key, label, wide }) => ({ key, label, wide })),
      rows: now.rows.map(({ id, cells }) => ({ id, cells: [...cells] })),
    },
    upToDate: last !== undefined && canonical(last.content) === canonical(contentOf(now)),
    versions: signed.map((row, i) => ({
      version: row.version,
      signer: row.signer,
      signedBy: row.by_name,
      signedAt: row.signed_at.toISOString(),
      rows: contentIn(row).rows.length,
      hash: row.hash,
      intact: isIntact(signed, i),
    })),
  }
}

const getSupervisionList = action(contract.getSupervisionList, {
  allow: 'supervisionList.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    return view(context, params)
  },
})

const signSupervisionList = action(contract.signSupervisionList, {
  allow: 'supervisionList.sign',
  async run(context, { params, body }) {
    const { trx, actor, now } = context
    await checkReach(context, params, 'write')
    await lockDraws(trx, `list/${params.regionId}/${params.programmeId}/${params.kind}`)
    const table = await tableNow(context, params)
    // whoever signs has seen just this
    if (table.rows.length !== body.rows) throw refuse('list-changed', { rows: table.rows.length })
    const before = (await store.signedLists(trx, params)).at(-1)
    const content = contentOf(table)
    const version = (before?.version ?? 0) + 1
    await store.insertSignedList(
      trx,
      params,
      {
        id: uuidv7(),
        version,
        content,
        hash: hashOf(content, before?.hash ?? ''),
        signer: body.signer,
        by: actor.accountId,
      },
      now,
    )
    context.say({
      zh: `签发${LIST_NAMES[params.kind]}第 ${version} 版（${table.rows.length} 条），签发人 ${body.signer}`,
      regionId: params.regionId,
    })
    return view(context, params)
  },
})

async function headOf(
  context: Context,
  { regionId, programmeId }: Where,
  of: { standing: string; signer: string; date: string },
): Promise<PaperHead> {
  const { document } = await programmeOn(context.trx, programmeId, context.today)
  const county = (await divisionNames(context.trx, [regionId])).get(regionId) ?? ''
  return {
    body: context.actor.role === 'bureau' ? `${county}卫生健康局` : county,
    programme: document.shortName,
    county,
    year: document.year,
    ...of,
  }
}

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

async function fileOf(
  context: Context,
  { table, head, name }: { table: Table; head: PaperHead; name: string },
  ending: keyof typeof TYPES,
) {
  const { fontFolder } = context.services.config
  const bytes =
    ending === 'docx'
      ? await writeDocx(documentOfTable(table, head))
      : ending === 'pdf'
        ? await writeFormPdf(layoutOfTable(table, head), { fontFolder })
        : await writeFormXlsx(layoutOfTable(table, head))
  return { bytes, fileName: `${name}.${ending}`, type: TYPES[ending] }
}

const getSupervisionListFile = action(contract.getSupervisionListFile, {
  allow: 'supervisionList.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const signed = await store.signedLists(context.trx, params)
    const i = signed.findIndex((row) => row.version === params.version)
    const row = signed[i]
    if (params.version > 0 && !row) throw refuse('not-found', { what: '这一版清单' })
    // what somebody changed behind our back is not printed as what was signed
    if (row && !isIntact(signed, i)) throw refuse('report-altered', { version: row.version })
    const table = row ? contentIn(row) : await tableNow(context, params)
    const head = await headOf(context, params, {
      standing: row ? `第 ${row.version} 版` : '未签发',
      signer: row?.signer ?? '',
      date: row ? shanghaiDay(row.signed_at) : context.today,
    })
    const name = `${head.programme}${table.title}（${head.standing.replaceAll(' ', '')}）`
    context.say({ zh: `导出 ${name}.${params.ending}`, regionId: params.regionId })
    return fileOf(context, { table, head, name }, params.ending)
  },
})

const getLedgerFile = action(contract.getLedgerFile, {
  allow: 'lead.read',
  async run(context, { params }) {
    await checkReach(context, params, 'read')
    const table = await ledgerTable(context, params)
    const head = await headOf(context, params, {
      standing: `共 ${table.rows.length} 条`,
      signer: '',
      date: context.today,
    })
    const name = `${head.programme}${LEDGER_NAMES[params.kind]}（${context.today}）`
    context.say({ zh: `导出 ${name}.${params.ending}`, regionId: params.regionId })
    return fileOf(context, { table, head, name }, params.ending)
  },
})

export const listActions: Action[] = [
  getSupervisionList,
  signSupervisionList,
  getSupervisionListFile,
  getLedgerFile,
]
