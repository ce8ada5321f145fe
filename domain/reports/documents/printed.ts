// What stands on paper: the document's blocks with their marks and words settled, for the writers of .docx and PDF.
// A place nobody wrote at is left out of the final paper and marked in the .docx, where people go on writing.
import { printedPieces } from './build.ts'
import {
  type Block,
  type ChartData,
  type Column,
  dateWords,
  type Numbered,
  numbered,
  numberWords,
  type OfficialDocument,
  textOf,
} from './document.ts'

export type Printed =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  /** `lead` is the mark and first sentence of an item （一）, set in 楷体 before the rest. */
  | { kind: 'text'; lead: string; text: string }
  | { kind: 'blank'; text: string }
  | { kind: 'table'; title: string; columns: Column[]; rows: string[][]; landscape: boolean; note: string }
  | { kind: 'chart'; chart: ChartData }
  | { kind: 'quote'; title: string; text: string; from: string }

export type PrintedDocument = {
  issuer: string
  redHead: boolean
  number: string
  titleLines: string[]
  recipient: string
  blocks: Printed[]
  attachments: { title: string; blocks: Printed[] }[]
  unit: string
  /** 2024年5月20日 */
  date: string
  copies: string
  printer: string
}

/** A person may write several paragraphs; each line is one. */
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim())

function leading(mark: string, text: string, level: number): Printed {
  const first = text.indexOf('。') + 1
  const split = level === 2 && first > 0 && first < text.length
  return {
    kind: 'text',
    lead: split ? `${mark}${text.slice(0, first)}` : '',
    text: split ? text.slice(first) : `${mark}${text}`,
  }
}

function printedBlock({ block, mark, level }: Numbered): Printed[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: `${mark}${block.text}` }]
    case 'paragraph':
      return lines(textOf(printedPieces(block) ?? [])).map((text, i) =>
        i === 0 ? leading(mark, text, level) : { kind: 'text', lead: '', text },
      )
    case 'blank':
      return block.edited?.text
        ? lines(block.edited.text).map((text) => ({ kind: 'text', lead: '', text }))
        : [{ kind: 'blank', text: block.prompt }]
    case 'table':
      return [{ ...block, rows: block.rows.map((row) => row.map((cell) => textOf([cell]))) }]
    case 'chart':
    case 'quote':
      return [block]
  }
}

function printedBlocks(blocks: readonly Block[]): Printed[] {
  const kept = blocks.filter((block) => !(block.kind === 'paragraph' && block.edited?.text === ''))
  return numbered(kept).flatMap(printedBlock)
}

/** Settles a document's words for print. */
export function printedOf(document: OfficialDocument): PrintedDocument {
  return {
    issuer: document.issuer,
    redHead: document.redHead,
    number: numberWords(document.number),
    titleLines: document.titleLines,
    recipient: document.recipient,
    blocks: printedBlocks(document.blocks),
    attachments: document.attachments.map(({ title, blocks }) => ({ title, blocks: printedBlocks(blocks) })),
    unit: document.signature.unit,
    date: dateWords(document.signature.date),
    copies: document.copies,
    printer: document.printer,
  }
}
