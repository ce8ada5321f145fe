// An official document as data: what stands on it and where each number comes from. The screen, the .docx and the
// red-head PDF are drawn from this alone, so that all three say the same (RPT-3, RPT-6, RPT-11).

/** A number with its origin. `path` leads to the fact in `DocumentFacts`; nothing on a document is typed twice. */
export type Figure = {
  path: string
  value: number
  /** As it is printed: 1606, 83.3%. */
  text: string
  /** What is counted, in words: 下基层服务人次. */
  metric: string
  /** For which time, in words: 2024年5月. */
  period: string
  unit: string
}
export type Piece = string | Figure

export type Column = { label: string; width: number; align: 'left' | 'center' | 'right' }
export type Series = { name: string; values: (number | null)[]; line: boolean }
/** A chart is data too; a table of the same numbers always stands beside it. */
export type ChartData = { title: string; unit: string; categories: string[]; series: Series[] }

export type Block =
  /** Levels 1 to 4 print as 一、（一）1. and （1） (GB/T 9704-2012, 7.3.3). */
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | {
      kind: 'paragraph'
      id: string
      pieces: Piece[]
      /** Counted within its section, one level below the heading it stands under. */
      item?: boolean
      edited?: Edited
    }
  /** A place where a person's own words belong; left out of the final paper while it is empty. */
  | { kind: 'blank'; id: string; prompt: string; edited?: Edited }
  | {
      kind: 'table'
      title: string
      columns: Column[]
      rows: Piece[][]
      /** Stands on a page of its own, turned. */
      landscape: boolean
      note: string
    }
  | { kind: 'chart'; chart: ChartData }
  | { kind: 'quote'; title: string; text: string; from: string }

/** A person's words in place of the drafted ones. `stale`: the ledger would say something else today. */
export type Edited = { text: string; by: string; at: string; drafted: string; stale: boolean }

/** 发文字号: 永卫〔2024〕  号; the serial stays open until the office gives one. */
export type DocumentNumber = { agency: string; year: string; serial: string }

export type OfficialDocument = {
  kind: DocumentKind
  /** The body that issues it: 发文机关. */
  issuer: string
  /** With the red head of a bureau's document, or plain. */
  redHead: boolean
  number: DocumentNumber
  /** Lines broken where the sense breaks (GB/T 9704-2012, 7.3.1). */
  titleLines: string[]
  /** 主送; '' for none. */
  recipient: string
  blocks: Block[]
  /** 附件 by name, without number. */
  attachments: { title: string; blocks: Block[] }[]
  signature: { unit: string; date: string }
  /** 版记: 抄送 and 印发; printed by `printer` on `signature.date`. */
  copies: string
  printer: string
  /** What the numbers are as of: 'YYYY-MM-DD'. */
  asOf: string
}

export const DOCUMENT_KINDS = [
  'monthlyNarrative',
  'stageReport',
  'annualReport',
  'selfAssessment',
  'bulletin',
  'effectReport',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** A run of text with figures in it: say`本月 ${figure} 人次`. */
export function say(texts: TemplateStringsArray, ...pieces: (Piece | Piece[])[]): Piece[] {
  const out: Piece[] = []
  const add = (piece: Piece): void => {
    const last = out.at(-1)
    if (piece === '') return
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece
    else out.push(piece)
  }
  texts.forEach((text, i) => {
    add(text)
    const next = pieces[i]
    if (next === undefined) return
    for (const piece of Array.isArray(next) ? next : [next]) add(piece)
  })
  return out
}

const wordsOf = (piece: Piece): string => (typeof piece === 'string' ? piece : piece.text)
export const textOf = (pieces: readonly Piece[]): string => pieces.map(wordsOf).join('')

const HAN = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
/** 1 to 99 in Chinese: 十一, 二十. */
export function hanNumber(n: number): string {
  const tens = Math.floor(n / 10)
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${HAN[tens]}十`
  return `${head}${HAN[n % 10]}`
}

/** The mark in front of a heading: 一、（一）1.（1） (GB/T 9704-2012, 7.3.3). */
function markOf(level: 1 | 2 | 3 | 4, n: number): string {
  if (level === 1) return `${hanNumber(n)}、`
  if (level === 2) return `（${hanNumber(n)}）`
  return level === 3 ? `${n}.` : `（${n}）`
}

export type Numbered = { block: Block; mark: string; level: number }

/** The blocks in order, each heading and item with its mark; counting starts anew under every higher heading. */
export function numbered(blocks: readonly Block[]): Numbered[] {
  const counts = [0, 0, 0, 0, 0]
  let under = 0
  const raise = (level: 1 | 2 | 3 | 4): { mark: string; level: number } => {
    counts[level] = (counts[level] ?? 0) + 1
    counts.fill(0, level + 1)
    return { mark: markOf(level, counts[level] ?? 0), level }
  }
  return blocks.map((block) => {
    if (block.kind === 'heading') {
      under = block.level
      return { block, ...raise(block.level) }
    }
    if (block.kind !== 'paragraph' || !block.item) return { block, mark: '', level: 0 }
    // 一、 is followed by （一）, （一） by 1.
    return { block, ...raise(under === 1 ? 2 : under === 3 ? 4 : 3) }
  })
}

/** Every figure of a document, attachments included, in the order of printing. */
export function figuresOf(document: Pick<OfficialDocument, 'blocks' | 'attachments'>): Figure[] {
  const all = [...document.blocks, ...document.attachments.flatMap((a) => a.blocks)]
  return all.flatMap((block) => {
    const pieces =
      block.kind === 'paragraph'
        ? block.edited
          ? []
          : block.pieces
        : block.kind === 'table'
          ? block.rows.flat()
          : []
    return pieces.filter((piece): piece is Figure => typeof piece !== 'string')
  })
}

/** 永卫〔2024〕3号; the serial's place stays open while there is none. */
export function numberWords({ agency, year, serial }: DocumentNumber): string {
  return `${agency || '　　'}〔${year}〕${serial || '　　'}号`
}

/** 2024年5月20日, without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function dateWords(day: string): string {
  return `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}
