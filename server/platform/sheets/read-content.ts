// Reads any accepted file into grids, by its content alone. Runs inside the reader thread.
import { CFB } from '@e965/xlsx'
import type { Grid } from '../../../domain/forms/grid.ts'
import { readDelimited } from './delimited.ts'
import { LIMITS } from './limits.ts'
import { Refused } from './refusals.ts'
import { decodeText, sniff } from './sniff.ts'
import { readTextDocument } from './text-document.ts'
import { readWorkbook } from './workbook.ts'
import { guardZip } from './zip-guard.ts'

async function readPacked(bytes: Uint8Array): Promise<Grid[]> {
  const kind = await guardZip(bytes)
  switch (kind) {
    case 'workbook':
    case 'open-document':
      return readWorkbook(bytes)
    case 'text-document':
      return readTextDocument(bytes)
    case 'ofd':
      throw new Refused('file-is-ofd')
    case 'other':
      throw new Refused('file-is-archive')
  }
}

type Compound = { FullPaths: string[] }

/** Old binary files: a workbook (.xls, .et), a text document (.doc, .wps) or an encrypted package. */
function readCompound(bytes: Uint8Array): Grid[] {
  let paths: string[]
  try {
    paths = (CFB.read(bytes, { type: 'array' }) as Compound).FullPaths
  } catch {
    throw new Refused('file-damaged')
  }
  if (paths.some((path) => /EncryptedPackage|EncryptionInfo/.test(path))) throw new Refused('file-encrypted')
  if (paths.some((path) => /WordDocument/.test(path))) throw new Refused('file-is-old-text')
  if (!paths.some((path) => /\/(?:Workbook|Book)$/i.test(path))) throw new Refused('file-unknown')
  return readWorkbook(bytes)
}

const largest = (text: string, pattern: RegExp): number =>
  text.matchAll(pattern).reduce((most, found) => Math.max(most, Number(found[1])), 0)

/** Web pages and XML saved as .xls: definitions are refused in XML, and no cell may claim a huge span. */
function readMarkup(text: string, xml: boolean): Grid[] {
  if (/<!ENTITY/i.test(text) || (xml && /<!DOCTYPE/i.test(text))) throw new Refused('xml-with-dtd')
  const wide = largest(text, /(?:colspan\s*=\s*["']?|ss:MergeAcross="|<(?:\w+:)?Cell[^>]*ss:Index=")(\d+)/gi)
  if (wide > LIMITS.columns) throw new Refused('sheet-too-wide', { limit: LIMITS.columns })
  const long = largest(text, /(?:rowspan\s*=\s*["']?|ss:MergeDown="|<(?:\w+:)?Row[^>]*ss:Index=")(\d+)/gi)
  if (long > LIMITS.rows) throw new Refused('sheet-too-long', { limit: LIMITS.rows })
  const cells = text.matchAll(/<(?:td|th|(?:\w+:)?Cell)[\s>]/gi).reduce((count) => count + 1, 0)
  if (cells > LIMITS.cells) throw new Refused('sheet-too-many-cells', { limit: LIMITS.cells })
  return readWorkbook(text)
}

/** The grids of a file. Throws {@link Refused} with the reason when it cannot or must not be read. */
export async function readContent(bytes: Uint8Array, name: string): Promise<Grid[]> {
  const kind = sniff(bytes)
  switch (kind) {
    case 'zip':
      return readPacked(bytes)
    case 'compound':
      return readCompound(bytes)
    case 'html':
    case 'xml-sheet':
      return readMarkup(decodeText(bytes), kind === 'xml-sheet')
    case 'text':
      return [readDelimited(decodeText(bytes), name)]
    case 'empty':
      throw new Refused('file-empty')
    case 'pdf':
      throw new Refused('file-is-pdf')
    case 'image':
      throw new Refused('file-is-image')
    case 'archive':
      throw new Refused('file-is-archive')
    case 'rtf':
      throw new Refused('file-is-old-text')
    case 'binary':
      throw new Refused('file-unknown')
  }
}
