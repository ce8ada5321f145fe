// 考核 · 退出与调整: what the thresholds let be proposed, the cases on their way, reports to the lead hospital (ASM-8, ASM-9, ASM-11).
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  type ExitCaseView,
  type ExitProposalView,
  listExitProposals,
  listExits,
  proposeExit,
} from '../../../contract/assessments-exit.ts'
import { EXIT_OUTCOME_NAMES, EXIT_STATE_NAMES, type ExitState } from '../../../domain/assessments/exit.ts'
import { Clause } from '../../kit/clause.tsx'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { AssessmentTabs } from './assessment-tabs.tsx'
import { creditWords } from './credit-words.ts'
import { ExitCase } from './exit-case.tsx'
import { ExitFacts } from './exit-facts.tsx'
import { exitWords } from './exit-words.ts'
import { ViolationsPanel } from './violations-panel.tsx'
import './assessments.css'

const TONES: Record<ExitState, Tone> = {
  proposed: 'draft',
  noticed: 'due',
  replied: 'due',
  rematching: 'late',
  closed: 'done',
  withdrawn: 'plain',
}

function ProposeDialog({ of, onClose }: { of: ExitProposalView; onClose: () => void }) {
  const w = useWords(exitWords)
  const say = useNotice()
  const { programmeId, regionId } = useWorkplace()
  const [form] = Form.useForm<{ grounds: string }>()
  const [id] = useState(() => uuidv7())
  const act = useAct(proposeExit, [listExits, listExitProposals], () => {
    say(w.saved)
    onClose()
  })
  return (
    <EditDialog<{ grounds: string }>
      title={w.proposeTitle(of.subject)}
      form={form}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ grounds }) =>
        act.mutate({
          params: { regionId, id },
          body: {
            programmeId,
            kind: of.kind,
            unitId: of.unit.id,
            hospitalId: of.hospital.id,
            practitionerId: of.practitioner?.id ?? null,
            department: of.department,
            grounds,
          },
        })
      }
    >
      <ExitFacts of={of} />
      <Form.Item
        name="grounds"
        label={w.grounds}
        extra={w.proposeNote}
        rules={[{ required: true, whitespace: true }]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 3, maxRows: 8 }} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

function Proposals() {
  const w = useWords(exitWords)
  const { programmeId, regionId } = useWorkplace()
  const [open, setOpen] = useState<ExitProposalView | null>(null)
  const query = useCall(listExitProposals, { query: { programmeId, regionId } }, { keep: true })
  const rule = query.data?.rule
  return (
    <Panel
      title={w.proposals}
      note={w.proposalsNote}
      actions={
        rule ? (
          <>
            {rule.inferred ? <Mark tone="plain">{w.inferred}</Mark> : null}
            <Clause citation={rule.citation} clauses={rule.clauses} />
          </>
        ) : undefined
      }
    >
      <Loaded query={query} rows={3}>
        {({ items, rule: there }) =>
          items.length === 0 ? (
            <p className="quiet">{there ? w.noProposals : `${w.noRule}。${w.noRuleWhy}`}</p>
          ) : (
            <ul className="exit-list">
              {items.map((one) => (
                <li key={one.subject}>
                  <div>
                    <b>{one.subject}</b>
                    <ExitFacts of={one} />
                  </div>
                  <Button aria-label={`${w.propose} ${one.subject}`} onClick={() => setOpen(one)}>
                    {w.propose}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {open ? <ProposeDialog of={open} onClose={() => setOpen(null)} /> : null}
    </Panel>
  )
}

function CaseLine({ of, onOpen }: { of: ExitCaseView; onOpen: () => void }) {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  const waiting = of.state === 'noticed' || of.state === 'replied'
  return (
    <li>
      <div>
        <p className="exit-head">
          <b>{of.subject}</b>
          <Mark tone={TONES[of.state]}>{EXIT_STATE_NAMES[of.state][language]}</Mark>
          {of.outcome ? <span>{EXIT_OUTCOME_NAMES[of.outcome][language]}</span> : null}
          {waiting && of.replyBy ? (
            <span className="quiet">
              {(of.daysToReply ?? 0) < 0 ? w.replyOver(of.replyBy) : w.replyBy(of.replyBy)}
            </span>
          ) : null}
        </p>
        <p className="quiet">{of.grounds}</p>
      </div>
      <Button aria-label={`${w.open} ${of.subject}`} onClick={onOpen}>
        {w.open}
      </Button>
    </li>
  )
}

function Cases() {
  const w = useWords(exitWords)
  const navigate = useNavigate()
  const { exit } = useSearch({ strict: false }) as { exit?: string }
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(
    listExits,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  const show = (id: string | null): void =>
    void navigate({ to: '/assessments/exit', search: (id ? { exit: id } : {}) as never })
  return (
    <Panel title={w.cases}>
      <Loaded query={query} rows={4}>
        {({ items }) => {
          const done = items.filter((one) => one.state === 'closed' || one.state === 'withdrawn')
          const open = items.filter((one) => !done.includes(one))
          const shown = items.find((one) => one.id === exit)
          const list = (rows: readonly ExitCaseView[]) => (
            <ul className="exit-list">
              {rows.map((one) => (
                <CaseLine key={one.id} of={one} onOpen={() => show(one.id)} />
              ))}
            </ul>
          )
          return (
            <>
              {open.length > 0 ? list(open) : <p className="quiet">{w.noCases}</p>}
              {done.length > 0 ? (
                <details>
                  <summary>{w.done(done.length)}</summary>
                  {list(done)}
                </details>
              ) : null}
              {shown ? (
                <Drawer open size={720} onClose={() => show(null)} title={shown.subject} destroyOnHidden>
                  <ExitCase of={shown} />
                </Drawer>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </Panel>
  )
}

export function ExitPage() {
  const w = useWords(exitWords)
  const { title } = useWords(creditWords)
  const may = useMay()
  return (
    <Page title={title} note={w.note}>
      <AssessmentTabs />
      <NeedRegion>
        {may('exit.propose') ? <Proposals /> : null}
        <Cases />
        <ViolationsPanel />
      </NeedRegion>
    </Page>
  )
}
