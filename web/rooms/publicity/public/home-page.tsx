/** @jsxImportSource preact */
// The public front page: one question, one box, the counties that have a schedule.
import type { PublicPage } from '../../../../contract/public-page.ts'
import { lookQuery } from './frame.tsx'

type Home = Extract<PublicPage, { kind: 'home' }>

export function HomePage({ page }: { page: Home }) {
  const { look, query, results, counties } = page
  return (
    <>
      <h1>谁来我镇坐诊？</h1>
      <p class="where">输入乡镇、街道或村名，看哪天有哪位专家来。</p>
      <search>
        <form class="search" method="get" action="/">
          <input
            type="search"
            name="q"
            value={query}
            placeholder="例如：湖雷"
            aria-label="乡镇、街道或村名"
            maxLength={30}
          />
          {look.large && <input type="hidden" name="large" value="1" />}
          {look.contrast && <input type="hidden" name="contrast" value="1" />}
          <button type="submit">查找</button>
        </form>
      </search>
      {query && (
        <section class="card" aria-label="查找结果">
          {results.length === 0 ? (
            <p>没有找到“{query}”。请换个写法，例如只写“湖雷”，或拨打当地卫生院电话询问。</p>
          ) : (
            <ul class="results">
              {results.map((r) => (
                <li key={r.href}>
                  <a href={r.href + lookQuery(look)}>
                    <strong>{r.name}</strong>
                    <small>{r.path}</small>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      <section class="card">
        <h2>已公布坐诊安排的地方</h2>
        {counties.length === 0 ? (
          <p>目前还没有公布的安排，请过几天再来看看。</p>
        ) : (
          <ul class="places">
            {counties.map((c) => (
              <li key={c.href}>
                <a href={c.href + lookQuery(look)}>
                  {c.name}（{c.units} 家）
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {page.cases > 0 && (
        <p>
          <a href={`/cases${lookQuery(look)}`}>典型经验（{page.cases} 篇）</a>
        </p>
      )}
      <p>
        <a href={`/surveys${lookQuery(look)}`}>回访抽样公开</a>
      </p>
    </>
  )
}
