// The plot: what it says of itself, its points by key, and where a point lies.
import { expect, type Locator, type Page } from '@playwright/test'
import { centre } from './grid'

export class PlotPart {
  readonly region: Locator
  readonly chart: Locator
  /** The ring round the point of the selected row. */
  readonly selectedDot: Locator
  readonly tip: Locator

  constructor(private readonly window: Page) {
    this.region = window.getByRole('region', { name: 'Plot', exact: true })
    this.chart = this.region.getByRole('application')
    this.selectedDot = this.chart.locator('.dot.selected')
    this.tip = this.chart.getByRole('tooltip')
  }

  /** Wait for the plot with this title, and answer what it says of its axes. */
  async expectTitle(title: string): Promise<void> {
    await expect(this.chart).toHaveAccessibleName(new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\. `))
    await expect(this.region).toHaveAttribute('aria-busy', 'false')
  }

  /** What is said of each point, walked through by key from the left to the right. */
  async spokenPoints(count: number): Promise<string[]> {
    const spoken = this.chart.locator('[aria-live]')
    const texts: string[] = []
    await this.chart.focus()
    for (let at = 0; at < count; at += 1) {
      await this.chart.press(at === 0 ? 'Home' : 'ArrowRight')
      await expect(spoken).not.toHaveText('')
      texts.push((await spoken.textContent()) ?? '')
    }
    return texts
  }

  /** Where the point of the selected row lies in the window. */
  async selectedPlace(): Promise<{ x: number; y: number }> {
    await expect(this.selectedDot).toBeVisible()
    return centre(this.selectedDot)
  }

  async save(format: 'PNG' | 'SVG'): Promise<void> {
    await this.region.getByRole('button', { name: 'Save the plot' }).click()
    await this.window.getByRole('menuitem', { name: `Save as ${format}…` }).click()
  }
}
