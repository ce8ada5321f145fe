/** @jsxImportSource preact */
// 典型经验 for everybody: the list, and one case as it was approved (PUB-5). Prints as it stands.
import type { PublicPage } from '../../../../contract/public-page.ts'
import { lookQuery } from './frame.tsx'

type List = Extract<PublicPage, { kind: 'cases' }>
type Case = Extract<PublicPage, { kind: 'case' }>

const dayWords = (day: string): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
/** `?region=…` stands in the address already: the look is added behind it. */
const withLook = (href: string, look: List['look']): string => {
  const [path = '', query = ''] = href.split('?')
  return path + lookQuery(look, Object.fromEntries(new URLSearchParams(query)))
}
const paragraphs = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '')
const short = (text: string): string => ([...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text)

export function CasesPage({ page }: { page: List }) {
  const { items, counties, county, look } = page
  return (
    <>
      <h1>
        典型经验 <small>{county ?? '各地好做法'}</small>
      </h1>
      {counties.length > 1 && (
        <nav aria-label="县（市、区）">
          <ul class="places">
            <li>
              <a href={`/cases${lookQuery(look)}`}>全部</a>
            </li>
            {counties.map((c) => (
              <li key={c.href}>
                <a href={withLook(c.href, look)}>{c.name}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {items.length === 0 ? (
        <section class="card">
          <p>还没有发布典型经验，请过些时候再来看。</p>
        </section>
      ) : (
        <section class="card">
          <ul class="results cases">
            {items.map((one) => (
              <li key={one.href}>
                <a href={withLook(one.href, look)}>
                  <strong>{one.title}</strong>
                  <span>{short(one.effect)}</span>
                  <small>
                    {one.county} {one.units.join('、')} · {dayWords(one.on)}
                  </small>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a href={`/${lookQuery(look)}`}>查坐诊安排</a>
      </p>
    </>
  )
}

function Section({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h2>{title}</h2>
      {paragraphs(text).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  )
}

export function CasePage({ page }: { page: Case }) {
  const { figures, look } = page
  return (
    <>
      <p class="where">{page.county} · 典型经验</p>
      <h1>{page.title}</h1>
      <p class="where">
        {page.author} · {dayWords(page.on)}发布
      </p>
      <article class="card case">
        <p>
          <b>受援单位</b>　{page.units.join('、')}
        </p>
        {page.doctors.length > 0 && (
          <p>
            <b>下派医师</b>　{page.doctors.map((d) => `${d.name}（${d.hospital}${d.title}）`).join('、')}
          </p>
        )}
        <Section title="主要做法" text={page.done} />
        <Section title="取得成效" text={page.effect} />
        {figures && figures.rows.length > 0 && (
          <section>
            <h2>数据</h2>
            <table>
              <caption>
                {dayWords(figures.from)}至{dayWords(figures.to)}，按 {figures.cards} 张下基层日志卡统计
              </caption>
              <tbody>
                {figures.rows.map((row) => (
                  <tr key={row.zh}>
                    <th scope="row">{row.zh}</th>
                    <td>
                      {row.value} {row.unit}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </article>
      <p>
        <a href={withLook(page.listHref, look)}>更多典型经验</a>
      </p>
      <p class="print-only">
        网址：{page.address}　第 {page.version} 版
      </p>
    </>
  )
}
