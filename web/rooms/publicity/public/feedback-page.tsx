/** @jsxImportSource preact */
// 我要反映: a resident says something about a unit without signing in; and looks up the answer by a receipt (PUB-7).
import type { PublicPage } from '../../../../contract/public-page.ts'
import {
  FEEDBACK_KIND_NAMES,
  FEEDBACK_KINDS,
  MOST_CONTACT,
  MOST_TEXT,
} from '../../../../domain/publicity/feedback.ts'
import { lookQuery } from './frame.tsx'

type Form = Extract<PublicPage, { kind: 'feedback' }>
type Answer = Extract<PublicPage, { kind: 'feedbackAnswer' }>

const SAID = {
  received: '收到了，谢谢您。',
  already: '这条已经收到过了，不用再交。',
  wrong: '请选好单位和类别，用几句话写清楚（500字以内）。',
  consent: '您留了联系方式：请在下面打勾同意，或把它删掉。',
  tooMany: '提交得太频繁了。您写的内容还在，请过十分钟再点一次提交，或打卫生院的电话。',
  stale: '页面打开太久了，没有提交。您写的内容还在，请再点一次提交。',
} as const

export function FeedbackPage({ page }: { page: Form }) {
  const { typed, said, look } = page
  const done = said === 'received' || said === 'already'
  const back = `/t/${page.code}${lookQuery(look)}`
  return (
    <>
      <h1>
        我要反映 <small>{page.name}</small>
      </h1>
      {said !== 'nothing' && (
        <output class="notice" role={done ? 'status' : 'alert'}>
          {SAID[said]}
        </output>
      )}
      {done ? (
        <section class="card">
          <p>
            您的查询码：<strong class="receipt">{page.receipt}</strong>
          </p>
          <p>
            请记下来或拍下来。过几天凭它在
            <a href={`/f${lookQuery(look, { receipt: page.receipt })}`}>查答复</a>
            看办理结果。
          </p>
          <p>
            <a href={back}>回到坐诊安排</a>
          </p>
        </section>
      ) : (
        <section class="card">
          <form
            class="sheet"
            method="post"
            action={`/t/${page.code}/feedback${lookQuery(look)}`}
            autocomplete="off"
          >
            <input type="hidden" name="token" value={page.token} />
            <label>
              说的是哪一家
              <select name="unit" required autocomplete="off">
                {page.units.length > 1 && <option value="">请选择</option>}
                {page.units.map((unit) => (
                  <option key={unit.id} value={unit.id} selected={unit.id === typed.unitId}>
                    {unit.name}
                  </option>
                ))}
              </select>
            </label>
            <fieldset>
              <legend>想说的是</legend>
              {FEEDBACK_KINDS.map((kind) => (
                <label key={kind} class="choice">
                  <input type="radio" name="kind" value={kind} required checked={typed.kind === kind} />
                  {FEEDBACK_KIND_NAMES[kind].zh}
                </label>
              ))}
            </fieldset>
            <label>
              请写清楚是哪天、什么事（500字以内）
              <textarea name="text" required maxLength={MOST_TEXT} rows={5} autocomplete="off">
                {typed.text}
              </textarea>
            </label>
            <label>
              联系方式（可以不留）
              <input name="contact" value={typed.contact} maxLength={MOST_CONTACT} autocomplete="off" />
            </label>
            <label class="choice">
              <input type="checkbox" name="agreed" value="yes" checked={typed.agreed} />
              <span>同意：{page.wording}</span>
            </label>
            <div class="trap" aria-hidden="true">
              <label>
                网站
                <input name="website" tabIndex={-1} autocomplete="off" />
              </label>
            </div>
            <button type="submit">提交</button>
          </form>
          <p class="where">不用登录，不留姓名。请不要写身份证号和病历。投诉只由卫健局查看。</p>
        </section>
      )}
      <p>
        <a href={`/f${lookQuery(look)}`}>查以前那条的答复</a>
      </p>
    </>
  )
}

const FOUND = {
  none: '没有找到这个查询码，请核对后再查：只有字母和数字，没有 0、1、I、O。',
  tooMany: '查得太频繁了，请过十分钟再查。',
} as const

export function FeedbackAnswerPage({ page }: { page: Answer }) {
  const { found, said, look } = page
  return (
    <>
      <h1>查答复</h1>
      <search>
        <form class="search" method="get" action="/f" autocomplete="off">
          <input
            name="receipt"
            value={page.asked}
            maxLength={20}
            placeholder="12位查询码"
            aria-label="查询码"
            autocomplete="off"
          />
          {look.large && <input type="hidden" name="large" value="1" />}
          {look.contrast && <input type="hidden" name="contrast" value="1" />}
          <button type="submit">查询</button>
        </form>
      </search>
      {(said === 'none' || said === 'tooMany') && (
        <output class="notice" role="alert">
          {FOUND[said]}
        </output>
      )}
      {found && (
        <section class="card">
          <p class="where">
            {found.day} {found.unit} · {found.kind}
          </p>
          {found.answer ? (
            <>
              <p>
                <strong>{found.answer}</strong>
              </p>
              <p class="where">{found.answeredOn} 答复</p>
            </>
          ) : (
            <p>已收到，还没有答复，请过几天再来看。</p>
          )}
        </section>
      )}
    </>
  )
}
