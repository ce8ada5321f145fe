// Looks through a packed file (.xlsx, .docx, .ods) before any reader opens it: unpacks every entry as a
// stream under limits and counts rows, columns and cells, so that no reader meets more than it can bear.
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import yauzl from 'yauzl'
import { LIMITS } from './limits.ts'
import { Refused } from './refusals.ts'

export type PackedKind = 'workbook' | 'text-document' | 'open-document' | 'ofd' | 'other'

type Count = { rows: number; columns: number; cells: number; rowCells: number; rowRepeat: number }

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function columnOf(reference: string): number {
  let n = 0
  for (const char of reference) {
    const code = char.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    n = n * 26 + code
    if (n > 1_000_000) break
  }
  return n
}

const attribute = (tag: SaxesTagPlain, name: string): string | undefined =>
  Object.entries(tag.attributes).find(([key]) => local(key) === name)?.[1]

function hold(count: Count): void {
  if (count.columns > LIMITS.columns) throw new Refused('sheet-too-wide', { limit: LIMITS.columns })
  if (count.rows > LIMITS.rows) throw new Refused('sheet-too-long', { limit: LIMITS.rows })
  if (count.cells > LIMITS.cells) throw new Refused('sheet-too-many-cells', { limit: LIMITS.cells })
}

/** Counts worksheet rows and cells by their references; the claimed range of the sheet is ignored. */
function countWorkbook(tag: SaxesTagPlain, count: Count): void {
  const name = local(tag.name)
  const reference = attribute(tag, 'r')
  if (name === 'row') {
    count.rows = reference === undefined ? count.rows + 1 : Number(reference)
    count.columns = 0
    if (!Number.isInteger(count.rows)) throw new Refused('file-damaged')
  } else if (name === 'c') {
    count.columns = reference === undefined ? count.columns + 1 : columnOf(reference)
    count.cells++
  } else if (name === 'mergeCell' && ++count.rowCells > LIMITS.merges)
    throw new Refused('sheet-too-many-cells', { limit: LIMITS.merges })
}

/** Tables of a text document: rows, cells and how many columns one cell claims. */
function countTextDocument(tag: SaxesTagPlain, count: Count): void {
  const name = local(tag.name)
  if (name === 'tbl') count.rows = 0
  if (name === 'tr') {
    count.rows++
    count.columns = 0
  } else if (name === 'tc') {
    count.columns++
    count.cells++
  } else if (name === 'gridSpan' || name === 'gridBefore') count.columns += Number(attribute(tag, 'val') ?? 1)
}

/** Open document cells repeat themselves; blank repeats to the sheet's end are usual and cost nothing. */
function countOpenDocument(tag: SaxesTagPlain, count: Count): void {
  const name = local(tag.name)
  if (name === 'table') count.rows = 0
  if (name === 'table-row') {
    count.rowRepeat = Number(attribute(tag, 'number-rows-repeated') ?? 1)
    count.columns = 0
    count.rowCells = 0
  } else if (name === 'table-cell' && attribute(tag, 'value-type') !== undefined) {
    const repeat = Number(attribute(tag, 'number-columns-repeated') ?? 1)
    count.columns += repeat
    if (count.rowCells === 0) count.rows += count.rowRepeat
    count.rowCells += repeat
    count.cells += repeat * count.rowRepeat
  }
}

function counterFor(path: string): ((tag: SaxesTagPlain, count: Count) => void) | undefined {
  if (/^xl\/worksheets\/[^/]*\.xml$/i.test(path)) return countWorkbook
  if (/^word\/document.*\.xml$/i.test(path)) return countTextDocument
  return path === 'content.xml' ? countOpenDocument : undefined
}

type Budget = { total: number; deadline: number }

/** Reads one entry through to its end; throws as soon as it goes beyond a limit. */
async function scanEntry(entry: yauzl.Entry, stream: AsyncIterable<Buffer>, budget: Budget): Promise<void> {
  const isXml = /\.(?:xml|rels|vml)$/i.test(entry.fileName)
  const counter = counterFor(entry.fileName)
  const count: Count = { rows: 0, columns: 0, cells: 0, rowCells: 0, rowRepeat: 1 }
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Refused('xml-with-dtd')
  })
  parser.on('error', () => {
    throw new Refused('file-damaged')
  })
  if (counter)
    parser.on('opentag', (tag) => {
      counter(tag, count)
      hold(count)
    })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of stream) {
    budget.total += chunk.length
    if (budget.total > LIMITS.totalBytes) throw new Refused('zip-bomb')
    if (Date.now() > budget.deadline)
      throw new Refused('file-too-slow', { seconds: LIMITS.milliseconds / 1000 })
    if (isXml) parser.write(decoder.decode(chunk, { stream: true }))
  }
  if (isXml) parser.close()
}

function checkEntry(entry: yauzl.Entry): void {
  if (entry.isEncrypted()) throw new Refused('file-encrypted')
  const { compressedSize, uncompressedSize } = entry
  const ratio = uncompressedSize / Math.max(1, compressedSize)
  if (uncompressedSize > LIMITS.entryBytes || (uncompressedSize > 1e6 && ratio > LIMITS.ratio))
    throw new Refused('zip-bomb')
}

function kindOf(names: ReadonlySet<string>): PackedKind {
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) return 'workbook'
  if (names.has('word/document.xml')) return 'text-document'
  if (names.has('OFD.xml')) return 'ofd'
  return names.has('content.xml') ? 'open-document' : 'other'
}

/** Checks a packed file to its last entry and says what it is. Throws {@link Refused}. */
export async function guardZip(bytes: Uint8Array): Promise<PackedKind> {
  const names = new Set<string>()
  const budget: Budget = { total: 0, deadline: Date.now() + LIMITS.milliseconds }
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), {
      lazyEntries: true,
      validateEntrySizes: true,
    })
    for await (const entry of zip.eachEntry()) {
      // Two entries of one name: the guard might see one and the reader the other.
      if (names.has(entry.fileName)) throw new Refused('file-damaged')
      names.add(entry.fileName)
      if (names.size > LIMITS.zipEntries) throw new Refused('zip-bomb')
      checkEntry(entry)
      if (!entry.fileName.endsWith('/'))
        await scanEntry(entry, await zip.openReadStreamPromise(entry), budget)
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('file-damaged')
  }
  return kindOf(names)
}
