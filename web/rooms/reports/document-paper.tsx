// The document as it will print: red head, headings, sentences with their numbers, tables, charts, signature, imprint.
import { useMemo, useState } from 'react'
import type { DocumentView } from '../../../contract/reports-documents.ts'
import { dateWords, numbered } from '../../../domain/reports/documents/document.ts'
import { Chart, type ChartOption } from '../../kit/chart.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { OpenFigureProvider, Pieces } from './document-figure.tsx'
import { PaperParagraph, type SaveWords } from './document-paragraph.tsx'
import { documentWords } from './document-words.ts'

type Block = DocumentView['blocks'][number]

function PaperTable({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  const w = useWords(documentWords)
  const total = block.columns.reduce((n, c) => n + c.width, 0)
  return (
    <figure className="paper-table">
      <figcaption>{block.title}</figcaption>
      <ScrollX label={block.title}>
        <table aria-label={block.title}>
          <thead>
            <tr>
              {block.columns.map((c) => (
                <th key={c.label} scope="col" style={{ width: `${(c.width / total) * 100}%` }}>
                  {c.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table have no other name
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={block.columns[c]?.label} className={block.columns[c]?.align ?? 'left'}>
                    <Pieces pieces={[cell]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
      {block.note ? (
        <p className="paper-note">
          {w.noteMark}
          {block.note}
        </p>
      ) : null}
    </figure>
  )
}

function PaperChart({ chart }: { chart: Extract<Block, { kind: 'chart' }>['chart'] }) {
  const option = useMemo<ChartOption>(
    () => ({
      legend: { bottom: 0 },
      grid: { left: 44, right: 16, top: 30, bottom: 56 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: chart.categories },
      yAxis: { type: 'value', minInterval: 1, name: chart.unit },
      series: chart.series.map((s) => ({
        type: s.line ? ('line' as const) : ('bar' as const),
        name: s.name,
        data: s.values,
        barMaxWidth: 30,
        itemStyle: { color: s.line ? '#1c1c1c' : '#4a6f8a' },
      })),
    }),
    [chart],
  )
  return (
    <div className="paper-chart">
      <p>{chart.title}</p>
      <Chart option={option} height={240} label={chart.title} />
    </div>
  )
}

const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const

function Blocks({ blocks, onSave }: { blocks: readonly Block[]; onSave: SaveWords | null }) {
  // Marks are counted as the printers count them: what is left out has none.
  const kept = blocks.filter((b) => !(b.kind === 'paragraph' && b.edited?.text === ''))
  const marks = new Map(numbered(kept as never).map(({ block, mark }) => [block as unknown as Block, mark]))
  return (
    <>
      {blocks.map((block, i) => {
        const mark = marks.get(block) ?? ''
        const key = 'id' in block ? block.id : `${block.kind}${i}`
        switch (block.kind) {
          case 'heading': {
            const Heading = HEADINGS[block.level - 1] ?? 'h6'
            return (
              <Heading key={key} className={`paper-heading level-${block.level}`}>
                {mark}
                {block.text}
              </Heading>
            )
          }
          case 'paragraph':
          case 'blank':
            return <PaperParagraph key={key} block={block} mark={mark} onSave={onSave} />
          case 'table':
            return <PaperTable key={key} block={block} />
          case 'chart':
            return <PaperChart key={key} chart={block.chart} />
          case 'quote':
            return (
              <blockquote key={key} className="paper-quote">
                <b>{block.title}</b>
                {block.text.split('\n').map((line, k) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text stand by place
                  <p key={k}>{line}</p>
                ))}
                <footer>——{block.from}</footer>
              </blockquote>
            )
          default:
            return null
        }
      })}
    </>
  )
}

export function DocumentPaper({ document, onSave }: { document: DocumentView; onSave: SaveWords | null }) {
  const w = useWords(documentWords)
  const [open, choose] = useState<string | null>(null)
  const figures = useMemo(() => ({ open, choose }), [open])
  const { head } = document
  const several = document.attachments.length > 1
  return (
    <OpenFigureProvider value={figures}>
      <article className="paper" lang="zh-CN" aria-label={document.titleLines.join('')}>
        {head.redHead ? (
          <header className="paper-head">
            <p className="paper-issuer">{head.issuer}文件</p>
            <p className="paper-number">{document.number}</p>
          </header>
        ) : null}
        <h2>
          {document.titleLines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </h2>
        {head.recipient ? <p className="paper-to">{head.recipient}：</p> : null}
        <Blocks blocks={document.blocks} onSave={onSave} />
        {document.attachments.length > 0 ? (
          <div className="paper-attached">
            {document.attachments.map((a, i) => (
              <p key={a.title}>
                {i === 0 ? '附件：' : '　　　'}
                {several ? `${i + 1}.` : ''}
                {a.title}
              </p>
            ))}
          </div>
        ) : null}
        <div className="paper-sign">
          <p>{head.issuer}</p>
          <p>{dateWords(head.signedOn)}</p>
        </div>
        {document.attachments.map((a, i) => (
          <section key={a.title} className="paper-annex">
            <p className="paper-annex-mark">{w.attachment(several ? String(i + 1) : '')}</p>
            <Blocks blocks={a.blocks} onSave={null} />
          </section>
        ))}
        {head.redHead && head.printer ? (
          <footer className="paper-imprint">
            {head.copies ? <p>抄送：{head.copies}。</p> : null}
            <p>
              <span>{head.printer}</span>
              <span>{dateWords(head.signedOn)}印发</span>
            </p>
          </footer>
        ) : null}
      </article>
    </OpenFigureProvider>
  )
}
