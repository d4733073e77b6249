// The parts of the chart library that are used, and nothing else. Loaded when a plot is first shown or the window idles.
import { LineChart, ScatterChart } from 'echarts/charts'
import { GraphicComponent, GridComponent, TitleComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'

use([ScatterChart, LineChart, GridComponent, TitleComponent, GraphicComponent, CanvasRenderer, SVGRenderer])

export { init }
export type { EChartsType }
