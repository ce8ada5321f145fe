/** @jsxImportSource preact */
// A county, township or village: who comes in the month, to which unit, for what.
import type { PublicDuty, PublicPage, PublicUnit } from '../../../../contract/public-page.ts'
import { weekdayOf } from '../../../../domain/shared/calendar.ts'
import { lookQuery } from './frame.tsx'

type Place = Extract<PublicPage, { kind: 'place' }>

const WEEK = ['一', '二', '三', '四', '五', '六', '日']
const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
const dayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const TIMES = { day: '全天', am: '上午', pm: '下午' }

function Duty({ duty, today }: { duty: PublicDuty; today: string }) {
  const when = duty.day < today ? 'past' : duty.day === today ? 'today' : ''
  const off = duty.mark === 'off'
  return (
    <li class={`duty ${when} ${off ? 'off' : ''}`}>
      <div class="day">
        <time dateTime={duty.day}>{dayWords(duty.day)}</time>
        <b>
          周{WEEK[weekdayOf(duty.day) - 1]} {TIMES[duty.half]}
        </b>
      </div>
      <div>
        <div class="what">
          {off ? <s>{duty.specialty}</s> : duty.specialty}
          {when === 'today' && !off && <span class="badge">今天</span>}
          {off && <span class="badge amber">已取消或改期</span>}
          {duty.mark === 'new' && <span class="badge amber">有变更</span>}
          {when === 'past' && <span class="from">（已过）</span>}
        </div>
        <div class="who">
          {off ? (
            <s>
              {duty.expert}　{duty.title}
            </s>
          ) : (
            `${duty.expert}　${duty.title}`
          )}
        </div>
        <div class="from">来自{duty.hospital}</div>
        {duty.homeVisitHalf && !off && (
          <div class="home-visit">
            {TIMES[duty.homeVisitHalf]}可上门为行动不便的老人、残疾人看病，请提前打电话预约
          </div>
        )}
      </div>
    </li>
  )
}

function Unit({ unit, page }: { unit: PublicUnit; page: Place }) {
  return (
    <section class="card" aria-label={unit.name}>
      <div class="unit-head">
        <h2>{unit.name}</h2>
        {unit.phone && (
          <a class="call" href={`tel:${unit.phone.replace(/[^\d]/g, '')}`}>
            打电话 {unit.phone}
          </a>
        )}
      </div>
      {unit.duties.length === 0 ? (
        <p>{monthWords(page.month)}还没有公布专家坐诊，请拨打电话询问。</p>
      ) : (
        <ul class="duties">
          {unit.duties.map((duty) => (
            <Duty key={duty.day + duty.expert + duty.mark} duty={duty} today={page.today} />
          ))}
        </ul>
      )}
      {unit.experts.length > 0 && (
        <section class="experts" aria-label="专家介绍">
          <h3>专家介绍</h3>
          {unit.experts.map((one) => (
            <article key={one.expert + one.hospital}>
              <p>
                <b>{one.expert}</b>　{one.title} <span class="from">{one.hospital}</span>
              </p>
              {one.goodAt && <p>擅长：{one.goodAt}</p>}
              <p>{one.introduction}</p>
            </article>
          ))}
        </section>
      )}
      <ul class="tools">
        {unit.duties.length > 0 && (
          <>
            <li>
              <a href={unit.posterUrl}>打印海报（PDF）</a>
            </li>
            <li>
              <a href={unit.calendarUrl}>加到手机日历</a>
            </li>
          </>
        )}
        <li>
          <a href={`/t/${page.code}/feedback${lookQuery(page.look, { unit: unit.id })}`}>
            表扬、投诉、反映情况
          </a>
        </li>
      </ul>
    </section>
  )
}

const momentWords = (iso: string): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(new Date(iso))
    .replace('/', '月')
    .replace(' ', '日 ')

/** PUB-3: the first thing on the page; one block for each change, each unit's days under its name. */
function Changes({ page }: { page: Place }) {
  if (page.notices.length === 0) return null
  const several = page.units.length > 1
  return (
    <section class="changes" aria-labelledby="changes">
      <h2 id="changes">变更通知</h2>
      <ul>
        {page.notices.map((notice) => (
          <li key={notice.id}>
            {notice.units.map((unit) => (
              <p key={unit.id}>
                {several && <strong>{unit.name}：</strong>}
                {unit.lines.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </p>
            ))}
            <small>{momentWords(notice.madeAt)} 起在本页公告</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Months({ page }: { page: Place }) {
  if (page.months.length < 2) return null
  return (
    <nav aria-label="月份">
      <ul class="months">
        {page.months.slice(-12).map((month) => (
          <li key={month}>
            {month === page.month ? (
              <span aria-current="page">{monthWords(month)}</span>
            ) : (
              <a href={lookQuery(page.look, { month })}>{monthWords(month)}</a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Places({ title, places, page }: { title: string; places: Place['villages']; page: Place }) {
  if (places.length === 0) return null
  return (
    <details class="card" open={page.level === 'county'}>
      <summary>{title}</summary>
      <ul class="places">
        {places.map((p) => (
          <li key={p.href}>
            <a href={p.href + lookQuery(page.look, { month: page.month })}>{p.name}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function PlacePage({ page }: { page: Place }) {
  const published = page.publishedAt ? page.publishedAt.slice(0, 10) : null
  return (
    <>
      <p class="where">{page.path}</p>
      <h1>
        {page.name} <small>{monthWords(page.month)}专家坐诊安排</small>
      </h1>
      {published && (
        <p class="where">
          {published} 公布，第 {page.version} 版
        </p>
      )}
      <Changes page={page} />
      <Months page={page} />
      {page.level === 'county' && <Places title="选择您的乡镇" places={page.townships} page={page} />}
      {page.units.length === 0 && (
        <section class="card">
          <p>这里暂时没有安排专家坐诊的卫生院。请到所在乡镇卫生院咨询，或从首页查找邻近乡镇。</p>
        </section>
      )}
      {page.units.map((unit) => (
        <Unit key={unit.id} unit={unit} page={page} />
      ))}
      <Places title={`${page.name}各村`} places={page.villages} page={page} />
      {page.hasCases && (
        <p>
          <a href={`/cases${lookQuery(page.look, { region: page.code.slice(0, 6) })}`}>本县典型经验</a>
        </p>
      )}
      <p class="print-only">
        网址：{page.address}　第 {page.version} 版
      </p>
    </>
  )
}
