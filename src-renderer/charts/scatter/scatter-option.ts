// The drawing of a scatter as options of the chart library; nothing here touches the screen.
import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTheme } from '../chart-theme'
import { captionText, type ScatterFigure } from '../figure'
import { drawn, type FrameAxis, type ScatterFrame } from './scatter-frame'

/** From here on points are drawn in one go, smaller and without an edge of their own. */
export const manyPoints = 3000

/** Diameter of a point in pixels: smaller the more there are. Below 4 the library draws squares, many times as fast. */
export function pointSizePx(count: number): number {
  if (count <= 200) return 10
  return count <= manyPoints ? 7 : 3
}

type OptionInput = {
  readonly figure: ScatterFigure
  readonly frame: ScatterFrame
  readonly theme: ChartTheme
}

/** The drawing on screen. */
export function scatterOption({ figure, frame, theme }: OptionInput): EChartsCoreOption {
  const { points, scale } = figure
  const count = points.x.length
  const isLarge = count > manyPoints
  const flat = new Float64Array(count * 2)
  for (let index = 0; index < count; index += 1) {
    flat[2 * index] = drawn(points.x[index] ?? 0, scale)
    flat[2 * index + 1] = drawn(points.y[index] ?? 0, scale)
  }
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    title: {
      text: figure.title,
      left: frame.left + frame.width / 2,
      top: 13,
      textAlign: 'center',
      textStyle: { fontFamily: theme.font, fontSize: 15, fontWeight: 600, lineHeight: 20, color: theme.text },
    },
    grid: { left: frame.left, top: frame.top, width: frame.width, height: frame.height, outerBoundsMode: 'none' },
    xAxis: { ...axisOption(frame.x, theme), name: figure.xTitle, nameGap: 34, position: 'bottom' },
    yAxis: { ...axisOption(frame.y, theme), name: figure.yTitle, nameGap: yTitleGap(frame), position: 'left' },
    graphic: figure.isEqual ? [equalLabel(frame, theme)] : [],
    series: [
      ...(figure.isEqual ? [equalLine(frame, theme, isLarge)] : []),
      {
        type: 'scatter',
        dimensions: ['x', 'y'],
        data: flat,
        symbolSize: pointSizePx(count),
        silent: true,
        clip: false,
        large: isLarge,
        largeThreshold: manyPoints,
        progressive: 5000,
        progressiveThreshold: manyPoints,
        itemStyle: {
          color: theme.accent,
          opacity: isLarge ? 0.45 : 0.65,
          ...(isLarge ? {} : { borderColor: theme.accent, borderWidth: 1 }),
        },
      },
    ],
  }
}

/** The same drawing with its caption beneath and a ground, for a picture in a file. */
export function scatterPicture(input: OptionInput): EChartsCoreOption {
  const { figure, frame, theme } = input
  const option = scatterOption(input)
  const top = frame.top + frame.height + 64
  const lines = captionText(figure).map((text, index) => ({
    type: 'text',
    left: frame.left,
    top: top + index * 18,
    silent: true,
    style: { text, fill: theme.softText, font: `400 12px ${theme.font}` },
  }))
  return { ...option, backgroundColor: theme.ground, graphic: [...(option['graphic'] as object[]), ...lines] }
}

const yTitleGap = (frame: ScatterFrame): number => Math.max(...frame.y.marks.map((mark) => mark.text.length)) * 7.2 + 18

function axisOption(axis: FrameAxis, theme: ChartTheme): EChartsCoreOption {
  const values = axis.marks.map((mark) => mark.at)
  const texts = new Map(axis.marks.map((mark) => [mark.at, mark.text]))
  return {
    type: 'value',
    min: axis.min,
    max: axis.max,
    nameLocation: 'middle',
    nameTextStyle: { color: theme.softText, fontSize: 13, fontWeight: 500, fontFamily: theme.font },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.line, width: 1 } },
    axisTick: { show: false, customValues: values },
    axisLabel: {
      color: theme.faintText,
      fontSize: 12,
      fontFamily: theme.font,
      margin: 10,
      customValues: values,
      showMinLabel: true,
      showMaxLabel: true,
      hideOverlap: true,
      formatter: (value: number) => texts.get(value) ?? nearestText(axis, value),
    },
    splitLine: { show: true, lineStyle: { color: theme.line, width: 1 } },
  }
}

/** The text of a mark whose value the chart library has rounded on its way. */
function nearestText(axis: FrameAxis, value: number): string {
  const [first] = [...axis.marks].sort((a, b) => Math.abs(a.at - value) - Math.abs(b.at - value))
  return first?.text ?? ''
}

function equalLine(frame: ScatterFrame, theme: ChartTheme, isOverPoints: boolean): object {
  return {
    type: 'line',
    data: [
      [frame.x.min, frame.y.min],
      [frame.x.max, frame.y.max],
    ],
    silent: true,
    symbol: 'none',
    lineStyle: { color: theme.faintText, width: 1.25 },
    // Many points would hide it.
    z: isOverPoints ? 3 : 1,
  }
}

function equalLabel(frame: ScatterFrame, theme: ChartTheme): object {
  return {
    type: 'text',
    x: frame.left + frame.width - 8,
    y: frame.top + 42,
    silent: true,
    z: 10,
    style: {
      text: 'y = x',
      fill: theme.faintText,
      // Readable where points lie beneath it, too.
      stroke: theme.ground,
      lineWidth: 4,
      font: `400 12px ${theme.font}`,
      textAlign: 'right',
    },
  }
}
