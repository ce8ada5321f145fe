// 今天 of a village clinic: record a need, what became of the earlier ones, who comes to the township (ORD-1).
import { useState } from 'react'
import type { VisitOrder } from '../../../contract/referrals.ts'
import { specialtyOf } from '../../../domain/people/specialties.ts'
import {
  mayOrderMove,
  ORDER_STATE_NAMES,
  PATIENT_GROUP_NAMES,
  URGENCY_NAMES,
  WISH_NAMES,
} from '../../../domain/referrals/visit-order.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { usePhone } from '../visits/door.ts'
import { FieldOrderForm } from './field-order-form.tsx'
import { useOrders } from './field-orders.ts'
import { referralWords } from './words.ts'

function OrderBox({
  order,
  onWithdraw,
}: {
  order: VisitOrder
  onWithdraw: (reason: string) => Promise<void>
}) {
  const w = useWords(referralWords)
  const pick = usePick()
  const { language } = usePreferences()
  const [asking, setAsking] = useState(false)
  const [why, setWhy] = useState('')
  const [problem, setProblem] = useState('')
  const withdraw = async (): Promise<void> => {
    try {
      await onWithdraw(why.trim())
      setAsking(false)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setProblem(pick(error.refusal.zh, error.refusal.en))
    }
  }
  return (
    <li>
      <b>
        {PATIENT_GROUP_NAMES[order.group][language]} {order.initials}
      </b>{' '}
      {order.problem}
      <br />
      <span className="f-quiet-words">
        {dayWords(order.day, language, order.day.slice(0, 4))} ·{' '}
        {order.specialty ? `${specialtyOf(order.specialty)?.name ?? ''} · ` : ''}
        {URGENCY_NAMES[order.urgency][language]} · {WISH_NAMES[order.wish][language]}
      </span>
      <p className="f-state">
        {ORDER_STATE_NAMES[order.state][language]}
        {order.reason ? `：${order.reason}` : ''}
      </p>
      {asking ? (
        <div role="alertdialog" aria-label={w.withdraw}>
          <label>
            {w.withdrawWhy}
            <input
              autoComplete="off"
              maxLength={200}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          </label>
          <div className="f-foot">
            <button type="button" className="f-second" onClick={() => setAsking(false)}>
              {w.cancel}
            </button>
            <button type="button" className="f-first" disabled={!why.trim()} onClick={() => void withdraw()}>
              {w.withdraw}
            </button>
          </div>
        </div>
      ) : mayOrderMove(order.state, 'withdrawn') ? (
        <button
          type="button"
          className="f-link"
          aria-label={`${w.withdraw} ${order.problem}`}
          onClick={() => setAsking(true)}
        >
          {w.withdraw}
        </button>
      ) : null}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  )
}

function Coming() {
  const w = useWords(referralWords)
  const { language } = usePreferences()
  const { bundle } = usePhone()
  const coming = (bundle?.duties ?? []).filter((duty) => duty.day >= (bundle?.today ?? '')).slice(0, 3)
  return (
    <section>
      <h2 className="f-over">{w.coming}</h2>
      {coming.length ? (
        <ul className="f-list">
          {coming.map((duty) => (
            <li key={duty.dutyId}>
              <b>{dayWords(duty.day, language, duty.day.slice(0, 4))}</b> {duty.practitioner.specialty}{' '}
              {duty.practitioner.name} {duty.practitioner.title}
              <br />
              <span className="f-quiet-words">{duty.unit.name}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="f-quiet-words">{w.noneComing}</p>
      )}
    </section>
  )
}

/** `onForm`: whether the form is open, which takes the whole screen. */
export function FieldVillage({ onForm }: { onForm: (open: boolean) => void }) {
  const w = useWords(referralWords)
  const { carried, add, withdraw } = useOrders()
  const [writing, setWriting] = useState(false)
  const turn = (open: boolean): void => {
    setWriting(open)
    onForm(open)
    scrollTo(0, 0)
  }
  const [said, setSaid] = useState('')
  if (writing && carried?.home)
    return (
      <FieldOrderForm
        home={carried.home}
        today={carried.today}
        mine={carried.items}
        onAdd={(order) => add(order, `${w.record} ${order.problem}`)}
        onClose={(words) => {
          turn(false)
          setSaid(words ?? '')
        }}
      />
    )
  return (
    <>
      {said ? <output className="f-said">{said}</output> : null}
      <button type="button" className="f-first wide" disabled={!carried?.home} onClick={() => turn(true)}>
        ＋ {w.record}
      </button>
      <section>
        <h2 className="f-over">{w.mine}</h2>
        {carried?.items.length ? (
          <ul className="f-list">
            {carried.items.map((order) => (
              <OrderBox
                key={order.id}
                order={order}
                onWithdraw={(reason) => withdraw(order, reason, `${w.withdrawn} ${order.problem}`)}
              />
            ))}
          </ul>
        ) : (
          <div className="f-empty">
            <h2>{w.none}</h2>
            <p>{w.noneNote}</p>
          </div>
        )}
      </section>
      <Coming />
    </>
  )
}
