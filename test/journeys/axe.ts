// What axe finds on a page, for every journey.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../server/platform/config.ts'

const axeSource = readFileSync(
  createRequire(join(projectRoot, 'package.json')).resolve('axe-core/axe.min.js'),
  'utf8',
)
type Axe = {
  run: (
    context: object,
    options: object,
  ) => Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[] }>
}

/** Faults of WCAG 2.1 A and AA, but for antd's own measuring row (aria-hidden, never focused by a person). */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run(
      { exclude: [['.ant-table-measure-row']] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
    )
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => n.target.join(' '))
          .join(' | ')}`,
    )
  })
}
