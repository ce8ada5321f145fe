// Makes a document of the programme: the draft from the ledger, the head from the programme, people's saved words in both.
import { refuse } from '../../../contract/problems.ts'
import type { DocumentView } from '../../../contract/reports-documents.ts'
import { may } from '../../../domain/access/roles.ts'
import type { Programme } from '../../../domain/programme/programme.ts'
import { applyEdits, buildDocument, type Head, openBlanks } from '../../../domain/reports/documents/build.ts'
import {
  type DocumentKind,
  numberWords,
  type OfficialDocument,
} from '../../../domain/reports/documents/document.ts'
import type { DocumentFacts } from '../../../domain/reports/documents/facts.ts'
import { ruleOf, titlesOf } from '../../../domain/reports/documents/kinds.ts'
import type { Context } from '../../platform/action.ts'
import { divisionNames } from '../organisations/door.ts'
import { checkReach, programmeOn } from '../programme/door.ts'
import { type DocumentRequest, documentFacts, type Writer, writerOf } from './document-facts.ts'
import { type RecordKey, savedRecord } from './store-documents.ts'

export type Asked = DocumentRequest & { kind: DocumentKind; period: string }
export type Made = {
  document: OfficialDocument
  facts: DocumentFacts
  writer: Writer
  head: Head
  key: RecordKey
  version: number
  mayEdit: boolean
}

/** 永卫 from 永卫〔2024〕13号: the issuer's own letters, where the programme is the issuer's. */
function agencyOf(programme: Programme, issuer: string): string {
  const plan = programme.documents[0]
  return plan?.issuer === issuer ? (/^([^〔]+)〔/.exec(plan.number ?? '')?.[1] ?? '') : ''
}

async function recipientOf(
  context: Context,
  programme: Programme,
  writer: Writer,
  asked: Asked,
): Promise<string> {
  if (asked.kind === 'bulletin')
    return writer.under.length < 6 ? '各县（市、区）卫生健康局，各支援单位、受援单位' : '各支援单位、受援单位'
  const rule = ruleOf(programme, asked.kind, asked.period)
  if (rule?.reporters.includes(writer.side)) return rule.recipient
  if (writer.side !== 'bureau') return rule?.recipient ?? ''
  // What a county writes of its own goes to the level above it.
  const above = writer.under.slice(0, -2)
  const name = (await divisionNames(context.trx, [above])).get(above)
  return name ? `${name}卫生健康委员会` : ''
}

async function headOf(context: Context, programme: Programme, writer: Writer, asked: Asked): Promise<Head> {
  const bureau = writer.side === 'bureau'
  return {
    issuer: writer.name,
    redHead: bureau || writer.side === 'allianceOffice',
    agency: agencyOf(programme, writer.name),
    serial: '',
    recipient: await recipientOf(context, programme, writer, asked),
    copies: '',
    printer: bureau && !writer.name.endsWith('办公室') ? `${writer.name}办公室` : writer.name,
    signedOn: context.today,
  }
}

/** The body of a request's writer, with its programme. */
export async function writerIn(
  context: Context,
  request: DocumentRequest,
): Promise<{ programme: Programme; writer: Writer }> {
  await checkReach(context, request, 'read')
  const { document } = await programmeOn(context.trx, request.programmeId, context.today)
  return { programme: document, writer: await writerOf(context, request, document) }
}

/** Whether the reader may write in it: the body itself, never somebody above it. */
function isOwn(context: Context, writer: Writer): boolean {
  if (!may(context.actor.role, 'report.file')) return false
  const { scope } = context.actor
  return writer.organisationId === null
    ? scope.kind === 'division' && scope.division === writer.under
    : scope.kind === 'organisations'
}

/** Makes a document as it stands now. @throws refusal where it lies outside the programme or is not the reader's */
export async function makeDocument(context: Context, asked: Asked): Promise<Made> {
  const { programme, writer } = await writerIn(context, asked)
  const facts = await documentFacts(context, programme, writer, asked)
  const key: RecordKey = {
    regionId: asked.regionId,
    programmeId: asked.programmeId,
    kind: asked.kind,
    period: asked.period,
    organisationId: writer.organisationId,
  }
  const saved = await savedRecord(context.trx, key)
  const drafted = await headOf(context, programme, writer, asked)
  const head: Head = { ...drafted, ...saved?.head, signedOn: saved?.head.signedOn ?? drafted.signedOn }
  const built = buildDocument(asked.kind, facts, titlesOf(programme, asked.kind, asked.period), head)
  const edits = (saved?.edits ?? []).map(({ name, ...edit }) => ({ ...edit, by: name }))
  return {
    document: applyEdits(built, edits),
    facts,
    writer,
    head,
    key,
    version: saved?.version ?? 0,
    mayEdit: isOwn(context, writer),
  }
}

/** The same for whoever will change it; refuses where it is another body's. */
export async function makeOwnDocument(context: Context, asked: Asked): Promise<Made> {
  const made = await makeDocument(context, asked)
  if (!made.mayEdit) throw refuse('document-of-others', { body: made.writer.name })
  return made
}

export function viewOf(made: Made, asked: Asked): DocumentView {
  const { document, facts, head, writer } = made
  return {
    kind: asked.kind,
    period: asked.period,
    label: facts.period.label,
    asOf: facts.asOf,
    body: { id: writer.organisationId, name: writer.name },
    head,
    number: numberWords(document.number),
    titleLines: document.titleLines,
    blocks: document.blocks as DocumentView['blocks'],
    attachments: document.attachments as DocumentView['attachments'],
    openBlanks: openBlanks(document),
    version: made.version,
    mayEdit: made.mayEdit,
  }
}

/** 甲县2024年5月对口支援工作情况报告（2024年5月）.docx: what a browser saves it as. */
export const fileNameOf = ({ document }: Made, ending: string): string =>
  `${document.titleLines.join('').replace(/[\\/:*?"<>|]/g, '')}.${ending}`
