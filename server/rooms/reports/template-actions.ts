// reports actions: the bureau's own Word templates — checked, kept as versions, taken out of use.
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-documents.ts'
import { may } from '../../../domain/access/roles.ts'
import { KIND_NAMES } from '../../../domain/reports/documents/kinds.ts'
import { tagCatalogue, tagHelp } from '../../../domain/reports/documents/template-tags.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { checkTemplate, type TemplateFacts, TemplateRefused } from '../../platform/documents/word-template.ts'
import { standsIn } from '../organisations/door.ts'
import * as store from './store-documents.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** SEC-2: a county's templates are for those who stand in it. */
async function checkCounty({ actor, trx }: Context, regionId: string): Promise<void> {
  const division = regionId.replace(/(00)+$/, '')
  const inside =
    actor.scope.kind === 'division'
      ? division.startsWith(actor.scope.division)
      : actor.scope.kind === 'organisations' && (await standsIn(trx, actor.scope.organisations, division))
  if (!inside) throw refuse('not-found', { what: '本县的模板' })
}

type Row = Awaited<ReturnType<typeof store.templatesOf>>[number]
const view = (row: Row): contract.DocumentTemplate => ({
  id: row.id,
  kind: row.kind as contract.DocumentTemplate['kind'],
  name: row.name,
  version: row.version,
  fileName: row.file_name,
  size: row.size,
  sha256: row.sha256,
  tags: row.tags,
  by: row.by,
  at: row.made_at.toISOString(),
  retired: row.retired_at !== null,
})

async function oneTemplate(context: Context, regionId: string, id: string): Promise<Row> {
  const found = (await store.templatesOf(context.trx, regionId)).find((row) => row.id === id)
  if (!found) throw refuse('not-found', { what: '模板' })
  return found
}

const listDocumentTemplates = action(contract.listDocumentTemplates, {
  allow: 'report.read',
  async run(context, { params }) {
    await checkCounty(context, params.regionId)
    return {
      items: (await store.templatesOf(context.trx, params.regionId)).map(view),
      ...tagHelp,
      mayEdit: may(context.actor.role, 'document.template'),
    }
  },
})

async function checked(bytes: Uint8Array): Promise<TemplateFacts> {
  try {
    return await checkTemplate(bytes, tagCatalogue)
  } catch (error) {
    if (!(error instanceof TemplateRefused)) throw error
    throw refuse('template-refused', { count: error.problems.length }, { problems: error.problems })
  }
}

const checkDocumentTemplate = action(contract.checkDocumentTemplate, {
  allow: 'document.template',
  async run(context, { params, body }) {
    await checkCounty(context, params.regionId)
    const found = await checked(body)
    context.say({ zh: '检查 Word 模板', regionId: params.regionId })
    return found
  },
})

const addDocumentTemplate = action(contract.addDocumentTemplate, {
  allow: 'document.template',
  async run(context, { params, query, body }) {
    await checkCounty(context, params.regionId)
    const { tags, problems } = await checked(body)
    const errors = problems.filter((p) => p.severity === 'error')
    if (errors.length > 0) throw refuse('template-refused', { count: errors.length }, { problems: errors })
    const before = (await store.templatesOf(context.trx, params.regionId)).filter(
      (row) => row.kind === query.kind && row.name === query.name,
    )
    const sha256 = createHash('sha256').update(body).digest('hex')
    if (before[0]?.sha256 === sha256)
      throw refuse('already-exists', { what: `模板“${query.name}”的这个文件` })
    const id = uuidv7()
    await store.insertTemplate(context.trx, {
      regionId: params.regionId,
      id,
      kind: query.kind,
      name: query.name,
      version: (before[0]?.version ?? 0) + 1,
      file: body,
      fileName: query.fileName,
      sha256,
      tags: [...new Set(tags.map((t) => t.name))],
      by: context.actor.accountId,
      now: context.now,
    })
    // The former version stays on record and goes out of use.
    for (const row of before.filter((r) => !r.retired_at))
      await store.setRetired(
        context.trx,
        { regionId: params.regionId, id: row.id },
        { by: context.actor.accountId, now: context.now },
      )
    context.say({
      zh: `保存${KIND_NAMES[query.kind].zh}模板“${query.name}”第${(before[0]?.version ?? 0) + 1}版`,
      subject: { type: 'documentTemplate', id },
      regionId: params.regionId,
    })
    return view(await oneTemplate(context, params.regionId, id))
  },
})

const getDocumentTemplate = action(contract.getDocumentTemplate, {
  allow: 'report.read',
  async run(context, { params }) {
    await checkCounty(context, params.regionId)
    const found = await store.templateFile(context.trx, params.regionId, params.id)
    if (!found) throw refuse('not-found', { what: '模板' })
    return { bytes: new Uint8Array(found.file), fileName: found.file_name, type: DOCX }
  },
})

const retireDocumentTemplate = action(contract.retireDocumentTemplate, {
  allow: 'document.template',
  async run(context, { params, body }) {
    await checkCounty(context, params.regionId)
    const found = await oneTemplate(context, params.regionId, params.id)
    await store.setRetired(
      context.trx,
      params,
      body.retired ? { by: context.actor.accountId, now: context.now } : null,
    )
    context.say({
      zh: `${body.retired ? '停用' : '启用'}模板“${found.name}”第${found.version}版`,
      subject: { type: 'documentTemplate', id: params.id },
      regionId: params.regionId,
    })
    return view(await oneTemplate(context, params.regionId, params.id))
  },
})

export const templateActions: Action[] = [
  listDocumentTemplates,
  checkDocumentTemplate,
  addDocumentTemplate,
  getDocumentTemplate,
  retireDocumentTemplate,
]
