// What axe finds on the screen as it is now.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

type Finding = {
  id: string
  impact: string | null
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}
type Axe = { run(root: unknown, options: unknown): Promise<{ violations: Finding[] }> }

const place = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/**
 * Serious and critical findings, one line each with the elements that they are about.
 *
 * The script is handed over through the debugger: the page's own policy would refuse it, as it should.
 */
export async function seriousFindings(window: Page): Promise<string[]> {
  if (!(await window.evaluate(() => 'axe' in globalThis))) await window.evaluate(await readFile(place, 'utf8'))
  const violations = await window.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) =>
          `${id}: ${help}: ${target.join(' ')} (${failureSummary.split('\n')[1]?.trim() ?? ''})`,
      ),
    )
}
