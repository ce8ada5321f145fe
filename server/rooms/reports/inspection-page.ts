// The bundle's own page: opened in any browser, without a network. Each report's rows lead to the day cards they stand for.
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { layoutOf } from '../../../domain/forms/layout.ts'
import type { ReportContent } from '../../../domain/reports/content.ts'

export type IndexEntry = {
  body: string
  name: string
  state: string
  version: number
  hash: string
  folder: string
  forms: readonly { name: string; file: string }[]
  content: ReportContent
}

const STATES: Record<string, string> = {
  draft: '已撤回',
  submitted: '待审核',
  returned: '已退回',
  accepted: '已通过',
  filed: '已逐级上报',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

export const README = `检查资料包

index.html       用浏览器打开：报送清单、各表、每一行对应的日志卡
reports/         各单位封存的报送：每一版的内容（content.json）与校验值（hash.txt），最新一版的 Excel 与 PDF，办理记录
facts/           台账：每张日志卡一行，id 与各表各行一致
plan/            方案原文（各版本）
audit.csv        与这些报送有关的操作记录
SHA256SUMS       每个文件的校验值

核对方法
  1. 文件未被改动：在本文件夹运行  sha256sum -c SHA256SUMS  （Windows：certutil -hashfile 文件 SHA256）
  2. 封存版本未被改动：第 n 版的校验值 = SHA-256(第 n-1 版校验值 + 换行 + 第 n 版 content.json)；第 1 版之前为空
  3. 两者一并核对：bin/xunzhen bundle verify 文件.zip

受益群众姓名已脱敏，本包不含电话号码。
`

function formTable(form: ReportContent['forms'][number]): string {
  const definition = formDefinition(form.formId)
  if (!definition) return ''
  const layout = layoutOf(definition, form.data)
  const head = layout.columns
    .map(
      (c) =>
        definition.columns.flatMap((g) => ('columns' in g ? g.columns : [g])).find((f) => f.key === c.key)
          ?.label ?? c.key,
    )
    .map((label) => `<th>${escapeHtml(label)}</th>`)
    .join('')
  const rows = layout.rows
    .map((row, i) => {
      const id = form.rowIds[i] ?? ''
      const cells = row.map((cell) => `<td>${escapeHtml(String(cell ?? ''))}</td>`).join('')
      const link =
        form.formId === 'workload-return' ? `<td><a href="#${escapeHtml(id)}">日志卡</a></td>` : '<td></td>'
      return `<tr>${cells}${link}</tr>`
    })
    .join('\n')
  const total = layout.total
    ? `<tr class="total"><td colspan="${layout.total.span}">${escapeHtml(layout.total.label)}</td>${layout.total.values.map((v) => `<td>${escapeHtml(String(v ?? ''))}</td>`).join('')}<td></td></tr>`
    : ''
  return `<h4>${escapeHtml(`${layout.annexLabel} ${layout.title}`)}</h4><div class="wide"><table><thead><tr>${head}<th></th></tr></thead><tbody>${rows}${total}</tbody></table></div>`
}

function section(entry: IndexEntry, i: number): string {
  const { content } = entry
  const links = entry.forms.map((f) => `<a href="${encodeURI(f.file)}">${escapeHtml(f.name)}</a>`).join(' · ')
  const words = content.narratives
    .map((n) => `<h4>${escapeHtml(n.title)}</h4><p class="prose">${escapeHtml(n.text)}</p>`)
    .join('')
  const answers = content.answers.length
    ? `<ul>${content.answers.map((a) => `<li>${escapeHtml(a.question)} <b>${escapeHtml(a.answer)}</b></li>`).join('')}</ul>`
    : ''
  return `<section id="r${i}"><h3>${escapeHtml(entry.body)} · ${escapeHtml(entry.name)}</h3>
<p>${STATES[entry.state] ?? entry.state} · 第 ${entry.version} 版 · 数据截至 ${content.coversTo} · ${links} · <a href="${encodeURI(entry.folder)}/acts.csv">办理记录</a></p>
<p class="hash">${entry.hash}</p>${answers}${content.forms.map(formTable).join('')}${words}</section>`
}

/** The whole page; `facts` are the lines of facts/day-cards.csv. */
export function indexPage(
  about: { regionId: string; programmeId: string; period: string; madeAt: string; madeBy: string },
  entries: readonly IndexEntry[],
  facts: readonly (readonly string[])[],
): string {
  const list = entries
    .map(
      (e, i) =>
        `<tr><td><a href="#r${i}">${escapeHtml(e.body)}</a></td><td>${escapeHtml(e.name)}</td><td>${STATES[e.state] ?? e.state}</td><td>${e.version}</td><td class="hash">${e.hash.slice(0, 16)}</td></tr>`,
    )
    .join('\n')
  const days = facts
    .map(
      (row) =>
        `<tr id="${escapeHtml(row[0] ?? '')}">${row
          .slice(1)
          .map((cell) => `<td>${escapeHtml(cell)}</td>`)
          .join('')}</tr>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>检查资料 ${escapeHtml(about.regionId)} ${escapeHtml(about.period)}</title>
<style>
body{font:16px/1.6 'Noto Sans SC','Microsoft YaHei',sans-serif;color:#1b211e;background:#fff;margin:0 auto;max-width:75rem;padding:1.5rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1.05rem;margin-top:2rem;border-top:2px solid #0f766e;padding-top:.6rem}h4{margin:.8rem 0 .3rem}
table{border-collapse:collapse;font-size:.88rem}th,td{border:1px solid #b9c1bc;padding:.2rem .45rem;text-align:left;vertical-align:top}th{background:#eef2f0}
.wide{overflow-x:auto}.hash{font-family:monospace;font-size:.8rem;color:#56615c;word-break:break-all}.prose{white-space:pre-wrap}.total td{font-weight:700}tr:target td{background:#fdf1d6}a{color:#0b5b55}
@media print{.wide{overflow:visible}section{break-before:page}}
</style></head><body>
<h1>检查资料包</h1>
<p>项目 ${escapeHtml(about.programmeId)} · 区划 ${escapeHtml(about.regionId)} · 期间 ${escapeHtml(about.period)} · ${escapeHtml(about.madeAt)} 由 ${escapeHtml(about.madeBy)} 生成。核对方法见 说明.txt。</p>
<h2>报送（${entries.length} 份）</h2>
<div class="wide"><table><thead><tr><th>单位</th><th>报送</th><th>状态</th><th>版本</th><th>校验值</th></tr></thead><tbody>
${list}
</tbody></table></div>
${entries.map(section).join('\n')}
<h2 id="facts">台账：日志卡（${facts.length} 张）</h2>
<div class="wide"><table><tbody>
${days}
</tbody></table></div>
</body></html>
`
}
