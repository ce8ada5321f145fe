/** @jsxImportSource preact */
// 培训签到: a trainee's name, clinic and session, by the code on the doctor's phone; no sign-in, no JavaScript (TRN-1).
import type { PublicPage } from '../../../../contract/public-page.ts'
import { SESSION_NAMES, SESSIONS } from '../../../../domain/visits/attendance.ts'

type Attendance = Extract<PublicPage, { kind: 'attendance' }>

const SAID = {
  signed: '签到成功，谢谢。',
  already: '您已经签过到了，不用再签。',
  wrong: '请填写姓名和单位：只写文字，不写电话和数字。',
  tooMany: '这里签到的人太多了，请过几分钟再试，或请医生按姓名补签。',
  full: '这一天的签到人数已满，请医生按姓名补签。',
} as const

const dayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

export function AttendancePage({ page }: { page: Attendance }) {
  const { typed, said } = page
  const done = said === 'signed' || said === 'already'
  return (
    <>
      <h1>培训签到</h1>
      <p class="where">
        {dayWords(page.day)} {page.unit} · {page.hospital} {page.doctor}
      </p>
      {said !== 'nothing' && (
        <output class="notice" role={done ? 'status' : 'alert'}>
          {SAID[said]}
        </output>
      )}
      {!page.open && <p class="notice">只能在 {dayWords(page.day)} 当天签到。</p>}
      {page.open && !done && (
        <section class="card">
          <form class="sheet" method="post" action={`/s/${page.token}`} autocomplete="off">
            <label>
              姓名
              <input name="name" value={typed.name} required maxLength={20} autocomplete="off" />
            </label>
            <label>
              单位（村卫生所）
              <input
                name="clinic"
                value={typed.clinic}
                required
                maxLength={40}
                list="clinics"
                autocomplete="off"
              />
            </label>
            <datalist id="clinics">
              {page.clinics.map((clinic) => (
                <option key={clinic}>{clinic}</option>
              ))}
            </datalist>
            <fieldset>
              <legend>参加的是</legend>
              {SESSIONS.map((session) => (
                <label key={session} class="choice">
                  <input
                    type="radio"
                    name="session"
                    value={session}
                    checked={(typed.session || SESSIONS[0]) === session}
                  />
                  {SESSION_NAMES[session].zh}
                </label>
              ))}
            </fieldset>
            <button type="submit">签到</button>
          </form>
          <p class="where">姓名和单位只用于本次培训的签到名单。</p>
        </section>
      )}
      {page.open && done && (
        <p>
          <a href={`/s/${page.token}`}>为下一位签到，或签另一场</a>
        </p>
      )}
    </>
  )
}
