// The parts of ECharts the desk draws with, kept in a chunk of their own.
import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts'
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | AriaComponentOption
>

/** Draws into a box and follows its size; the answer takes it down. */
export function draw(
  box: HTMLElement,
  option: ChartOption,
  look: { dark: boolean; large: boolean },
): () => void {
  const chart = init(box, look.dark ? 'dark' : null, { renderer: 'svg' })
  chart.setOption({
    backgroundColor: 'transparent',
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: look.large ? 16 : 12 },
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    ...option,
  })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(box)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
