// The doctor's own card on the phone: read it, change it, agree, withdraw; a withdrawal goes without a network too (PUB-1).
import { useCallback, useEffect, useState } from 'react'
import {
  consentToExpertCard,
  type ExpertCard,
  getMyExpertCard,
  saveExpertCard,
  withdrawExpertConsent,
} from '../../../contract/publicity-experts.ts'
import { type CardPurpose, MOST_GOOD_AT, MOST_INTRODUCTION } from '../../../domain/people/expert-cards.ts'
import { record } from '../../offline/outbox.ts'
import { CallRefused, call } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { usePhone, useSync } from '../visits/door.ts'
import { actWords, expertWords } from './expert-words.ts'

const asks = ({ state }: ExpertCard): boolean => state === 'asked' || state === 'changed'

/** What the server has of the card; null until it was read. Read anew whenever everything was sent. */
function useMyCard() {
  const pick = usePick()
  const { pending, online } = useSync()
  const [card, setCard] = useState<ExpertCard | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    if (pending > 0 || !online) return
    let gone = false
    call(getMyExpertCard, {}).then(
      (read) => {
        if (!gone) setCard(read)
      },
      // no network after all: the page says so
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [pending, online])
  const act = useCallback(
    async (work: () => Promise<ExpertCard>): Promise<boolean> => {
      setProblem('')
      try {
        setCard(await work())
        return true
      } catch (error) {
        if (!(error instanceof CallRefused)) throw error
        const { zh, en, remedyZh, remedyEn } = error.refusal
        setProblem(`${pick(zh, en)} ${pick(remedyZh, remedyEn)}`)
        return false
      }
    },
    [pick],
  )
  return { card, setCard, problem, act }
}

function Shown({ card, version }: { card: ExpertCard; version: number | null }) {
  const w = useWords(expertWords)
  const text = card.versions.find((one) => one.version === version)
  return (
    <>
      <p>
        <b>{card.nameShown ? card.name : card.shortName}</b> {card.title} · {card.specialty}
      </p>
      {text?.goodAt ? <p>{w.goodAtOf(text.goodAt)}</p> : null}
      <p className={text ? '' : 'f-quiet-words'}>{text ? text.introduction : w.noIntroduction}</p>
    </>
  )
}

function Editor({
  card,
  onSave,
  onClose,
}: {
  card: ExpertCard
  onSave: (text: { introduction: string; goodAt: string }) => void
  onClose: () => void
}) {
  const w = useWords(expertWords)
  const newest = card.versions[0]
  const [introduction, setIntroduction] = useState(newest?.introduction ?? '')
  const [goodAt, setGoodAt] = useState(newest?.goodAt ?? '')
  return (
    <form
      className="f-block"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        onSave({ introduction, goodAt })
      }}
    >
      <label>
        {w.goodAt}
        <input
          autoComplete="off"
          maxLength={MOST_GOOD_AT}
          value={goodAt}
          onChange={(event) => setGoodAt(event.target.value)}
        />
      </label>
      <label>
        {w.introduction}
        <textarea
          autoComplete="off"
          rows={6}
          maxLength={MOST_INTRODUCTION}
          value={introduction}
          onChange={(event) => setIntroduction(event.target.value)}
        />
      </label>
      <p className="f-quiet-words">{w.introductionHint}</p>
      <div className="f-foot">
        <button type="button" className="f-second" onClick={onClose}>
          {w.cancel}
        </button>
        <button type="submit" className="f-first" disabled={!introduction.trim()}>
          {w.saveAgree}
        </button>
      </div>
    </form>
  )
}

/** One question before what cannot be unseen is at least not shown any more. */
function Withdrawals({ card, onWithdraw }: { card: ExpertCard; onWithdraw: (purpose: CardPurpose) => void }) {
  const w = useWords(expertWords)
  const [sure, setSure] = useState<CardPurpose | null>(null)
  if (sure)
    return (
      <div role="alertdialog" aria-label={sure === 'name' ? w.withdrawName : w.withdrawCard}>
        <p>{sure === 'name' ? w.withdrawSureName : w.withdrawSureCard}</p>
        <div className="f-foot">
          <button type="button" className="f-second" onClick={() => setSure(null)}>
            {w.cancel}
          </button>
          <button
            type="button"
            className="f-first"
            onClick={() => {
              setSure(null)
              onWithdraw(sure)
            }}
          >
            {w.yes}
          </button>
        </div>
      </div>
    )
  return (
    <>
      {card.shownVersion !== null ? (
        <button type="button" className="f-second wide" onClick={() => setSure('introduction')}>
          {w.withdrawCard}
        </button>
      ) : null}
      {card.nameShown ? (
        <button type="button" className="f-second wide" onClick={() => setSure('name')}>
          {w.withdrawName}
        </button>
      ) : null}
    </>
  )
}

function useDoings({ card, setCard, act }: ReturnType<typeof useMyCard>, say: (words: string) => void) {
  const w = useWords(expertWords)
  const { unlocked, around, runner } = usePhone()
  const { online } = useSync()
  const agree = async (of: ExpertCard): Promise<void> => {
    const waits = of.newestVersion > 0 && of.state !== 'shown'
    const body = waits
      ? {
          purpose: 'introduction' as const,
          cardVersion: of.newestVersion,
          wordingVersion: of.wordings.introduction.version,
        }
      : { purpose: 'name' as const, wordingVersion: of.wordings.name.version }
    if (await act(() => call(consentToExpertCard, { body }))) say(w.agreed)
  }
  const save = (of: ExpertCard, text: { introduction: string; goodAt: string }): Promise<boolean> =>
    act(() =>
      call(saveExpertCard, {
        params: { id: of.practitionerId },
        body: { ...text, after: of.newestVersion },
      }),
    )
  const withdraw = async (purpose: CardPurpose): Promise<void> => {
    if (!card) return
    await record(
      unlocked,
      around,
      {
        endpoint: withdrawExpertConsent,
        input: { params: { id: card.practitionerId }, body: { purpose } },
      },
      { line: purpose === 'name' ? w.withdrawName : w.withdrawCard },
    )
    setCard({
      ...card,
      nameShown: purpose === 'name' ? false : card.nameShown,
      shownVersion: null,
      state: card.newestVersion ? 'withdrawn' : 'none',
    })
    say(online ? w.withdrawn : w.withdrawnLater)
    runner.wake()
  }
  return { agree, save, withdraw }
}

function Acts({ card }: { card: ExpertCard }) {
  const w = useWords(expertWords)
  return (
    <details className="f-block">
      <summary>{w.history}</summary>
      <ul className="f-list">
        {card.acts.map((one) => (
          <li key={one.id}>
            {actWords(w, one)} {one.cardVersion ? w.seenOf(one.cardVersion) : ''}{' '}
            <span className="f-quiet-words">
              {momentWords(one.at)} · {w.ways[one.way]}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function FieldExpertCard({ onClose }: { onClose: () => void }) {
  const w = useWords(expertWords)
  const pick = usePick()
  const mine = useMyCard()
  const [said, setSaid] = useState('')
  const [editing, setEditing] = useState(false)
  const { agree, save, withdraw } = useDoings(mine, setSaid)
  const { card, problem } = mine
  const waits = card && card.newestVersion > 0 && card.state !== 'shown'
  const wording = card ? card.wordings[waits ? 'introduction' : 'name'] : null
  return (
    <div className="f-page">
      <header className="f-head">
        <button type="button" className="f-back" aria-label={w.back} onClick={onClose}>
          ‹
        </button>
        <div>
          <h1>{w.mine}</h1>
          <p>{card ? w.states[card.state] : ''}</p>
        </div>
      </header>
      {said ? <output className="f-said">{said}</output> : null}
      {problem ? (
        <p className="f-alert" role="alert">
          {problem}
        </p>
      ) : null}
      {card ? null : <p className="f-note">{w.needsNetwork}</p>}
      {card ? (
        <>
          {editing ? (
            <Editor
              card={card}
              onClose={() => setEditing(false)}
              onSave={(text) =>
                void save(card, text).then((done) => {
                  if (!done) return
                  setEditing(false)
                  setSaid(w.savedOwn)
                })
              }
            />
          ) : (
            <section className="f-block">
              {waits ? (
                <>
                  <h2 className="f-over">
                    {card.state === 'withdrawn' ? w.seenOf(card.newestVersion) : w.draft(card.newestVersion)}
                  </h2>
                  <Shown card={{ ...card, nameShown: true }} version={card.newestVersion} />
                </>
              ) : null}
              <button type="button" className="f-second wide" onClick={() => setEditing(true)}>
                {card.newestVersion ? w.edit : w.writeFirst}
              </button>
              {wording && (waits || !card.nameShown) ? (
                <>
                  <h2 className="f-over">{w.consentTitle}</h2>
                  <p>{pick(wording.zh, wording.en)}</p>
                  <button type="button" className="f-first wide" onClick={() => void agree(card)}>
                    {waits ? w.agree(card.newestVersion) : w.agreeName}
                  </button>
                </>
              ) : null}
            </section>
          )}
          <section className="f-block">
            <h2 className="f-over">{w.seen}</h2>
            <Shown card={card} version={card.shownVersion} />
            <Withdrawals card={card} onWithdraw={(purpose) => void withdraw(purpose)} />
          </section>
          <p className="f-quiet-words">{w.ground}</p>
          <Acts card={card} />
        </>
      ) : null}
    </div>
  )
}

/** In 我的: how the card stands; in 今天 only while somebody waits for her answer. */
export function FieldExpertLine({ always, onOpen }: { always: boolean; onOpen: () => void }) {
  const w = useWords(expertWords)
  const { card } = useMyCard()
  if (!always && !(card && asks(card))) return null
  return (
    <section className={always ? 'f-block' : 'f-block f-asks'}>
      <p>
        <b>{always ? w.mine : w.teaser}</b>{' '}
        {always && card ? <span className="f-quiet-words">{w.states[card.state]}</span> : null}
      </p>
      <button type="button" className="f-second wide" onClick={onOpen}>
        {always ? w.open : w.look}
      </button>
    </section>
  )
}
