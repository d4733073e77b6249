// The file of a plot: an SVG that any program can open, whatever the labels say.
import type { ChartTheme } from '@renderer/charts/chart-theme'
import type { ScatterFigure } from '@renderer/charts/figure'
import { drawPicture } from '@renderer/charts/scatter/scatter-picture'
import { expect, it } from 'vitest'

const theme: ChartTheme = {
  ground: '#fff',
  line: '#ddd',
  text: '#111',
  softText: '#444',
  faintText: '#666',
  accent: '#088',
  font: '"Inter Variable", system-ui, sans-serif',
}

it('is well-formed, with fonts that have quotes and labels that have any sign', async () => {
  const title = 'a "b" <c> & \'d\' é😀'
  const figure: ScatterFigure = {
    title: `${title}\u0001`,
    xTitle: '<x "1">',
    yTitle: '&amp;',
    scale: 'linear',
    xRange: { min: 0, max: 10, step: 5 },
    yRange: { min: 0, max: 10, step: 5 },
    isEqual: false,
    points: { x: Float64Array.of(1), y: Float64Array.of(2), ids: ['1'], labels: ['1'] },
    caption: [[{ text: '1 point.', isStrong: true }]],
    pointText: () => ({ title: '', lines: [] }),
  }
  const svg = await drawPicture(figure, theme, 'svg')
  if (typeof svg !== 'string') throw new Error('An SVG is text.')
  const xml = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(xml.querySelector('parsererror')?.textContent).toBeUndefined()
  const texts = [...xml.querySelectorAll('text')].map(({ textContent }) => textContent)
  expect(texts).toEqual(expect.arrayContaining([title, '<x "1">', '&amp;', '1 point.']))
})
