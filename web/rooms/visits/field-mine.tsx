// 我的: what was not accepted and why, what this phone has recorded, how it looks, and leaving it.
import { useEffect, useState } from 'react'
import type { DayCardInput } from '../../../contract/visits.ts'
import type { FieldBundle } from '../../../contract/visits-field.ts'
import { exportSealed } from '../../offline/backup.ts'
import { type HistoryLine, type RefusedOp, readHistory, refusedOps, withdraw } from '../../offline/outbox.ts'
import { dropRefusedPhoto, type RefusedPhoto, refusedPhotos } from '../../offline/photos.ts'
import { saveDraft, type Unlocked } from '../../offline/store.ts'
import { countUnsent } from '../../offline/vault-leave.ts'
import { readVault } from '../../offline/vault-rows.ts'
import { momentWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { draftKey, draftOfInput, type FieldDay } from './field-draft.ts'
import { linesOf } from './field-lines.ts'
import { usePhone, useSync } from './field-phone.tsx'
import { FieldPositionSwitch } from './field-position-switch.tsx'
import { fieldWords } from './field-words.ts'

/** What was entered here, and what the desk has of the same day; both are kept, a person decides. */
function TwoVersions({ op }: { op: RefusedOp }) {
  const words = useWords(fieldWords)
  const { language } = usePreferences()
  const { bundle } = usePhone()
  if (op.call !== 'saveDayCard' || !op.mine) return null
  const mine = op.mine.body as DayCardInput
  const theirs = bundle?.cards.find(
    (card) =>
      card.day === mine.day && card.unit.id === mine.unitId && card.practitioner.id === mine.practitionerId,
  )
  const versions = [
    [words.mineWas, linesOf(mine, { words, language })],
    [words.theirsIs, theirs ? linesOf(theirs, { words, language }) : [words.theirsNone]],
  ] as const
  return (
    <div className="f-two">
      {versions.map(([title, lines]) => (
        <section key={title}>
          <h3>{title}</h3>
          <ul className="f-lines">
            {(lines.length ? lines : [words.nothingDone]).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** The day of an act that was not accepted: its duty, or a day off the roster at a unit this phone knows. */
function dayOf(bundle: FieldBundle | null, op: RefusedOp): FieldDay | null {
  if (op.call !== 'saveDayCard' || !op.mine) return null
  const { dutyId, unitId, practitionerId, day, half } = op.mine.body as DayCardInput
  const planned = bundle?.duties.find((duty) => duty.dutyId === dutyId)
  if (planned) return planned
  const like = bundle?.duties.find(
    (duty) => duty.unit.id === unitId && duty.practitioner.id === practitionerId,
  )
  return like ? { ...like, dutyId, day, half } : null
}

type Open = { onOpen: (day: FieldDay) => void }

function RefusedCard({ op, onGone, onOpen }: Open & { op: RefusedOp; onGone: () => void }) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { unlocked, bundle } = usePhone()
  const [why, setWhy] = useState('')
  const day = dayOf(bundle, op)
  /** What was entered goes back into the card, on top of what the server has of it by now. */
  const mend = async (to: FieldDay): Promise<void> => {
    const cardId = String(op.mine?.params.id)
    const theirs = bundle?.cards.find((card) => card.id === cardId)
    const version = theirs?.version ?? 0
    const draft = draftOfInput(op.mine?.body as DayCardInput, { opId: op.id, cardId, version })
    await saveDraft(unlocked, draftKey(to), draft)
    onOpen(to)
  }
  const giveUp = async (): Promise<void> => {
    await withdraw(unlocked, op.id, why)
    onGone()
  }
  return (
    <article className="f-duty">
      <h2>{op.line}</h2>
      {op.problem ? (
        <p className="f-alert">
          {pick(op.problem.zh, op.problem.en)} {pick(op.problem.remedyZh, op.problem.remedyEn)}
        </p>
      ) : null}
      <TwoVersions op={op} />
      {day ? (
        <button type="button" className="f-first wide" onClick={() => void mend(day)}>
          {w.mend}
        </button>
      ) : null}
      <label>
        {w.giveUpWhy}
        <input
          autoComplete="off"
          maxLength={200}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </label>
      <button type="button" className="f-second wide" disabled={!why.trim()} onClick={() => void giveUp()}>
        {w.giveUp}
      </button>
    </article>
  )
}

function RefusedPicture({ picture, onGone }: { picture: RefusedPhoto; onGone: () => void }) {
  const w = useWords(fieldWords)
  const pick = usePick()
  const { unlocked } = usePhone()
  const { problem } = picture
  return (
    <article className="f-duty">
      <h2>{w.photoRefused}</h2>
      {problem ? (
        <p className="f-alert">
          {pick(problem.zh, problem.en)} {pick(problem.remedyZh, problem.remedyEn)}
        </p>
      ) : null}
      <button
        type="button"
        className="f-second wide"
        onClick={() => void dropRefusedPhoto(unlocked, picture.key).then(onGone)}
      >
        {w.remove}
      </button>
    </article>
  )
}

function useLists() {
  const { unlocked } = usePhone()
  const { pending, refused, photos } = useSync()
  const [pictures, setPictures] = useState<RefusedPhoto[]>([])
  const [lines, setLines] = useState<HistoryLine[]>([])
  const [turned, setTurned] = useState<RefusedOp[]>([])
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts and the round say that the lists have changed
  useEffect(() => {
    void readHistory(unlocked).then(setLines)
    void refusedOps(unlocked).then(setTurned)
    void refusedPhotos(unlocked).then(setPictures)
  }, [unlocked, pending, refused, photos, round])
  return { lines, turned, pictures, again: () => setRound((now) => now + 1) }
}

/** Hands the person the file; nothing leaves the phone by itself. */
async function saveBackup(unlocked: Unlocked): Promise<void> {
  const blob = await exportSealed(unlocked, await readVault(unlocked.accountId))
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = `xunzhen-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export function FieldMine({ onOpen }: Open) {
  const w = useWords(fieldWords)
  const { bundle, unlocked, leave } = usePhone()
  const { large, change } = usePreferences()
  const { lastSuccessAt } = useSync()
  const { lines, turned, pictures, again } = useLists()
  const [asking, setAsking] = useState<string | null>(null)
  const ask = async (): Promise<void> => {
    const { ops, drafts, photos } = await countUnsent(unlocked.accountId)
    const unsent = ops + drafts + photos
    setAsking(unsent ? w.leaveUnsent(unsent) : w.leaveSure)
  }
  return (
    <>
      <p className="f-over">
        <b>{bundle?.account.name}</b>{' '}
        {lastSuccessAt ? (
          <span className="f-quiet-words">{w.lastSent(momentWords(lastSuccessAt))}</span>
        ) : null}
      </p>
      {turned.length ? (
        <section>
          <h2 className="f-over">{w.refusedTitle}</h2>
          {turned.map((op) => (
            <RefusedCard key={op.id} op={op} onGone={again} onOpen={onOpen} />
          ))}
        </section>
      ) : null}
      {pictures.map((picture) => (
        <RefusedPicture key={picture.key} picture={picture} onGone={again} />
      ))}
      <section>
        <h2 className="f-over">{w.history}</h2>
        <ul className="f-list">
          {lines.map((line) => (
            <li key={line.id}>
              {line.line} <span className="f-quiet-words">{w.states[line.state]}</span>
            </li>
          ))}
        </ul>
      </section>
      <FieldPositionSwitch />
      <section className="f-block">
        <label className="f-check">
          <input
            type="checkbox"
            checked={large}
            onChange={(event) => change({ large: event.target.checked })}
          />
          {w.largeType}
        </label>
        <p className="f-quiet-words">{w.backupNote}</p>
        <button type="button" className="f-second wide" onClick={() => void saveBackup(unlocked)}>
          {w.backup}
        </button>
        {asking ? (
          <div role="alertdialog" aria-label={w.leave}>
            <p>{asking}</p>
            <div className="f-foot">
              <button type="button" className="f-second" onClick={() => setAsking(null)}>
                {w.cancel}
              </button>
              <button type="button" className="f-first" onClick={leave}>
                {w.yes}
              </button>
            </div>
          </div>
        ) : (
          <button type="button" className="f-second wide" onClick={() => void ask()}>
            {w.leave}
          </button>
        )}
      </section>
    </>
  )
}
