// 今天 and 安排: the duty of the day with one large button, the days not written yet, and what is to come.
import { type ReactNode, useState } from 'react'
import type { DayCardView } from '../../../contract/visits.ts'
import type { FieldBundle, FieldDuty } from '../../../contract/visits-field.ts'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { type FieldDay, isOf } from './field-draft.ts'
import { FieldNotices } from './field-notices.tsx'
import { FieldOffRoster } from './field-off-roster.tsx'
import { usePhone, useSync } from './field-phone.tsx'
import { FieldPresence } from './field-presence.tsx'
import { presenceWords } from './field-presence-words.ts'
import type { FieldSiteCode } from './field-site-code.tsx'
import { fieldWords } from './field-words.ts'

const cardOf = (bundle: FieldBundle, duty: FieldDay): DayCardView | undefined =>
  bundle.cards.find((card) => card.dutyId === duty.dutyId) ?? bundle.cards.find((card) => isOf(card, duty))

function useCardState() {
  const w = useWords(fieldWords)
  const { pending } = useSync()
  return (card: DayCardView | undefined): string | null => {
    if (!card || card.status === 'draft') return null
    if (card.status === 'confirmed') return w.confirmed
    if (card.status === 'duplicate') return w.duplicate
    return pending > 0 ? w.waitingToSend : w.handedIn
  }
}

/** What may be opened of a duty: its card (`paper`: the id of a printed one), or the list of who came to its training. */
export type OpenDuty = (duty: FieldDuty, page?: 'card' | 'roll', paper?: string) => void

function DutyBox({ duty, onOpen }: { duty: FieldDuty; onOpen: OpenDuty }) {
  const w = useWords(fieldWords)
  const { bundle } = usePhone()
  const { language } = usePreferences()
  const stateOf = useCardState()
  const card = bundle ? cardOf(bundle, duty) : undefined
  const state = stateOf(card)
  const came = (bundle?.trainees ?? []).filter((one) => one.dutyId === duty.dutyId && !one.struck).length
  return (
    <article className="f-duty">
      <p className="f-when">
        {dayWords(duty.day, language, duty.day.slice(0, 4))} · {w.half[duty.half]}
        {duty.homeVisitHalf ? ` · ${w.homeVisitHalf[duty.homeVisitHalf]}` : ''}
      </p>
      <h2>{duty.unit.name}</h2>
      <p className="f-quiet-words">
        {duty.practitioner.name} {duty.practitioner.title} · {duty.practitioner.specialty}
      </p>
      {bundle && mayWrite(bundle) ? <FieldPresence duty={duty} /> : null}
      {state ? <p className="f-state">✓ {state}</p> : null}
      <button type="button" className={state ? 'f-second wide' : 'f-first wide'} onClick={() => onOpen(duty)}>
        {state ? w.look : card ? w.goOn : w.begin}
      </button>
      {duty.attendanceCode && duty.day === bundle?.today ? (
        <button type="button" className="f-second wide" onClick={() => onOpen(duty, 'roll')}>
          {came ? w.roll.opened(came) : w.roll.open}
        </button>
      ) : null}
    </article>
  )
}

/** Whoever may write cards writes them here; a village clinic only reads who comes. */
const mayWrite = (bundle: FieldBundle): boolean => bundle.account.role !== 'village'

export function FieldToday({ onOpen }: { onOpen: OpenDuty }) {
  const w = useWords(fieldWords)
  const presence = useWords(presenceWords)
  const { language } = usePreferences()
  const { bundle, refresh, serverNow } = usePhone()
  const [CodePage, setCodePage] = useState<typeof FieldSiteCode | null>(null)
  // the page with its drawing of codes is loaded when a unit first shows one
  const showCode = (): void =>
    void import('./field-site-code.tsx').then((page) => setCodePage(() => page.FieldSiteCode))
  if (!bundle)
    return (
      <section className="f-empty">
        <p>{w.nothingCarried}</p>
        <button type="button" className="f-second" onClick={() => void refresh()}>
          {w.refresh}
        </button>
      </section>
    )
  // a copy kept by an earlier version of the pages has none
  const codes = bundle.siteCode ?? []
  if (CodePage) return <CodePage units={codes} serverNow={serverNow} onClose={() => setCodePage(null)} />
  const today = bundle.duties.filter((duty) => duty.day === bundle.today)
  const next = bundle.duties.find((duty) => duty.day > bundle.today)
  const unwritten = mayWrite(bundle)
    ? bundle.duties.filter(
        (duty) => duty.day < bundle.today && (cardOf(bundle, duty)?.status ?? 'draft') === 'draft',
      )
    : []
  return (
    <>
      {/* a copy kept by an earlier version of the pages has none */}
      <FieldNotices notices={bundle.notices ?? []} />
      {codes.length ? (
        <button type="button" className="f-second wide f-show-code" onClick={showCode}>
          {presence.show}
        </button>
      ) : null}
      {today.map((duty) => (
        <DutyBox key={duty.dutyId} duty={duty} onOpen={onOpen} />
      ))}
      {today.length === 0 ? (
        <section className="f-empty">
          <h2>{w.noDuty}</h2>
          {next ? (
            <p>
              {w.next(dayWords(next.day, language, next.day.slice(0, 4)))} {next.unit.name}
            </p>
          ) : null}
        </section>
      ) : null}
      {unwritten.length ? (
        <section>
          <h2 className="f-over">{w.unwritten(unwritten.length)}</h2>
          {unwritten.map((duty) => (
            <DutyBox key={duty.dutyId} duty={duty} onOpen={onOpen} />
          ))}
        </section>
      ) : null}
      <p className="f-quiet-words f-as-of">{w.old(momentWords(bundle.readAt))}</p>
    </>
  )
}

/** `below`: what another room says under a coming duty. */
export function FieldSchedule({
  onOpen,
  below,
}: {
  onOpen: (day: FieldDay) => void
  below: (duty: FieldDuty) => ReactNode
}) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const { bundle } = usePhone()
  const stateOf = useCardState()
  const coming = (bundle?.duties ?? []).filter((duty) => duty.day >= (bundle?.today ?? ''))
  const written = (bundle?.duties ?? []).filter((duty) => duty.day < (bundle?.today ?? '')).toReversed()
  const nothing = coming.length === 0 && !(bundle && mayWrite(bundle) && bundle.duties.length)
  if (!bundle || nothing) return <p className="f-empty">{w.nothingComing}</p>
  return (
    <>
      <h2 className="f-over">{w.scheduleTitle}</h2>
      <ul className="f-list">
        {coming.map((duty) => (
          <li key={duty.dutyId}>
            <b>{dayWords(duty.day, language, duty.day.slice(0, 4))}</b> {w.half[duty.half]}
            <br />
            {duty.unit.name} <span className="f-quiet-words">{duty.practitioner.name}</span>
            {duty.unit.phone ? (
              <a className="f-call" href={`tel:${duty.unit.phone}`}>
                {w.call} {duty.unit.phone}
              </a>
            ) : null}
            {below(duty)}
          </li>
        ))}
        {mayWrite(bundle)
          ? written.map((duty) => (
              <li key={duty.dutyId}>
                <button type="button" className="f-link" onClick={() => onOpen(duty)}>
                  {dayWords(duty.day, language, duty.day.slice(0, 4))} {duty.unit.name}
                </button>
                {/* a unit with several doctors tells their days apart by the name */}
                <span className="f-quiet-words">
                  {duty.practitioner.name} · {stateOf(cardOf(bundle, duty)) ?? w.begin}
                </span>
              </li>
            ))
          : null}
      </ul>
      {mayWrite(bundle) ? <FieldOffRoster bundle={bundle} onOpen={onOpen} /> : null}
    </>
  )
}
