// An official document as .docx, to be finished in Word or WPS: real headings, tables with repeated headers, charts as
// pictures; what still waits for a person's words is marked yellow.
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  OverlapType,
  Packer,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  ShadingType,
  Table,
  TableAnchorType,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Printed, PrintedDocument } from '../../../domain/reports/documents/printed.ts'
import { CHART_SIZE, chartPng } from './chart-picture.ts'
import { FACES, INDENT, SIZE, SPACING, STYLES, sectionOf, TEXT_WIDTH } from './word-styles.ts'

type Child = Paragraph | Table
/** A part of the document that stands upright or turned. */
type Part = { turned: boolean; children: Child[] }

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const
const plain = (text: string, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ spacing: SPACING, ...options, children: [new TextRun({ text })] })
const empty = (): Paragraph => plain('')

function caption(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { ...SPACING, before: 120 },
    children: [new TextRun({ text, font: FACES.hei, size: 28 })],
  })
}

const small = { before: 40, after: 40, line: 260, lineRule: LineRuleType.AT_LEAST }

function cell(text: string, look: { align: keyof typeof ALIGN; head: boolean; width: number; size: number }) {
  return new TableCell({
    width: { size: look.width, type: WidthType.PERCENTAGE },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 60, right: 60 },
    children: [
      new Paragraph({
        alignment: look.head ? AlignmentType.CENTER : ALIGN[look.align],
        spacing: small,
        children: [new TextRun({ text, font: look.head ? FACES.hei : FACES.song, size: look.size })],
      }),
    ],
  })
}

function tableOf(block: Extract<Printed, { kind: 'table' }>, titled = true): Child[] {
  const total = block.columns.reduce((n, c) => n + c.width, 0)
  const size = block.columns.length > 8 ? 20 : 22
  const row = (texts: readonly string[], head: boolean): TableRow =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: texts.map((text, i) => {
        const column = block.columns[i]
        const width = ((column?.width ?? 1) / total) * 100
        return cell(text, { align: column?.align ?? 'left', head, width, size })
      }),
    })
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      row(
        block.columns.map((c) => c.label),
        true,
      ),
      ...block.rows.map((texts) => row(texts, false)),
    ],
  })
  const note = block.note
    ? new Paragraph({
        spacing: small,
        children: [new TextRun({ text: `注：${block.note}`, font: FACES.song, size: 21 })],
      })
    : new Paragraph({ spacing: { line: 200, lineRule: LineRuleType.EXACT }, children: [] })
  return [...(titled && block.title ? [caption(block.title)] : []), table, note]
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const

/** `last`: the piece before the signature stays with it, so that none stands alone on a page (7.3.5.2). */
function childrenOf(block: Printed, last = false): Child[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_4,
          children: [new TextRun(block.text)],
        }),
      ]
    case 'text':
      return [
        new Paragraph({
          spacing: SPACING,
          indent: INDENT,
          keepNext: last,
          alignment: AlignmentType.BOTH,
          children: [
            ...(block.lead ? [new TextRun({ text: block.lead, font: FACES.kai })] : []),
            new TextRun({ text: block.text }),
          ],
        }),
      ]
    case 'blank':
      return [
        new Paragraph({
          spacing: SPACING,
          indent: INDENT,
          keepNext: last,
          children: [
            new TextRun({
              text: `（此处补充：${block.text}）`,
              shading: { type: ShadingType.CLEAR, fill: 'FFF2CC', color: 'auto' },
            }),
          ],
        }),
      ]
    case 'table':
      return tableOf(block)
    case 'chart': {
      // A paragraph of its own with free line height: an exact one would cut the picture.
      const picture = new ImageRun({
        type: 'png',
        data: chartPng(block.chart),
        transformation: { width: CHART_SIZE.width, height: CHART_SIZE.height },
        altText: { name: block.chart.title, title: block.chart.title, description: block.chart.title },
      })
      return [
        caption(block.chart.title),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { line: 240, lineRule: LineRuleType.AUTO },
          children: [picture],
        }),
      ]
    }
    case 'quote':
      return [
        new Paragraph({
          spacing: SPACING,
          indent: INDENT,
          keepNext: true,
          children: [new TextRun({ text: block.title, font: FACES.kai, bold: true })],
        }),
        ...block.text.split('\n').map(
          (words) =>
            new Paragraph({
              spacing: SPACING,
              indent: INDENT,
              alignment: AlignmentType.BOTH,
              children: [new TextRun({ text: words, font: FACES.kai })],
            }),
        ),
        new Paragraph({
          spacing: SPACING,
          alignment: AlignmentType.RIGHT,
          children: [new TextRun({ text: `——${block.from}`, font: FACES.kai })],
        }),
      ]
  }
}

const RED = 'D7000F'

function head(document: PrintedDocument): Child[] {
  const title = document.titleLines.map(
    (line) => new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(line)] }),
  )
  const to = document.recipient ? [empty(), plain(`${document.recipient}：`)] : [empty()]
  if (!document.redHead) return [...title, ...to]
  const letters = document.issuer.length + 2
  // Half points: as wide as 150 mm allows when each letter is drawn at 78 %.
  const size = Math.min(92, Math.floor((2 * 425) / letters / 0.78))
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 35 * 57, after: 0, line: 240, lineRule: LineRuleType.AUTO },
      children: [
        new TextRun({ text: `${document.issuer}文件`, font: FACES.title, size, scale: 78, color: RED }),
      ],
    }),
    empty(),
    empty(),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: SPACING,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 11, color: RED } },
      children: [new TextRun({ text: document.number })],
    }),
    empty(),
    empty(),
    ...title,
    ...to,
  ]
}

function signature(document: PrintedDocument): Child[] {
  const names = document.attachments.map((a) => a.title)
  const attached = names.map((name, i) =>
    plain(`${i === 0 ? '附件：' : '　　　'}${names.length > 1 ? `${i + 1}.` : ''}${name}`, {
      indent: { left: 640 },
      keepNext: true,
    }),
  )
  // The date stands four characters from the right and the unit is centred on it; the lines above are the seal's place.
  const digits = document.date.replace(/\D/g, '').length
  const dated = (document.date.length - digits / 2) * SIZE * 10
  const half = Math.max(document.unit.length * SIZE * 10, dated) / 2
  const middle = Math.min(TEXT_WIDTH - 4 * SIZE * 10 - dated / 2, TEXT_WIDTH - half)
  const signed = {
    alignment: AlignmentType.CENTER,
    indent: { left: Math.max(0, Math.floor(middle - half)), right: Math.floor(TEXT_WIDTH - middle - half) },
  }
  return [
    ...(attached.length > 0 ? [empty(), ...attached] : []),
    plain('', { keepNext: true }),
    plain('', { keepNext: true }),
    plain(document.unit, { ...signed, keepNext: true }),
    plain(document.date, signed),
  ]
}

/** 版记, held at the foot of its page; on which page it stands is settled in Word. */
function imprint(document: PrintedDocument): Child[] {
  if (!document.redHead || !document.printer) return []
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000' })
  // 0.35 mm above and below, 0.25 mm between (7.4.1).
  const row = (text: string): TableRow =>
    new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          margins: { left: 280, right: 280, top: 60, bottom: 60 },
          children: [
            new Paragraph({
              spacing: { line: 400, lineRule: LineRuleType.AT_LEAST },
              keepNext: true,
              tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH - 560 }],
              children: [new TextRun({ text, size: 28 })],
            }),
          ],
        }),
      ],
    })
  const rows = [
    ...(document.copies ? [row(`抄送：${document.copies}。`)] : []),
    row(`${document.printer}\t${document.date}印发`),
  ]
  const table = new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [TEXT_WIDTH],
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.LEFT,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      overlap: OverlapType.NEVER,
    },
    borders: {
      top: rule(8),
      bottom: rule(8),
      left: none,
      right: none,
      insideHorizontal: rule(6),
      insideVertical: none,
    },
    rows,
  })
  return [table, new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] })]
}

function partsOf(document: PrintedDocument): Part[] {
  const parts: Part[] = [{ turned: false, children: head(document) }]
  const add = (turned: boolean, children: Child[], fresh = false): void => {
    const last = parts.at(-1)
    if (last && last.turned === turned && !fresh) last.children.push(...children)
    else parts.push({ turned, children: [...children] })
  }
  for (const [i, block] of document.blocks.entries())
    add(block.kind === 'table' && block.landscape, childrenOf(block, i === document.blocks.length - 1))
  add(false, signature(document))
  for (const [i, { title, blocks }] of document.attachments.entries()) {
    const turned = blocks[0]?.kind === 'table' && blocks[0].landscape
    const name = document.attachments.length > 1 ? `附件${i + 1}` : '附件'
    const top = [
      new Paragraph({ spacing: SPACING, children: [new TextRun({ text: name, font: FACES.hei })] }),
      new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(title)] }),
    ]
    const inner = blocks.flatMap((b) => (b.kind === 'table' ? tableOf(b, false) : childrenOf(b)))
    add(turned, [...top, ...inner], true)
  }
  add(false, imprint(document))
  return parts
}

/** The document as .docx. */
export async function writeDocx(document: PrintedDocument): Promise<Uint8Array> {
  const made = new Document({
    title: document.titleLines.join(''),
    creator: document.unit,
    description: '',
    styles: STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: partsOf(document).map(({ turned, children }) => ({ ...sectionOf(turned), children })),
  })
  return new Uint8Array(await Packer.toBuffer(made))
}
