// Looks at a desk page as a clerk and as a picture: wide and narrow, no fault of accessibility, nothing that scrolls sideways.
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { projectRoot } from '../../server/platform/config.ts'
import { accessibilityFaults } from './axe.ts'

export async function lookAt(page: Page, name: string): Promise<void> {
  // a pointer that rests on a button shows its other colour
  await page.mouse.move(0, 0)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(400)
    expect.soft(await accessibilityFaults(page), `${name} ${width}`).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect.soft(wide, `${name} ${width} scrolls sideways`).toBeLessThanOrEqual(0)
    const path = join(projectRoot, 'test', 'output', 'journey', `${name}-${width}.png`)
    await page.screenshot({ path, fullPage: width === 390 })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}
