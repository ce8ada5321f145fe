// 变更告知: each change of the published month, what residents read of it, and the channels by which they were told (LV-7).
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import {
  type ChangeNoticeView,
  getTellingPicture,
  listChangeNotices,
  type TellingTask,
  undoTelling,
} from '../../../contract/publicity-changes.ts'
import { getToday } from '../../../contract/reports.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import './publicity.css'
import { TellingDialog } from './telling-dialog.tsx'
import { publicityWords } from './words.ts'

type Unit = ChangeNoticeView['units'][number]
const TONES: Record<TellingTask['state'], Tone> = {
  open: 'due',
  late: 'late',
  done: 'done',
  doneLate: 'due',
  superseded: 'plain',
}

function Material({ task, unit }: { task: TellingTask; unit: Unit }) {
  const w = useWords(publicityWords)
  const say = useNotice()
  const label = `${w.changes.material[task.material]} ${task.channel} ${unit.unit}`
  if (task.material === 'poster')
    return (
      <a href={unit.posterUrl} target="_blank" rel="noopener" aria-label={label}>
        {w.changes.material.poster}
      </a>
    )
  const text = task.material === 'message' ? unit.message : unit.article
  return (
    <Button
      type="link"
      size="small"
      aria-label={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => say(w.copied))}
    >
      {w.changes.material[task.material]}
    </Button>
  )
}

function Done({ task, regionId }: { task: TellingTask; regionId: string }) {
  const w = useWords(publicityWords).changes
  const may = useMay()
  const say = useNotice()
  const undo = useAct(undoTelling, [listChangeNotices, getToday], () => say(w.undone))
  const { done } = task
  if (!done) return null
  const picture = getTellingPicture.path.replace(':regionId', regionId).replace(':id', done.id)
  return (
    <>
      <span className="quiet nums">
        {momentWords(done.at)} {done.by}
      </span>
      {done.note ? <span>{done.note}</span> : null}
      {done.picture ? (
        <a href={picture} target="_blank" rel="noopener" aria-label={`${w.see} ${task.channel}`}>
          {w.see}
        </a>
      ) : null}
      {may('publicity.write') ? (
        <Popconfirm title={w.undoAsk} onConfirm={() => undo.mutate({ params: { regionId, id: done.id } })}>
          <Button size="small" type="text" loading={undo.isPending} aria-label={`${w.undo} ${task.channel}`}>
            {w.undo}
          </Button>
        </Popconfirm>
      ) : null}
      <ProblemAlert error={undo.error} />
    </>
  )
}

function UnitChange({ notice, unit }: { notice: ChangeNoticeView; unit: Unit }) {
  const w = useWords(publicityWords).changes
  const may = useMay()
  const { language } = usePreferences()
  const { regionId, programme, month } = useWorkplace()
  const [telling, setTelling] = useState<string | null>(null)
  const year = month.slice(0, 4)
  return (
    <li className="change">
      <h3>{shortName(unit.unit, programme.division.name)}</h3>
      <ul className="change-lines">
        {unit.lines.map((line) => (
          <li key={line.text} className={line.superseded ? 'quiet' : undefined}>
            {line.superseded ? <s>{line.text}</s> : line.text}
          </li>
        ))}
      </ul>
      <p className="quiet">
        {unit.superseded ? w.superseded : w.tellBy(dayWords(unit.tellBy, language, year))}
      </p>
      <ul className="tellings">
        <li>
          <b>{w.page}</b>
          <Mark tone="done">{w.states.done}</Mark>
          <span className="quiet nums">{w.since(momentWords(notice.madeAt))}</span>
          <a href={unit.pageUrl} target="_blank" rel="noopener" aria-label={`${w.page} ${unit.unit}`}>
            {w.page}
          </a>
        </li>
        {unit.tasks.map((task) => (
          <li key={task.channel}>
            <b>{task.channel}</b>
            <Mark tone={TONES[task.state]}>{w.states[task.state]}</Mark>
            {task.done ? (
              <Done task={task} regionId={regionId} />
            ) : unit.superseded ? null : (
              <>
                <Material task={task} unit={unit} />
                {may('publicity.write') ? (
                  <Button
                    size="small"
                    type={task.state === 'late' ? 'primary' : 'default'}
                    aria-label={`${w.record} ${task.channel} ${unit.unit}`}
                    onClick={() => setTelling(task.channel)}
                  >
                    {w.record}
                  </Button>
                ) : null}
              </>
            )}
          </li>
        ))}
      </ul>
      {unit.tasks.length === 0 ? <p className="quiet">{w.noChannels}</p> : null}
      {telling ? (
        <TellingDialog
          place={{ regionId, changeId: notice.id, unitId: unit.unitId, channel: telling }}
          onClose={() => setTelling(null)}
        />
      ) : null}
    </li>
  )
}

export function ChangePanel() {
  const w = useWords(publicityWords).changes
  const { regionId, programmeId, month } = useWorkplace()
  const query = useCall(listChangeNotices, { params: { regionId, programmeId, month } })
  return (
    <Panel title={w.title} note={w.note}>
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} />}
        rows={2}
      >
        {(data) => (
          <>
            <ul className="change-notices">
              {data.items.map((notice) => (
                <li key={notice.id}>
                  <p className="quiet nums">{momentWords(notice.madeAt)}</p>
                  <ul className="change-units">
                    {notice.units.map((unit) => (
                      <UnitChange key={unit.unitId} notice={notice} unit={unit} />
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
            {data.citation ? (
              <p className="quiet">
                {w.why}：{data.citation}
              </p>
            ) : null}
          </>
        )}
      </Loaded>
    </Panel>
  )
}
