// Draws a scatter for a file: title and caption included, on the ground of the present theme.
import type { ChartTheme } from '../chart-theme'
import { loadCharts } from '../echarts-loader'
import type { ScatterFigure } from '../figure'
import { scatterFrame } from './scatter-frame'
import { scatterPicture } from './scatter-option'

const plotHeightPx = 640
const captionLinePx = 18
const pixelRatio = 2
/** Signs that XML has no way to write; labels of tables may hold them. */
const unwritable = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

/** Size of the picture in CSS pixels: about square for equal axes, wider for others. */
function pictureSize(figure: ScatterFigure): { width: number; plotHeight: number; height: number } {
  const width = figure.isEqual ? 660 : 880
  return { width, plotHeight: plotHeightPx, height: plotHeightPx + figure.caption.length * captionLinePx + 26 }
}

/**
 * A scatter as the content of a file.
 *
 * @returns bytes of a PNG with two pixels for each CSS pixel, or the text of an SVG
 */
export async function drawPicture(
  figure: ScatterFigure,
  theme: ChartTheme,
  kind: 'png' | 'svg',
): Promise<Uint8Array<ArrayBuffer> | string> {
  const { init } = await loadCharts()
  const { width, plotHeight, height } = pictureSize(figure)
  const frame = scatterFrame(figure, width, plotHeight)
  // The library writes fonts into attributes as they are: a double quote would end the attribute.
  const font = theme.font.replaceAll('"', "'")
  const option = scatterPicture({ figure, frame, theme: { ...theme, font } })
  if (kind === 'svg') {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
    // Drawn in one go: an SVG has no later frames to finish in.
    chart.setOption(unhurried(option))
    const text = chart.renderToSVGString()
    chart.dispose()
    return text.replace(unwritable, '')
  }
  const canvas = document.createElement('canvas')
  const chart = init(canvas, null, { renderer: 'canvas', width, height, devicePixelRatio: pixelRatio })
  chart.setOption(unhurried(option))
  const url = chart.getDataURL({ type: 'png', pixelRatio, backgroundColor: theme.ground })
  chart.dispose()
  const bytes = atob(url.slice(url.indexOf(',') + 1))
  return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))
}

function unhurried(option: ReturnType<typeof scatterPicture>): ReturnType<typeof scatterPicture> {
  const series = option['series'] as object[]
  return { ...option, series: series.map((one) => ({ ...one, progressive: 0 })) }
}
