// 督查 · 问题线索: complaints with their clock, the most urgent first; numbers hidden (SUP-7, ISS-2).
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { type LeadView, listLeads } from '../../../contract/supervision-leads.ts'
import { LEAD_OUTCOME_NAMES, LEAD_SOURCE_NAMES, type LeadState } from '../../../domain/supervision/leads.ts'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { Page, Panel } from '../../kit/page.tsx'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { issueWords } from './issue-words.ts'
import { LeadActs } from './lead-acts.tsx'
import { LeadDialog } from './lead-dialog.tsx'
import { SupervisionTabs } from './supervision-tabs.tsx'

const STATES: readonly LeadState[] = ['open', 'answered', 'duplicate']

function Clock({ lead }: { lead: LeadView }) {
  const { leads: w } = useWords(issueWords)
  if (lead.state === 'answered')
    return (
      <Mark tone={lead.inTime === false ? 'late' : 'done'}>
        {w.answered(lead.answeredOn ?? '', lead.inTime)}
      </Mark>
    )
  if (lead.state === 'duplicate') return <Mark tone="plain">{w.states.duplicate}</Mark>
  if (lead.dueOn === null || lead.daysLeft === null) return <Mark tone="plain">{w.noDue}</Mark>
  const tone = lead.daysLeft < 0 ? 'late' : lead.daysLeft <= 2 ? 'due' : 'plain'
  return <Mark tone={tone}>{w.due(lead.dueOn, lead.daysLeft)}</Mark>
}

function Item({ lead, others }: { lead: LeadView; others: readonly LeadView[] }) {
  const { leads: w } = useWords(issueWords)
  const { language } = usePreferences()
  return (
    <li id={lead.id}>
      <p className="check-head">
        <b>{LEAD_SOURCE_NAMES[lead.source][language]}</b>
        <Clock lead={lead} />
        <span className="quiet">
          {lead.receivedOn} {lead.sourceNumber} {lead.unit?.name ?? ''}
        </span>
      </p>
      <p className="lead-text">{lead.text}</p>
      <p className="quiet">
        {[lead.hidden ? w.hidden : '', lead.hasContact ? w.hasContact : w.noContact]
          .filter(Boolean)
          .join(' · ')}
        {lead.issueIds.map((id) => (
          <span key={id}>
            {' · '}
            <Link to="/supervision/issues" search={{ issue: id } as never}>
              {w.isIssue}
            </Link>
          </span>
        ))}
      </p>
      {lead.answer ? (
        <p className="answer">
          {lead.outcome ? <b>{LEAD_OUTCOME_NAMES[lead.outcome][language]}：</b> : null}
          {lead.answer}
        </p>
      ) : null}
      <LeadActs lead={lead} others={others} />
    </li>
  )
}

function Leads() {
  const { leads: w } = useWords(issueWords)
  const { programmeId, regionId } = useWorkplace()
  const query = useCall(listLeads, { params: { regionId }, query: { programmeId } }, { keep: true })
  const [state, setState] = useState<LeadState>('open')
  return (
    <Loaded query={query}>
      {({ items, more }) => {
        const shown = items.filter((one) => one.state === state)
        return (
          <Panel>
            <Segmented<LeadState>
              className="gap-below"
              value={state}
              onChange={setState}
              options={STATES.map((value) => ({
                value,
                label: `${w.states[value]} ${items.filter((one) => one.state === value).length}`,
              }))}
            />
            {shown.length === 0 ? <EmptyNote title={w.none} text={w.noneWhy} /> : null}
            <ul className="plain-list lead-list">
              {shown.map((lead) => (
                <Item
                  key={lead.id}
                  lead={lead}
                  others={items.filter((one) => one.id !== lead.id && one.state !== 'duplicate')}
                />
              ))}
            </ul>
            {more ? <p className="quiet">{w.more}</p> : null}
          </Panel>
        )
      }}
    </Loaded>
  )
}

export function LeadsPage() {
  const { leads: w } = useWords(issueWords)
  const may = useMay()
  const { regionId } = useWorkplace()
  const [taking, setTaking] = useState(false)
  return (
    <Page
      title={useWords(issueWords).lists.ledgerKinds.leads}
      note={w.note}
      actions={
        may('lead.write') && regionId ? (
          <Button type="primary" onClick={() => setTaking(true)}>
            {w.take}
          </Button>
        ) : undefined
      }
    >
      <SupervisionTabs />
      <NeedRegion>
        <Leads />
      </NeedRegion>
      {taking ? <LeadDialog onClose={() => setTaking(false)} /> : null}
    </Page>
  )
}
