/** @jsxImportSource preact */
// 回访抽样公开: hash, seed and file of each draw, and how anybody draws it again (R19). Prints as it stands.
import type { PublicPage } from '../../../../contract/public-page.ts'

type List = Extract<PublicPage, { kind: 'surveys' }>
type Item = List['items'][number]

const STATES: Record<Item['state'], string> = {
  frozen: '名单已固定，待另一人给出种子',
  drawn: '已抽取，正在回访',
  closed: '已抽取，回访已结束',
  cancelled: '已作废',
}

function Round({ round, of }: { round: Item['rounds'][number]; of: number }) {
  return (
    <dl class="draw">
      {of > 1 && (
        <>
          <dt>第 {round.round} 次抽取</dt>
          <dd>{round.reason || '首次'}</dd>
        </>
      )}
      <dt>名单</dt>
      <dd>
        {round.size} 人，{round.frozenAt} 固定
      </dd>
      <dt>名单校验值（SM3）</dt>
      <dd>
        <code>{round.hash}</code>
      </dd>
      <dt>种子</dt>
      <dd>{round.seed ? `${round.seed}（${round.seededAt}）` : '还没有给出'}</dd>
    </dl>
  )
}

export function SurveysPage({ page }: { page: List }) {
  return (
    <>
      <h1>
        回访抽样公开 <small>{page.county ?? '各地'}</small>
      </h1>
      <section class="card">
        <p>
          电话回访的群众由抽签决定：先固定名单并公布校验值，再由另一人给出种子，按种子算出名单。文件里没有姓名和电话，任何人都可以下载重算。
        </p>
      </section>
      {page.items.length === 0 && (
        <section class="card">
          <p>还没有公开的抽样，请过些时候再来看。</p>
        </section>
      )}
      {page.items.map((one) => (
        <section class="card" key={one.fileHref}>
          <h2>
            {one.county} {one.name}
          </h2>
          <p class="where">
            抽 {one.sample} 人 · {STATES[one.state]}
            {one.state === 'cancelled' ? `：${one.endNote}` : ''}
          </p>
          {one.rounds.map((round) => (
            <Round key={round.round} round={round} of={one.rounds.length} />
          ))}
          <p>
            <a href={one.fileHref}>下载抽样文件</a>
          </p>
        </section>
      ))}
      <section class="card">
        <h2>怎样重算</h2>
        <p>
          装好本系统（开源）后运行：
          <code>bin/xunzhen survey verify 抽样文件.json --hash 事先记下的校验值</code>
        </p>
        <p>
          算法：名单各行“编号、制表符、单位”按编号排序，取 SM3；各单位人数按最大余数法分配；单位内按
          HMAC-SM3（种子，编号）从小到大取，后面的依次是替补。
        </p>
      </section>
    </>
  )
}
