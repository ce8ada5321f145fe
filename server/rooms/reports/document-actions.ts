// reports actions: documents made from the ledger, on the screen, as .docx, as red-head PDF/A, and in a bureau's own
// template (RPT-3, RPT-4, RPT-6, RPT-11, SVY-4, ASM-3).
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/reports-documents.ts'
import { citation } from '../../../domain/programme/programme.ts'
import { type Block, textOf } from '../../../domain/reports/documents/document.ts'
import { KIND_NAMES, offersFor } from '../../../domain/reports/documents/kinds.ts'
import { printedOf } from '../../../domain/reports/documents/printed.ts'
import { tagValues } from '../../../domain/reports/documents/template-tags.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { writeDocx } from '../../platform/documents/docx.ts'
import { writeGongwenPdf } from '../../platform/documents/gongwen.ts'
import { DocumentFailed } from '../../platform/documents/typst.ts'
import { fillTemplate } from '../../platform/documents/word-template.ts'
import { type Asked, fileNameOf, makeDocument, makeOwnDocument, viewOf, writerIn } from './document-made.ts'
import { insertRecord, type SavedEdit, savedRecord, templateFile } from './store-documents.ts'
import { templateActions } from './template-actions.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const listDocuments = action(contract.listDocuments, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const { programme, writer } = await writerIn(context, { ...params, organisationId: query.organisationId })
    const items = []
    for (const offer of offersFor(programme, query.month, writer.whole)) {
      const saved = await savedRecord(context.trx, {
        ...params,
        kind: offer.kind,
        period: offer.period,
        organisationId: writer.organisationId,
      })
      items.push({
        ...offer,
        citation: offer.citation ? citation(programme, offer.citation) : null,
        clauses: offer.citation?.clauses ?? [],
        saved: saved ? { by: saved.by, at: saved.at.toISOString(), version: saved.version } : null,
      })
    }
    return { body: { id: writer.organisationId, name: writer.name }, items }
  },
})

const getDocument = action(contract.getDocument, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const asked: Asked = { ...params, organisationId: query.organisationId }
    return viewOf(await makeDocument(context, asked), asked)
  },
})

const draftedOf = (block: Block): string => (block.kind === 'paragraph' ? textOf(block.pieces) : '')

const saveDocument = action(contract.saveDocument, {
  allow: 'report.file',
  async run(context, { params, body }) {
    const asked: Asked = params
    const made = await makeOwnDocument(context, asked)
    const saved = await savedRecord(context.trx, made.key)
    if ((saved?.version ?? 0) !== body.version) throw refuse('changed-meanwhile', { what: '这份文件' })
    const kept = new Map((saved?.edits ?? []).map((edit) => [edit.block, edit]))
    const blocks = new Map(
      made.document.blocks.flatMap((b) =>
        b.kind === 'paragraph' || b.kind === 'blank' ? [[b.id, b] as const] : [],
      ),
    )
    for (const { block: id, text } of body.edits) {
      const block = blocks.get(id)
      // The paragraph may have gone since: the ledger says something else now.
      if (!block && !kept.has(id)) throw refuse('not-found', { what: '这一段' })
      if (text === null) kept.delete(id)
      else if (block)
        kept.set(id, {
          block: id,
          text,
          drafted: draftedOf(block),
          accountId: context.actor.accountId,
          name: context.actor.name,
          at: context.now.toISOString(),
        } satisfies SavedEdit)
    }
    await insertRecord(context.trx, made.key, {
      id: uuidv7(),
      head: body.head ?? saved?.head ?? {},
      edits: [...kept.values()],
      version: body.version + 1,
      by: context.actor.accountId,
      now: context.now,
    })
    context.say({
      zh: `修改${KIND_NAMES[params.kind].zh}（${made.facts.period.label}）`,
      subject: { type: 'document', id: `${params.programmeId}/${params.kind}/${params.period}` },
      regionId: params.regionId,
    })
    return viewOf(await makeDocument(context, asked), asked)
  },
})

/** A document no font can set is the reader's to know, with what to do; it is no fault of the server. */
async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof DocumentFailed)) throw error
    const { zh, en, remedyZh, remedyEn } = error.problem
    throw refuse('document-not-made', { why: zh, whyEn: en, remedy: remedyZh, remedyEn })
  }
}

const downloaded = (context: Context, regionId: string, fileName: string): void =>
  context.say({ zh: `下载 ${fileName}`, regionId })

const getDocumentDocx = action(contract.getDocumentDocx, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const made = await makeDocument(context, { ...params, organisationId: query.organisationId })
    const fileName = fileNameOf(made, 'docx')
    downloaded(context, params.regionId, fileName)
    return { bytes: await writeDocx(printedOf(made.document)), fileName, type: DOCX }
  },
})

const getDocumentPdf = action(contract.getDocumentPdf, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const made = await makeDocument(context, { ...params, organisationId: query.organisationId })
    const fileName = fileNameOf(made, 'pdf')
    downloaded(context, params.regionId, fileName)
    const { fontFolder } = context.services.config
    const { pdf } = await orRefused(writeGongwenPdf(printedOf(made.document), { fontFolder }))
    return { bytes: pdf, fileName, type: 'application/pdf' }
  },
})

const fillDocumentTemplate = action(contract.fillDocumentTemplate, {
  allow: 'report.read',
  async run(context, { params, query }) {
    const made = await makeDocument(context, { ...params, organisationId: query.organisationId })
    const template = await templateFile(context.trx, params.regionId, params.templateId)
    if (!template) throw refuse('not-found', { what: '模板' })
    if (template.kind !== params.kind || template.retired_at)
      throw refuse('template-of-another-kind', { name: template.name })
    const fileName = fileNameOf(made, 'docx')
    downloaded(context, params.regionId, `${fileName}（模板“${template.name}”第${template.version}版）`)
    const bytes = await fillTemplate(new Uint8Array(template.file), tagValues(made.facts, made.document))
    return { bytes, fileName, type: DOCX }
  },
})

export const documentActions: Action[] = [
  listDocuments,
  getDocument,
  saveDocument,
  getDocumentDocx,
  getDocumentPdf,
  fillDocumentTemplate,
  ...templateActions,
]
