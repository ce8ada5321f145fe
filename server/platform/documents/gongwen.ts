// An official document as red-head PDF/A-2b by GB/T 9704-2012, with its imprint on the foot of an even last page.
import type { PrintedDocument } from '../../../domain/reports/documents/printed.ts'
import { chartSvg } from './chart-picture.ts'
import { compileTypst, FAMILIES, type FontOptions } from './typst.ts'

/** The document as PDF/A-2b with its page count. Throws DocumentFailed, for example when no font has a character. */
export async function writeGongwenPdf(
  document: PrintedDocument,
  options: FontOptions = {},
): Promise<{ pdf: Uint8Array; pages: number }> {
  const files: Record<string, string> = {}
  const filed = (blocks: PrintedDocument['blocks']) =>
    blocks.flatMap((block, i) => {
      // What nobody wrote yet is no part of the final paper; a part that would stand empty keeps lines to write on.
      if (block.kind === 'blank')
        return blocks[i - 1]?.kind === 'heading' && (blocks[i + 1]?.kind ?? 'heading') === 'heading'
          ? [{ kind: 'space' }]
          : []
      if (block.kind !== 'chart') return [block]
      const file = `chart-${Object.keys(files).length}.svg`
      files[file] = chartSvg(block.chart)
      return [{ kind: 'chart', title: block.chart.title, file }]
    })
  const data = {
    ...document,
    blocks: filed(document.blocks),
    attachments: document.attachments.map(({ title, blocks }) => ({ title, blocks: filed(blocks) })),
  }
  const { title, fang, kai, heading: hei, body: song, plain } = FAMILIES
  const job = {
    template: 'gongwen.typ',
    dataFile: 'gongwen.json',
    data,
    files,
    families: { title, fang, kai, hei, song, plain },
    weights: ['600SemiBold'],
    evenPages: document.redHead && document.printer !== '',
  }
  return compileTypst(job, options)
}
