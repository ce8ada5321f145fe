// One day on the phone: counts by large buttons, the two lists, a summary to confirm. What is typed is kept sealed as
// it is typed; handing in puts it on the disk first and sends it when there is a network (WRK-18, P13).
import { useEffect, useRef, useState } from 'react'
import { saveDayCard } from '../../../contract/visits.ts'
import { type HeadCounts, headCounts } from '../../../domain/visits/attendance.ts'
import { mayKeepPhone } from '../../../domain/visits/consents.ts'
import { ACTIVITY_NAMES, type ActivityKind } from '../../../domain/visits/day-card.ts'
import { questionsAbout } from '../../../domain/visits/questions.ts'
import { FieldStepper } from '../../kit/field-stepper.tsx'
import { record, withdraw } from '../../offline/outbox.ts'
import { readDraft, saveDraft } from '../../offline/store.ts'
import { CallRefused } from '../../shell/call.ts'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { withoutPurposes } from './consent-draft.ts'
import { BeneficiaryList } from './field-beneficiaries.tsx'
import {
  cardOfDraft,
  draftKey,
  draftOfCard,
  emptyDraft,
  type FieldDay,
  type FieldDraft,
  inputOf,
  isOf,
} from './field-draft.ts'
import { HomeVisitList } from './field-lists.tsx'
import { usePhone } from './field-phone.tsx'
import { FieldPhotos } from './field-photos.tsx'
import { FieldSummary, type Refused } from './field-summary.tsx'
import { FieldWithdrawals } from './field-withdrawals.tsx'
import { fieldWords } from './field-words.ts'

const FIRST: ActivityKind[] = [
  'outpatient',
  'caseDiscussion',
  'teachingRound',
  'lecture',
  'training',
  'specialGroupService',
]
const FURTHER: ActivityKind[] = [
  'wardRound',
  'surgery',
  'referralHelp',
  'technique',
  'publicHealthGuidance',
  'guidance',
  'management',
]
const WITH_PEOPLE: ActivityKind[] = ['lecture', 'training']

/** What changes, or what follows from the draft as it is by then. */
type Change = Partial<FieldDraft> | ((now: FieldDraft) => Partial<FieldDraft>)

/** The draft of a duty: what was begun on this phone, else the card there is, else nothing. */
function useDraft(duty: FieldDay, cardId: string | undefined) {
  const { unlocked, bundle } = usePhone()
  const card = bundle?.cards.find((one) => isOf(one, duty) && one.status !== 'duplicate')
  const [draft, setDraft] = useState<FieldDraft | null>(null)
  // read once when the day is opened: what is typed afterwards is never overtaken by a refresh
  const begun = useRef(card)
  useEffect(() => {
    let gone = false
    const from = begun.current
    void readDraft<FieldDraft>(unlocked, draftKey(duty)).then((kept) => {
      if (!gone) setDraft(kept ?? (from ? draftOfCard(from) : emptyDraft(cardId)))
    })
    return () => {
      gone = true
    }
  }, [unlocked, duty, cardId])
  // a picture takes a while to be drawn: what comes of it joins the draft as it is by then
  const latest = useRef<FieldDraft | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const change = (part: Change): void => {
    const now = latest.current ?? draft
    if (!now) return
    const next = { ...now, ...(typeof part === 'function' ? part(now) : part) }
    latest.current = next
    setDraft(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      saving.current = saveDraft(unlocked, draftKey(duty), next).catch(() => undefined)
    }, 400)
  }
  /** No later save of the draft can come after this: it would bring back what was handed in. */
  const settle = async (): Promise<void> => {
    clearTimeout(timer.current)
    await saving.current
  }
  return { draft, change, settle, card }
}

/** How many people the lists of a day hold, by kind of session (WRK-6). */
const useSigned = (duty: FieldDay): HeadCounts =>
  headCounts((usePhone().bundle?.trainees ?? []).filter((one) => one.dutyId === duty.dutyId))

function Counts({
  draft,
  kinds,
  signed: heads = {},
  change,
}: {
  draft: FieldDraft
  kinds: readonly ActivityKind[]
  signed?: HeadCounts
  change: (part: Partial<FieldDraft>) => void
}) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const signed: Partial<Record<ActivityKind, number>> = heads
  return kinds.map((kind) => {
    const { unit } = ACTIVITY_NAMES[kind]
    const name = ACTIVITY_NAMES[kind][language]
    return (
      <div key={kind}>
        <FieldStepper
          label={name}
          unit={unit}
          words={{ more: w.moreOf(name), less: w.lessOf(name) }}
          value={draft.counts[kind] ?? 0}
          onChange={(value) => change({ counts: { ...draft.counts, [kind]: value } })}
        />
        {WITH_PEOPLE.includes(kind) && (draft.counts[kind] ?? 0) > 0 ? (
          <FieldStepper
            label={`${name} ${w.participants}`}
            words={{ more: w.moreOf(`${name}${w.participants}`), less: w.lessOf(`${name}${w.participants}`) }}
            value={draft.participants[kind] ?? 0}
            onChange={(value) => change({ participants: { ...draft.participants, [kind]: value } })}
          />
        ) : null}
        {signed[kind] && signed[kind] !== draft.participants[kind] ? (
          <button
            type="button"
            className="f-link"
            onClick={() =>
              change({
                counts: { ...draft.counts, [kind]: draft.counts[kind] || 1 },
                participants: { ...draft.participants, [kind]: signed[kind] ?? 0 },
              })
            }
          >
            {w.roll.take(signed[kind])}
          </button>
        ) : null}
      </div>
    )
  })
}

function Further({ draft, change }: { draft: FieldDraft; change: (part: Partial<FieldDraft>) => void }) {
  const w = useWords(fieldWords)
  const money = [
    ['transport', w.transport],
    ['lodging', w.lodging],
    ['supplies', w.supplies],
  ] as const
  const publicity = [
    ['leaflets', w.leaflets],
    ['noticeClicks', w.clicks],
    ['screenNotices', w.screens],
  ] as const
  return (
    <details className="f-block">
      <summary>{w.more}</summary>
      <Counts draft={draft} kinds={FURTHER} change={change} />
      <label>
        {w.other}
        <textarea
          autoComplete="off"
          maxLength={500}
          rows={2}
          value={draft.otherServices}
          onChange={(event) => change({ otherServices: event.target.value })}
        />
      </label>
      <h2>{w.publicity}</h2>
      {publicity.map(([name, label]) => (
        <FieldStepper
          key={name}
          label={label}
          words={{ more: w.moreOf(label), less: w.lessOf(label) }}
          value={draft[name]}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      <h2>{w.money}</h2>
      {money.map(([name, label]) => (
        <label key={name}>
          {label}
          <input
            autoComplete="off"
            inputMode="decimal"
            maxLength={10}
            value={draft[name]}
            onChange={(event) => change({ [name]: event.target.value })}
          />
        </label>
      ))}
    </details>
  )
}

/** Hands a day in: sealed on the disk when this returns. */
function useHandIn(duty: FieldDay, onDone: () => void) {
  const { unlocked, around, runner, withCard } = usePhone()
  const { language } = usePreferences()
  const w = useWords(fieldWords)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const handIn = async (draft: FieldDraft, submit: boolean): Promise<void> => {
    setBusy(true)
    setRefusal(null)
    const at = new Date(around.now()).toISOString()
    try {
      const shown = await withCard(cardOfDraft(draft, duty, { submit, at }))
      await record(
        unlocked,
        around,
        {
          endpoint: saveDayCard,
          input: {
            params: { regionId: duty.regionId, id: draft.cardId },
            query: { version: draft.version, submit: submit ? 'yes' : 'no' },
            body: inputOf(draft, duty, at),
          },
        },
        {
          line: `${dayWords(duty.day, language, duty.day.slice(0, 4))} ${duty.unit.name}`,
          draft: draftKey(duty),
          photos: { cardId: draft.cardId, named: (draft.photos ?? []).map((photo) => photo.sha256) },
          ...shown.keep,
        },
      )
      if (draft.replaces) await withdraw(unlocked, draft.replaces, w.mended).catch(() => undefined)
      shown.show()
      runner.wake()
      onDone()
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      setRefusal(error.refusal)
    } finally {
      setBusy(false)
    }
  }
  return { handIn, refusal, busy }
}

export function FieldCard({
  duty,
  paper,
  onClose,
}: {
  duty: FieldDay
  /** The id of the printed card that is typed in. */
  paper?: string | undefined
  onClose: (said?: string) => void
}) {
  const w = useWords(fieldWords)
  const { language } = usePreferences()
  const { bundle } = usePhone()
  const { draft, change, settle, card } = useDraft(duty, paper)
  const signedIn = useSigned(duty)
  const [checking, setChecking] = useState(false)
  const { handIn, refusal, busy } = useHandIn(duty, () => onClose(w.saved))
  if (!draft) return <p className="f-quiet-words">{w.opening}</p>
  const closed = card?.status === 'confirmed'
  const questions = questionsAbout(
    {
      ...duty,
      activities: inputOf(draft, duty, null).activities.map(({ kind, count, participants = 0 }) => ({
        kind,
        count,
        participants,
        title: '',
        online: false,
      })),
      homeVisits: draft.homeVisits,
      beneficiaries: draft.beneficiaries.map((one) => ({
        phone: one.phone || null,
        mayCall: mayKeepPhone(one.consents),
      })),
      otherServices: draft.otherServices,
    },
    {
      today: bundle?.today ?? duty.day,
      workday: bundle?.restDays ? !bundle.restDays.includes(duty.day) : null,
      signedIn,
      others: (bundle?.cards ?? []).filter((one) => one.practitioner.id === duty.practitioner.id),
    },
  )
  if (checking)
    return (
      <FieldSummary
        duty={duty}
        draft={draft}
        questions={questions}
        refusal={refusal}
        busy={busy}
        onAnswer={(code, text) => change({ answers: { ...draft.answers, [code]: text } })}
        onBack={() => setChecking(false)}
        onSend={() => void settle().then(() => handIn(draft, true))}
      />
    )
  return (
    <form
      className="f-page"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        setChecking(true)
      }}
    >
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.back} onClick={() => onClose()}>
          ‹
        </button>
        <div>
          <h1>{dayWords(duty.day, language, duty.day.slice(0, 4))}</h1>
          <p>{duty.unit.name}</p>
        </div>
      </header>
      {closed ? <p className="f-note">{w.closed}</p> : null}
      {paper && draft.version > 0 ? (
        <p className="f-note">{draft.cardId === paper ? w.paper.typedIn : w.paper.recorded}</p>
      ) : null}
      <fieldset className="f-plain" disabled={closed}>
        <section className="f-block">
          <h2>{w.done}</h2>
          <Counts draft={draft} kinds={FIRST} signed={signedIn} change={change} />
        </section>
        <HomeVisitList visits={draft.homeVisits} onChange={(homeVisits) => change({ homeVisits })} />
        <BeneficiaryList
          people={draft.beneficiaries}
          onChange={(beneficiaries) => change({ beneficiaries })}
        />
        <FieldPhotos
          at={{ regionId: duty.regionId, cardId: draft.cardId }}
          photos={draft.photos ?? []}
          onChange={(to) => change((now) => ({ photos: to(now.photos ?? []) }))}
        />
        <Further draft={draft} change={change} />
      </fieldset>
      {card ? (
        <FieldWithdrawals
          card={card}
          onWithdrawn={(id, purposes) =>
            change({
              beneficiaries: draft.beneficiaries.map((one) =>
                one.id === id ? withoutPurposes(one, purposes) : one,
              ),
            })
          }
        />
      ) : null}
      {closed ? null : (
        <div className="f-foot">
          <button type="button" className="f-second" onClick={() => onClose(w.draftKept)}>
            {w.keepDraft}
          </button>
          <button type="submit" className="f-first">
            {w.check}
          </button>
        </div>
      )}
    </form>
  )
}
