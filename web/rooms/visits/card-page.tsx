// One day card: filled in, saved as a draft or submitted, its questions answered; what was typed survives a conflict.

import { useQueryClient } from '@tanstack/react-query'
import { Link, useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Input } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { getToday } from '../../../contract/reports.ts'
import { type DayCardView, getDayCard, listDayCards, saveDayCard } from '../../../contract/visits.ts'
import { findPaperCard } from '../../../contract/visits-paper.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { CallRefused, call } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AttendancePanel } from './attendance-panel.tsx'
import { ConfirmOrReturn, DuplicateNotice } from './card-acts.tsx'
import { CardCompare } from './card-compare.tsx'
import { type Draft, draftOf, emptyDraft, inputOf, type Start } from './card-draft.ts'
import { CardForm } from './card-form.tsx'
import { CardHead } from './card-head.tsx'
import { CardPhotos, useNewPhotos } from './card-photos.tsx'
import { CardState } from './cards-page.tsx'
import { visitWords } from './words.ts'
import './visits.css'

type Search = {
  duty?: string
  day?: string
  unit?: string
  doctor?: string
  half?: Start['half']
  new?: number
}
type EditorProps = { regionId: string; id: string; saved: DayCardView | null; first: Draft }

/** The save's own state: what was refused, and the newest card when somebody else saved meanwhile. */
function useSaving(regionId: string, id: string, onSaved: (card: DayCardView, submitted: boolean) => void) {
  const [conflict, setConflict] = useState<DayCardView | null>(null)
  const save = useAct(saveDayCard, [listDayCards, getToday, findPaperCard])
  const run = useCallback(
    (draft: Draft, version: number, submit: boolean): void => {
      setConflict(null)
      save.mutate(
        { params: { regionId, id }, query: { version, submit: submit ? 'yes' : 'no' }, body: inputOf(draft) },
        {
          onSuccess: (card) => onSaved(card, submit),
          onError: (error) => {
            if (error instanceof CallRefused && error.refusal.code === 'changed-meanwhile')
              void call(getDayCard, { params: { regionId, id } })
                .then(setConflict)
                .catch(() => undefined)
          },
        },
      )
    },
    [save, regionId, id, onSaved],
  )
  return {
    run,
    pending: save.isPending,
    error: conflict ? null : save.error,
    conflict,
    settle: () => setConflict(null),
  }
}

function Questions({
  card,
  draft,
  disabled,
  onChange,
  onSave,
}: {
  card: DayCardView
  draft: Draft
  disabled: boolean
  onChange: (draft: Draft) => void
  onSave: () => void
}) {
  const w = useWords(visitWords)
  const pick = usePick()
  if (card.questions.length === 0) return null
  return (
    <Panel title={w.asked} note={w.askedNote} className="questions">
      {card.questions.map((q) => (
        <div className="question" key={q.code}>
          <p>
            <b>{pick(q.zh, q.en)}</b> <span className="quiet">{pick(q.remedyZh, q.remedyEn)}</span>
          </p>
          <Input
            aria-label={`${w.answer}：${pick(q.zh, q.en)}`}
            placeholder={w.answer}
            maxLength={300}
            disabled={disabled}
            value={draft.answers[q.code] ?? ''}
            onChange={(e) => onChange({ ...draft, answers: { ...draft.answers, [q.code]: e.target.value } })}
          />
        </div>
      ))}
      {disabled ? null : <Button onClick={onSave}>{w.saveAnswers}</Button>}
    </Panel>
  )
}

function ConflictPanel({
  theirs,
  mine,
  onOverwrite,
  onTake,
}: {
  theirs: DayCardView
  mine: Draft
  onOverwrite: () => void
  onTake: () => void
}) {
  const w = useWords(visitWords)
  return (
    <Alert
      className="gap-below"
      type="warning"
      showIcon
      role="alert"
      title={w.conflict}
      description={
        <>
          <p>{w.conflictNote}</p>
          <CardCompare left={draftOf(theirs)} right={mine} names={[w.theirs, w.mine]} />
          <div className="row gap-above">
            <Button type="primary" onClick={onOverwrite}>
              {w.overwrite}
            </Button>
            <Button onClick={onTake}>{w.takeTheirs}</Button>
          </div>
        </>
      }
    />
  )
}

/** Ctrl+S saves, Ctrl+Enter submits, from anywhere on the page. */
function useShortcuts(save: () => void, submit: () => void, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return
    const onKey = (e: KeyboardEvent): void => {
      if (!e.ctrlKey && !e.metaKey) return
      if (e.key !== 's' && e.key !== 'Enter') return
      e.preventDefault()
      if (e.key === 's') save()
      else submit()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [save, submit, enabled])
}

function Editor({ regionId, id, saved, first }: EditorProps) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const may = useMay()
  const say = useNotice()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [seen, setSeen] = useState(saved)
  const [card, setCard] = useState(saved)
  const [draft, setDraft] = useState(first)
  const [dirty, setDirty] = useState(false)
  const { photos: fresh, send, left } = useNewPhotos(regionId, id)
  const [lost, setLost] = useState<Error | null>(null)
  const take = useCallback((next: DayCardView): void => {
    setCard(next)
    setDraft(draftOf(next))
    setDirty(false)
  }, [])
  // A card confirmed, returned or merged here comes back through the query.
  if (saved && saved !== seen && !dirty) {
    setSeen(saved)
    setCard(saved)
    setDraft(draftOf(saved))
  }
  const unsaved = dirty || left > 0
  useBlocker({ shouldBlockFn: () => unsaved && !window.confirm(common.leave), enableBeforeUnload: unsaved })
  const onSaved = useCallback(
    (next: DayCardView, submitted: boolean): void => {
      // Whoever adds an answer to a card already handed in is told that it is saved, not that it is handed in.
      const handedIn = submitted && next.status === 'submitted' && card?.status !== 'submitted'
      take(next)
      client.setQueryData([getDayCard.id, { params: { regionId, id } }], next)
      say(handedIn ? w.submitted : w.saved)
      setLost(null)
      void send(next).then(() => client.invalidateQueries({ queryKey: [getDayCard.id] }), setLost)
    },
    [take, say, w, client, regionId, id, card?.status, send],
  )
  // Once saved, the card has an address of its own, without the duty it was begun from.
  useEffect(() => {
    if (card && !saved && !dirty)
      void navigate({
        to: '/cards/$regionId/$id',
        params: { regionId, id },
        search: {} as never,
        replace: true,
      })
  }, [card, saved, dirty, navigate, regionId, id])
  const saving = useSaving(regionId, id, onSaved)
  const closed = card?.status === 'confirmed' || card?.status === 'merged'
  const disabled = closed || !may('dayCard.write')
  const ready = Boolean(draft.unitId && draft.practitionerId && draft.day)
  const change = (next: Draft): void => {
    setDraft(next)
    setDirty(true)
  }
  const write = (submit: boolean): void => {
    if (!disabled && ready && !saving.pending) saving.run(draft, card?.version ?? 0, submit)
  }
  useShortcuts(
    () => write(false),
    () => write(true),
    !disabled,
  )
  return (
    <Page
      title={
        <span className="row">
          {w.card} {card ? <CardState status={card.status} /> : null}
        </span>
      }
      note={card ? w.updated(momentWords(card.updatedAt)) : w.noFuture}
      actions={<Link to="/cards">{w.back}</Link>}
    >
      {closed ? (
        <Alert
          className="gap-below"
          type="info"
          showIcon
          title={card.status === 'merged' ? w.mergedNote : w.closed}
        />
      ) : null}
      {card ? <DuplicateNotice card={card} /> : null}
      {saving.conflict ? (
        <ConflictPanel
          theirs={saving.conflict}
          mine={draft}
          onOverwrite={() => saving.conflict && saving.run(draft, saving.conflict.version, false)}
          onTake={() => {
            if (saving.conflict) take(saving.conflict)
            saving.settle()
          }}
        />
      ) : null}
      <CardHead
        draft={draft}
        fixed={draft.dutyId !== null || card !== null}
        disabled={disabled}
        regionId={regionId}
        onChange={change}
        names={
          card
            ? {
                unit: card.unit.name,
                doctor: `${card.practitioner.name} ${card.practitioner.title} ${card.practitioner.specialty} · ${card.practitioner.hospital}`,
              }
            : null
        }
      />
      {card ? (
        <Questions
          card={card}
          draft={draft}
          disabled={disabled}
          onChange={change}
          onSave={() => write(card.status === 'submitted')}
        />
      ) : null}
      <CardForm draft={draft} onChange={change} disabled={disabled} regionId={regionId} />
      <CardPhotos
        place={{ regionId, id, fresh }}
        photos={draft.photos}
        left={left}
        onChange={
          disabled
            ? null
            : (to) => {
                setDraft((now) => ({ ...now, photos: to(now.photos) }))
                setDirty(true)
              }
        }
      />
      <ProblemAlert error={lost} className="gap-below" />
      {draft.dutyId ? (
        <AttendancePanel
          regionId={regionId}
          dutyId={draft.dutyId}
          draft={draft}
          disabled={disabled}
          onChange={change}
        />
      ) : null}
      <div className="card-foot">
        {disabled ? null : (
          <>
            <Button
              type={card?.status === 'submitted' && !dirty ? 'default' : 'primary'}
              size="large"
              disabled={!ready}
              loading={saving.pending}
              onClick={() => write(true)}
            >
              {w.submit}
            </Button>
            <Button size="large" disabled={!ready || saving.pending} onClick={() => write(false)}>
              {w.saveDraft}
            </Button>
          </>
        )}
        {card ? <ConfirmOrReturn card={card} dirty={dirty} /> : null}
        {disabled && !closed ? <span className="quiet">{w.mayNot}</span> : null}
        <ProblemAlert error={saving.error} className="grow" />
      </div>
    </Page>
  )
}

export function CardPage() {
  const { regionId, id } = useParams({ strict: false }) as { regionId: string; id: string }
  const search = useSearch({ strict: false }) as Search
  const { programmeId } = useWorkplace()
  const me = useMe()
  const fresh = search.duty !== undefined || search.new !== undefined
  const query = useCall(getDayCard, { params: { regionId, id } }, { enabled: !fresh })
  if (fresh) {
    const start: Start = {
      programmeId,
      dutyId: search.duty ?? null,
      unitId: search.unit ?? '',
      practitionerId: search.doctor ?? me.practitionerId ?? '',
      day: search.day ?? me.today,
      half: search.half ?? 'day',
    }
    return <Editor key={id} regionId={regionId} id={id} saved={null} first={emptyDraft(start)} />
  }
  return (
    <Loaded query={query} rows={12}>
      {(card) => <Editor key={id} regionId={regionId} id={id} saved={card} first={draftOf(card)} />}
    </Loaded>
  )
}
