// One case: its text, what stands against it, its versions and reports upward, and what the reader may do now (PUB-5, PUB-6).
import { Alert, Button, DatePicker, Drawer, Form, Input } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import {
  actOnCase,
  type CaseView,
  caseDocument,
  getCase,
  listCases,
  pushCase,
  saveCase,
} from '../../../contract/publicity-cases.ts'
import { CASE_FIELD_NAMES } from '../../../domain/publicity/case-check.ts'
import type { CaseAct, CaseState } from '../../../domain/publicity/cases.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { addressOf } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { CaseText } from './case-text.tsx'
import { caseWords } from './case-words.ts'
import './publicity.css'

export const CASE_TONES: Record<CaseState, Tone> = {
  draft: 'draft',
  submitted: 'due',
  returned: 'late',
  approved: 'locked',
  published: 'done',
  withdrawn: 'plain',
}
const REFRESH = [getCase, listCases]

/** What cannot be made public, with the way out beside each: mend it, or say that no resident is meant. */
function Findings({ one }: { one: CaseView }) {
  const w = useWords(caseWords)
  const { language } = usePreferences()
  const save = useAct(saveCase, REFRESH)
  if (one.findings.length === 0) return null
  const { content } = one
  const clear = (name: string): void =>
    save.mutate({
      params: { regionId: one.regionId, programmeId: one.programmeId, id: one.id },
      body: {
        title: content.title,
        done: content.done,
        effect: content.effect,
        unitIds: one.unitIds,
        practitionerIds: one.practitionerIds,
        figures: content.figures ? { from: content.figures.from, to: content.figures.to } : null,
        cleared: [...one.cleared, name],
        after: one.revision,
      },
    })
  return (
    <Alert
      type="warning"
      showIcon
      title={w.findings}
      description={
        <ul className="case-findings">
          {one.findings.map((found) => (
            <li key={`${found.field} ${found.text}`}>
              {(found.kind === 'number' ? w.number : w.resident)(
                CASE_FIELD_NAMES[found.field][language],
                found.text,
              )}{' '}
              {found.kind === 'resident' && one.mayEdit ? (
                <Button size="small" loading={save.isPending} onClick={() => clear(found.text)}>
                  {w.clear}
                </Button>
              ) : null}
            </li>
          ))}
          <ProblemAlert error={save.error} />
        </ul>
      }
    />
  )
}

const FIRST: readonly CaseAct[] = ['submit', 'approve', 'publish', 'revise']

function Acts({ one, onEdit }: { one: CaseView; onEdit: () => void }) {
  const w = useWords(caseWords)
  const say = useNotice()
  const [asking, setAsking] = useState<'return' | 'withdraw' | null>(null)
  const [last, setLast] = useState<CaseAct | null>(null)
  const act = useAct(actOnCase, REFRESH, () => {
    setAsking(null)
    if (last) say(w.doneActs[last])
  })
  const go = (doing: CaseAct, note = ''): void => {
    setLast(doing)
    act.mutate({
      params: { regionId: one.regionId, id: one.id },
      body: { act: doing, note, revision: one.revision },
    })
  }
  const ownToo = one.mayDo.includes('return') && !one.mayDo.includes('approve')
  return (
    <section className="case-acts">
      <div className="row">
        {one.mayDo.map((doing) => (
          <Button
            key={doing}
            type={FIRST.includes(doing) ? 'primary' : 'default'}
            danger={doing === 'withdraw'}
            loading={act.isPending && last === doing}
            onClick={() => (doing === 'return' || doing === 'withdraw' ? setAsking(doing) : go(doing))}
          >
            {w.acts[doing]}
          </Button>
        ))}
        {one.mayEdit ? <Button onClick={onEdit}>{w.edit}</Button> : null}
      </div>
      {ownToo ? <p className="quiet">{w.ownNote}</p> : null}
      {asking ? (
        <ReasonDialog
          open
          title={w.acts[asking]}
          note={w.notes[asking]}
          confirm={w.acts[asking]}
          danger={asking === 'withdraw'}
          busy={act.isPending}
          error={act.error}
          onCancel={() => setAsking(null)}
          onConfirm={(note) => go(asking, note)}
        />
      ) : (
        <ProblemAlert error={act.error} className="gap-above" />
      )}
    </section>
  )
}

function PushDialog({ one, onClose }: { one: CaseView; onClose: () => void }) {
  const w = useWords(caseWords)
  const say = useNotice()
  const [form] = Form.useForm<{ to: string; sentOn: Dayjs; note?: string }>()
  const push = useAct(pushCase, REFRESH, () => {
    say(w.pushed)
    onClose()
  })
  return (
    <EditDialog
      title={`${w.pushTitle}：${w.versionOf(one.version)}`}
      form={form}
      busy={push.isPending}
      error={push.error}
      onClose={onClose}
      onSend={({ to, sentOn, note }) =>
        push.mutate({
          params: { regionId: one.regionId, id: one.id },
          body: { version: one.version, to, sentOn: sentOn.format('YYYY-MM-DD'), note: note ?? '' },
        })
      }
    >
      <p>{w.pushNote}</p>
      <Form.Item
        label={w.pushTo}
        name="to"
        extra={w.pushToHint}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item label={w.pushOn} name="sentOn" rules={[{ required: true }]}>
        <DatePicker disabledDate={(day) => day.isAfter(dayjs())} />
      </Form.Item>
      <Form.Item label={w.pushRemark} name="note">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

function Versions({ one }: { one: CaseView }) {
  const w = useWords(caseWords)
  const [pushing, setPushing] = useState(false)
  if (one.versions.length === 0) return null
  return (
    <section>
      <h3>{w.versions}</h3>
      <ul className="case-lines">
        {one.versions.map((v) => (
          <li key={v.version}>
            <b>{w.versionOf(v.version)}</b>{' '}
            <span className="quiet">
              {w.approvedBy(v.approvedBy, momentWords(v.approvedAt))} · {w.hash(v.hash)}
            </span>{' '}
            <a
              href={addressOf(caseDocument, {
                params: { regionId: one.regionId, id: one.id, version: v.version },
              })}
              target="_blank"
              rel="noopener"
              aria-label={`${w.file} ${w.versionOf(v.version)}`}
            >
              {w.file}
            </a>
          </li>
        ))}
        {one.reports.map((sent) => (
          <li key={sent.id}>
            {w.pushLine(sent.version, sent.to, sent.sentOn)}{' '}
            <span className="quiet">
              {sent.by}
              {sent.note ? ` · ${sent.note}` : ''}
            </span>
          </li>
        ))}
      </ul>
      <div className="row">
        {one.pageUrl && !one.hidden ? (
          <a href={one.pageUrl} target="_blank" rel="noopener">
            {w.page}
          </a>
        ) : null}
        {one.mayPush ? <Button onClick={() => setPushing(true)}>{w.push}</Button> : null}
      </div>
      {pushing ? <PushDialog one={one} onClose={() => setPushing(false)} /> : null}
    </section>
  )
}

function History({ one }: { one: CaseView }) {
  const w = useWords(caseWords)
  return (
    <section>
      <h3>{w.history}</h3>
      <ol className="case-lines">
        {one.acts.map((act) => (
          <li key={act.id}>
            <time>{momentWords(act.at)}</time> <b>{w.acts[act.act as keyof typeof w.acts] ?? act.act}</b>{' '}
            {act.by}
            {act.note ? <span className="quiet"> · {act.note}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

export function CaseDetail({
  regionId,
  id,
  onEdit,
  onClose,
}: {
  regionId: string
  id: string
  onEdit: (one: CaseView) => void
  onClose: () => void
}) {
  const w = useWords(caseWords)
  const query = useCall(getCase, { params: { regionId, id } })
  return (
    <Drawer open size={680} title={w.title} onClose={onClose}>
      <Loaded query={query} rows={12}>
        {(one) => (
          <div className="case-detail">
            <p className="row">
              <Mark tone={CASE_TONES[one.state]}>{w.states[one.state]}</Mark>
              {one.hidden ? <Mark tone="late">{w.hidden}</Mark> : null}
            </p>
            <Findings one={one} />
            {one.cleared.length ? <p className="quiet">{w.cleared(one.cleared.join('、'))}</p> : null}
            {one.restsOnConsents ? <p className="quiet">{w.rests(one.restsOnConsents)}</p> : null}
            <CaseText content={one.content} frozen={one.state === 'approved' || one.state === 'published'} />
            <Versions one={one} />
            <History one={one} />
            <Acts key={`${one.revision} ${one.state}`} one={one} onEdit={() => onEdit(one)} />
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
