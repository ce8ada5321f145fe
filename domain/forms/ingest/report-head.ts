// The reporting lines around a table, 填报单位 / 填报人 / 填报日期, wherever a clerk left them (RPT-9).
import type { FormDefinition } from '../form.ts'
import { type Grid, textOf } from '../grid.ts'

const clean = (text: string): string => text.replace(/[（(](?:盖章|公章|签字)[）)]/g, '').trim()
const bare = (label: string): string => clean(label).replace(/[:：]$/, '')

/** The value behind a label in one cell, '' when the label stands alone, undefined when it is not there. */
function valueIn(text: string, label: string, others: readonly string[]): string | undefined {
  const start = text.indexOf(label)
  if (start < 0) return undefined
  let rest = clean(text.slice(start + label.length)).replace(/^\s*[:：]/, '')
  for (const other of others) {
    const at = rest.indexOf(other)
    if (at >= 0) rest = rest.slice(0, at)
  }
  return rest.trim()
}

/** Finds the form's head and sign lines; the value stands behind the label or in the next cell. */
export function readHead(definition: FormDefinition, grid: Grid): Record<string, string> {
  const lines = [...definition.head, ...definition.signs]
  const labels = lines.map((line) => bare(line.label))
  const found: Record<string, string> = {}
  const rows = [...(grid.caption ?? []).map((text) => [text]), ...grid.cells]
  for (const row of rows)
    for (const [c, cell] of row.entries()) {
      if (typeof cell !== 'string' || cell.length > 200) continue
      for (const [i, line] of lines.entries()) {
        const label = labels[i] ?? ''
        const others = labels.filter((other) => other !== label)
        const inside = valueIn(cell, label, others)
        if (inside === undefined) continue
        const next = textOf(row[c + 1] ?? null).trim()
        const beside = labels.some((other) => next.startsWith(other)) ? '' : clean(next)
        const value = inside === '' ? beside : inside
        if (value !== '') found[line.key] ??= value
      }
    }
  return found
}

/** The year a file names in its titles (永定区2024年…), or undefined; used where nobody said which year. */
export function yearIn(grids: readonly Grid[]): number | undefined {
  for (const grid of grids) {
    const top = [
      ...(grid.caption ?? []),
      ...grid.cells
        .slice(0, 10)
        .flat()
        .map((value) => textOf(value)),
    ]
    for (const text of top) {
      const found = /(20\d{2})\s*年/.exec(text.normalize('NFKC'))
      if (found) return Number(found[1])
    }
  }
  return undefined
}
