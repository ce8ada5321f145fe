// Acts on a saved card: confirming, returning, merging a duplicate side by side with the card it doubles.
import { Alert, Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import { getToday } from '../../../contract/reports.ts'
import {
  confirmDayCard,
  type DayCardView,
  getDayCard,
  listDayCards,
  mergeDayCards,
  returnDayCard,
} from '../../../contract/visits.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { CardCompare } from './card-compare.tsx'
import { draftOf } from './card-draft.ts'
import { visitWords } from './words.ts'

const TOUCHED = [listDayCards, getDayCard, getToday] as const
type Keep = 'original' | 'duplicate' | 'sum'

export function ConfirmOrReturn({ card, dirty }: { card: DayCardView; dirty: boolean }) {
  const w = useWords(visitWords)
  const may = useMay()
  const say = useNotice()
  const [returning, setReturning] = useState(false)
  const params = { regionId: card.regionId, id: card.id }
  const confirm = useAct(confirmDayCard, TOUCHED, () => say(w.confirmed))
  const giveBack = useAct(returnDayCard, TOUCHED, () => {
    setReturning(false)
    say(w.givenBack)
  })
  if (!may('dayCard.confirm') || dirty) return null
  return (
    <>
      {card.status === 'submitted' ? (
        <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate({ params })}>
          {w.confirm}
        </Button>
      ) : null}
      {card.status === 'submitted' || card.status === 'confirmed' ? (
        <Button onClick={() => setReturning(true)}>{w.giveBack}</Button>
      ) : null}
      <ProblemAlert error={confirm.error} />
      <ReasonDialog
        open={returning}
        title={w.giveBack}
        note={w.giveBackNote}
        confirm={w.giveBack}
        busy={giveBack.isPending}
        error={giveBack.error}
        onCancel={() => setReturning(false)}
        onConfirm={(reason) => giveBack.mutate({ params, body: { reason } })}
      />
    </>
  )
}

function MergeDialog({
  card,
  original,
  open,
  onClose,
}: {
  card: DayCardView
  original: DayCardView
  open: boolean
  onClose: () => void
}) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const say = useNotice()
  const [keep, setKeep] = useState<Keep>('original')
  const [asking, setAsking] = useState(false)
  const merge = useAct(mergeDayCards, TOUCHED, () => {
    say(w.merged)
    setAsking(false)
    onClose()
  })
  return (
    <Modal
      open={open}
      width={860}
      title={w.duplicateTitle}
      okText={w.merge}
      cancelText={common.cancel}
      onCancel={onClose}
      onOk={() => setAsking(true)}
    >
      <p className="quiet gap-below">{w.duplicateNote}</p>
      <CardCompare left={draftOf(original)} right={draftOf(card)} names={[w.original, w.duplicate]} />
      <Radio.Group
        aria-label={w.merge}
        className="gap-above"
        value={keep}
        onChange={(e) => setKeep(e.target.value as Keep)}
        options={(['original', 'duplicate', 'sum'] as const).map((value) => ({
          value,
          label: w.keep[value],
        }))}
      />
      <ReasonDialog
        open={asking}
        title={`${w.merge}：${w.keep[keep]}`}
        confirm={w.merge}
        busy={merge.isPending}
        error={merge.error}
        onCancel={() => setAsking(false)}
        onConfirm={(reason) =>
          merge.mutate({ params: { regionId: card.regionId, id: card.id }, body: { keep, reason } })
        }
      />
    </Modal>
  )
}

export function DuplicateNotice({ card }: { card: DayCardView }) {
  const w = useWords(visitWords)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const twin = card.duplicateOf
  const original = useCall(
    getDayCard,
    { params: { regionId: card.regionId, id: twin ?? card.id } },
    { enabled: twin !== null },
  )
  if (card.status !== 'duplicate' || !twin) return null
  return (
    <Alert
      className="gap-below"
      type="warning"
      showIcon
      title={w.duplicateTitle}
      description={
        <Loaded query={original} rows={1}>
          {(first) => (
            <>
              {w.duplicateNote}
              <MergeDialog card={card} original={first} open={open} onClose={() => setOpen(false)} />
            </>
          )}
        </Loaded>
      }
      action={
        may('dayCard.confirm') ? (
          <Button type="primary" disabled={!original.data} onClick={() => setOpen(true)}>
            {w.merge}
          </Button>
        ) : undefined
      }
    />
  )
}
