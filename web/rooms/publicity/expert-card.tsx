// One expert's card at the desk: what residents see, the text that waits, its acts; for her hospital and for herself (PUB-1).
import { Button, DatePicker, Form, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  consentToExpertCard,
  type ExpertCard,
  getExpertCard,
  getMyExpertCard,
  listExpertCards,
  recordExpertConsent,
  saveExpertCard,
  withdrawExpertConsent,
} from '../../../contract/publicity-experts.ts'
import { ROLE_NAMES, type Role } from '../../../domain/access/roles.ts'
import { type CardPurpose, MOST_GOOD_AT, MOST_INTRODUCTION } from '../../../domain/people/expert-cards.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { momentWords } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay, useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { actWords, expertWords } from './expert-words.ts'
import './publicity.css'

const REFRESH = [getExpertCard, getMyExpertCard, listExpertCards]
export const CARD_TONES: Record<ExpertCard['state'], Tone> = {
  none: 'plain',
  asked: 'due',
  shown: 'done',
  changed: 'due',
  withdrawn: 'plain',
}
type Version = ExpertCard['versions'][number]

function useRoleName(): (role: string) => string {
  const { language } = usePreferences()
  return (role) => ROLE_NAMES[role as Role]?.[language] ?? role
}

function Text({ card, version }: { card: ExpertCard; version: Version | undefined }) {
  const w = useWords(expertWords)
  return (
    <div className="expert-text">
      <p>
        <b>{card.nameShown ? card.name : card.shortName}</b> {card.title}
        <span className="quiet">
          {' '}
          {card.specialty} · {card.hospital}
        </span>
      </p>
      {version ? (
        <>
          {version.goodAt ? <p>{w.goodAtOf(version.goodAt)}</p> : null}
          <p>{version.introduction}</p>
        </>
      ) : (
        <p className="quiet">{w.noIntroduction}</p>
      )}
    </div>
  )
}

type Values = { introduction: string; goodAt: string }

function WriteDialog({ card, onClose }: { card: ExpertCard; onClose: () => void }) {
  const w = useWords(expertWords)
  const say = useNotice()
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const newest = card.versions[0]
  const save = useAct(saveExpertCard, REFRESH, () => {
    say(me.role === 'doctor' ? w.savedOwn : w.saved)
    onClose()
  })
  return (
    <EditDialog<Values>
      title={`${newest ? w.write : w.writeFirst}：${card.name}`}
      form={form}
      first={{ introduction: newest?.introduction ?? '', goodAt: newest?.goodAt ?? '' }}
      busy={save.isPending}
      error={save.error}
      onSend={({ introduction, goodAt }) =>
        save.mutate({
          params: { id: card.practitionerId },
          body: { introduction, goodAt: goodAt ?? '', after: card.newestVersion },
        })
      }
      onClose={onClose}
    >
      <Form.Item label={w.goodAt} name="goodAt" extra={w.goodAtHint}>
        <Input maxLength={MOST_GOOD_AT} showCount autoComplete="off" />
      </Form.Item>
      <Form.Item
        label={w.introduction}
        name="introduction"
        extra={w.introductionHint}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea maxLength={MOST_INTRODUCTION} showCount rows={5} autoComplete="off" />
      </Form.Item>
      <p className="quiet">{w.saveNote}</p>
    </EditDialog>
  )
}

function PaperDialog({ card, onClose }: { card: ExpertCard; onClose: () => void }) {
  const w = useWords(expertWords)
  const say = useNotice()
  const [form] = Form.useForm<{ signedOn: dayjs.Dayjs; note?: string }>()
  const record = useAct(recordExpertConsent, REFRESH, () => {
    say(w.recorded)
    onClose()
  })
  return (
    <EditDialog
      title={`${w.paper}：${card.name}`}
      form={form}
      busy={record.isPending}
      error={record.error}
      onClose={onClose}
      onSend={({ signedOn, note }) =>
        record.mutate({
          params: { id: card.practitionerId },
          body: {
            way: 'paper',
            purpose: 'introduction',
            cardVersion: card.newestVersion,
            wordingVersion: card.wordings.introduction.version,
            signedOn: signedOn.format('YYYY-MM-DD'),
            note: note ?? '',
          },
        })
      }
    >
      <p>{w.paperNote}</p>
      <Text card={card} version={card.versions[0]} />
      <Form.Item label={w.signedOn} name="signedOn" rules={[{ required: true }]}>
        <DatePicker disabledDate={(day) => day.isAfter(dayjs())} />
      </Form.Item>
      <Form.Item label={w.paperWhere} name="note">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

/** A withdrawal by herself is one question; by somebody for her, with how she asked. */
function WithdrawDialog({
  card,
  purpose,
  onClose,
}: {
  card: ExpertCard
  purpose: CardPurpose
  onClose: () => void
}) {
  const w = useWords(expertWords)
  const me = useMe()
  const say = useNotice()
  const title = purpose === 'name' ? w.withdrawName : w.withdrawCard
  const sure = purpose === 'name' ? w.withdrawSureName : w.withdrawSureCard
  const withdraw = useAct(withdrawExpertConsent, REFRESH, () => {
    say(w.withdrawn)
    onClose()
  })
  const go = (note: string): void =>
    withdraw.mutate({ params: { id: card.practitionerId }, body: { purpose, note } })
  if (me.role !== 'doctor')
    return (
      <ReasonDialog
        open
        danger
        title={`${w.withdrawFor}：${card.name}`}
        note={sure}
        label={w.withdrawForHint}
        confirm={title}
        busy={withdraw.isPending}
        error={withdraw.error}
        onCancel={onClose}
        onConfirm={go}
      />
    )
  return (
    <Modal
      open
      title={title}
      okText={w.yes}
      cancelText={w.cancel}
      okButtonProps={{ danger: true }}
      confirmLoading={withdraw.isPending}
      onCancel={onClose}
      onOk={() => go('')}
    >
      <p>{sure}</p>
      <ProblemAlert error={withdraw.error} />
    </Modal>
  )
}

/** The text she is asked about, and the words of the consent. */
function Asking({ card }: { card: ExpertCard }) {
  const w = useWords(expertWords)
  const pick = usePick()
  const say = useNotice()
  const consent = useAct(consentToExpertCard, REFRESH, () => say(w.agreed))
  const { introduction, name } = card.wordings
  const waits = card.newestVersion > 0 && card.state !== 'shown'
  if (!waits && card.nameShown) return null
  const wording = waits ? introduction : name
  return (
    <section className="expert-ask">
      <h3>{w.consentTitle}</h3>
      <p>
        {pick(wording.zh, wording.en)} <small className="quiet">{w.wordingOf(wording.version)}</small>
      </p>
      <Button
        type="primary"
        loading={consent.isPending}
        onClick={() =>
          consent.mutate({
            body: waits
              ? {
                  purpose: 'introduction',
                  cardVersion: card.newestVersion,
                  wordingVersion: introduction.version,
                }
              : { purpose: 'name', wordingVersion: name.version },
          })
        }
      >
        {waits ? w.agree(card.newestVersion) : w.agreeName}
      </Button>
      <ProblemAlert error={consent.error} className="gap-above" />
    </section>
  )
}

function History({ card }: { card: ExpertCard }) {
  const w = useWords(expertWords)
  const roleName = useRoleName()
  return (
    <section>
      <h3>{w.history}</h3>
      {card.acts.length === 0 ? <p className="quiet">{w.noHistory}</p> : null}
      <ol className="expert-history">
        {card.acts.map((one) => (
          <li key={one.id}>
            <time>{momentWords(one.at)}</time> <b>{actWords(w, one)}</b>{' '}
            {one.cardVersion ? w.seenOf(one.cardVersion) : ''}
            <span className="quiet">
              {' '}
              {w.ways[one.way]}
              {one.by ? ` · ${one.by}${one.as ? `（${roleName(one.as)}）` : ''}` : ''}
              {one.signedOn ? ` · ${w.signed(one.signedOn)}` : ''}
              {one.wordingVersion ? ` · ${w.wordingOf(one.wordingVersion)}` : ''}
              {one.note ? ` · ${one.note}` : ''}
            </span>
          </li>
        ))}
      </ol>
      {card.versions.length ? (
        <details>
          <summary>{`${w.olderTexts}（${card.versions.length}）`}</summary>
          {card.versions.map((v) => (
            <div key={v.version} className="expert-version">
              <p>
                <b>{w.seenOf(v.version)}</b>{' '}
                <span className="quiet">
                  {w.writtenBy(v.writtenBy, roleName(v.writtenAs), momentWords(v.writtenAt))}
                </span>
              </p>
              {v.goodAt ? <p>{w.goodAtOf(v.goodAt)}</p> : null}
              <p>{v.introduction}</p>
            </div>
          ))}
        </details>
      ) : null}
    </section>
  )
}

type Doing = 'write' | 'paper' | CardPurpose

function ByPlan({ card }: { card: ExpertCard }) {
  const w = useWords(expertWords)
  const { programmeId } = useWorkplace()
  const record = useAct(recordExpertConsent, REFRESH)
  const ownWord = card.acts.some((one) => one.purpose === 'name')
  if (card.nameShown || ownWord) return null
  return (
    <>
      <Button
        loading={record.isPending}
        title={w.byPlanNote}
        onClick={() =>
          record.mutate({ params: { id: card.practitionerId }, body: { way: 'plan', programmeId } })
        }
      >
        {w.byPlan}
      </Button>
      <ProblemAlert error={record.error} />
    </>
  )
}

export function ExpertCardView({ card }: { card: ExpertCard }) {
  const w = useWords(expertWords)
  const may = useMay()
  const me = useMe()
  const roleName = useRoleName()
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = (): void => setDoing(null)
  const newest = card.versions[0]
  const waits = newest && card.state !== 'shown'
  return (
    <div className="expert-card">
      <section>
        <h3>
          {w.seen}
          {card.shownVersion ? <small className="quiet"> {w.seenOf(card.shownVersion)}</small> : null}
        </h3>
        <Text card={card} version={card.versions.find((v) => v.version === card.shownVersion)} />
        <p className="quiet">{w.ground}</p>
        <div className="row">
          {may('expertCard.withdraw') && card.shownVersion !== null ? (
            <Button danger onClick={() => setDoing('introduction')}>
              {w.withdrawCard}
            </Button>
          ) : null}
          {may('expertCard.withdraw') && card.nameShown ? (
            <Button onClick={() => setDoing('name')}>{w.withdrawName}</Button>
          ) : null}
          {may('expertCard.record') ? <ByPlan card={card} /> : null}
        </div>
      </section>
      <section>
        <h3>
          {w.card} <Mark tone={CARD_TONES[card.state]}>{w.states[card.state]}</Mark>
        </h3>
        {waits ? (
          <>
            <p className="quiet">
              {card.state === 'withdrawn' ? w.seenOf(newest.version) : w.draft(newest.version)} ·{' '}
              {w.writtenBy(newest.writtenBy, roleName(newest.writtenAs), momentWords(newest.writtenAt))}
            </p>
            <Text card={card} version={newest} />
          </>
        ) : null}
        <div className="row">
          {may('expertCard.write') ? (
            <Button onClick={() => setDoing('write')}>{newest ? w.write : w.writeFirst}</Button>
          ) : null}
          {may('expertCard.record') && me.role === 'hospital' && waits ? (
            <Button onClick={() => setDoing('paper')}>{w.paper}</Button>
          ) : null}
        </div>
      </section>
      {may('expertCard.consent') ? <Asking card={card} /> : null}
      <History card={card} />
      {doing === 'write' ? <WriteDialog card={card} onClose={close} /> : null}
      {doing === 'paper' ? <PaperDialog card={card} onClose={close} /> : null}
      {doing === 'name' || doing === 'introduction' ? (
        <WithdrawDialog card={card} purpose={doing} onClose={close} />
      ) : null}
    </div>
  )
}
