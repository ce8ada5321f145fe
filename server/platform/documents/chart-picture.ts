// Charts of documents, drawn on the server: as SVG for the PDF and as PNG for the .docx. Grey and one hatch, so that a
// black-and-white print still tells the series apart.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartData } from '../../../domain/reports/documents/document.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

const FAMILY = 'Noto Sans SC'
/** Of the text block, 156 mm, in CSS pixels; the height is what seven lines take. */
export const CHART_SIZE = { width: 590, height: 236 }
const COLOURS = ['#4a6f8a', '#1c1c1c']

/** A chart as SVG text, 590 × 236. */
export function chartSvg(data: ChartData): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...CHART_SIZE })
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    textStyle: { fontFamily: FAMILY, fontSize: 13, color: '#111' },
    legend: {
      bottom: 0,
      textStyle: { color: '#111', fontFamily: FAMILY, fontSize: 13 },
      data: data.series.map((s) => s.name),
    },
    grid: { left: 52, right: 20, top: 34, bottom: 62 },
    xAxis: {
      type: 'category',
      data: data.categories,
      axisTick: { show: false },
      axisLabel: { color: '#111', interval: 0 },
      axisLine: { lineStyle: { color: '#444' } },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      name: `单位：${data.unit}`,
      nameTextStyle: { color: '#111', align: 'left', padding: [0, 0, 0, -44] },
      axisLabel: { color: '#111' },
      splitLine: { lineStyle: { color: '#ddd' } },
    },
    series: data.series.map((series, i) => ({
      type: series.line ? 'line' : 'bar',
      name: series.name,
      data: series.values,
      barMaxWidth: 34,
      itemStyle: { color: COLOURS[i % COLOURS.length] },
      lineStyle: { type: 'dashed', width: 1.6 },
      symbolSize: 6,
      label: series.line
        ? { show: false }
        : { show: true, position: 'insideBottom', color: '#fff', fontSize: 12 },
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

const font = join(
  dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
  '400Regular',
  'NotoSansSC_400Regular.ttf',
)

/** A chart as PNG, three pixels to a CSS pixel. */
export function chartPng(data: ChartData): Uint8Array {
  const picture = new Resvg(chartSvg(data), {
    fitTo: { mode: 'width', value: CHART_SIZE.width * 3 },
    font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: FAMILY },
  })
  return new Uint8Array(picture.render().asPng())
}
