// 排班 · 派驻: who supports which unit, how well the specialty matches, why not; ending a posting.
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import {
  endPosting,
  explainMismatch,
  getRoster,
  listPostings,
  type postingSchema,
} from '../../../contract/dispatch.ts'
import { DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark, type Tone } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RosterTabs } from './roster-tabs.tsx'
import { dispatchWords } from './words.ts'
import './dispatch.css'

type Posting = z.output<typeof postingSchema>
type Asked = { kind: 'explain' | 'end'; posting: Posting } | null

function matchOf(score: number | null): { word: keyof typeof dispatchWords.zh.matchWords; tone: Tone } {
  if (score === null) return { word: 'unknown', tone: 'plain' }
  if (score === 100) return { word: 'full', tone: 'done' }
  if (score === 90) return { word: 'branch', tone: 'done' }
  if (score === 70) return { word: 'parent', tone: 'done' }
  return score > 0 ? { word: 'near', tone: 'due' } : { word: 'none', tone: 'late' }
}

function PostingTable({
  postings,
  county,
  onAsk,
}: {
  postings: readonly Posting[]
  county: string
  onAsk: (asked: Asked) => void
}) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const may = useMay()
  const [q, setQ] = useState('')
  const seen = postings.filter(
    (p) =>
      !q ||
      [p.unit.name, p.practitioner.name, p.practitioner.hospital, p.practitioner.specialty].some((s) =>
        s.includes(q),
      ),
  )
  const unit = (p: Posting): string => shortName(p.unit.name, county)
  return (
    <DeskTable<Posting>
      name="postings"
      label={w.postings}
      rows={seen}
      rowKey={(p) => p.id}
      toolbar={
        <Input.Search
          allowClear
          aria-label={common.search}
          placeholder={common.search}
          className="search"
          onChange={(e) => setQ(e.target.value.trim())}
        />
      }
      columns={[
        {
          key: 'unit',
          name: w.unit,
          pinned: true,
          text: unit,
          render: (_, p) => unit(p),
          sorter: (a, b) => a.position - b.position,
        },
        { key: 'need', name: w.need, text: (p) => p.unit.need, render: (_, p) => p.unit.need },
        {
          key: 'doctor',
          name: w.doctor,
          text: (p) => p.practitioner.name,
          render: (_, p) => <b>{p.practitioner.name}</b>,
        },
        {
          key: 'title',
          name: w.contactTitle,
          text: (p) => p.practitioner.title,
          render: (_, p) => p.practitioner.title,
        },
        {
          key: 'specialty',
          name: w.specialty,
          text: (p) => p.practitioner.specialty,
          render: (_, p) => p.practitioner.specialty,
        },
        {
          key: 'hospital',
          name: w.hospital,
          text: (p) => p.practitioner.hospital,
          render: (_, p) => p.practitioner.hospital,
        },
        {
          key: 'match',
          name: w.match,
          text: (p) => p.matchScore ?? '',
          sorter: (a, b) => (a.matchScore ?? -1) - (b.matchScore ?? -1),
          render: (_, p) => {
            const m = matchOf(p.matchScore)
            return (
              <Mark tone={m.tone}>
                {w.matchWords[m.word]} {p.matchScore ?? ''}
              </Mark>
            )
          },
        },
        {
          key: 'reason',
          name: w.mismatchReason,
          text: (p) => p.mismatchReason ?? '',
          render: (_, p) =>
            p.matchScore === 0 ? (
              <>
                {p.mismatchReason ? <span>{p.mismatchReason} </span> : null}
                {may('posting.write') ? (
                  <Button
                    size="small"
                    type={p.mismatchReason ? 'link' : 'primary'}
                    aria-label={`${p.mismatchReason ? common.edit : w.explain} ${p.practitioner.name}`}
                    onClick={() => onAsk({ kind: 'explain', posting: p })}
                  >
                    {p.mismatchReason ? common.edit : w.explain}
                  </Button>
                ) : null}
              </>
            ) : (
              <span className="quiet">—</span>
            ),
        },
        ...(may('posting.write')
          ? [
              {
                key: 'end',
                name: '',
                render: (_: unknown, p: Posting) => (
                  <Button
                    size="small"
                    type="link"
                    danger
                    aria-label={`${w.end} ${p.practitioner.name}`}
                    onClick={() => onAsk({ kind: 'end', posting: p })}
                  >
                    {w.end}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Postings() {
  const w = useWords(dispatchWords)
  const say = useNotice()
  const { regionId, programmeId, programme } = useWorkplace()
  const query = useCall(listPostings, { params: { regionId, programmeId } })
  const [asked, setAsked] = useState<Asked>(null)
  const explain = useAct(explainMismatch, [listPostings], () => setAsked(null))
  const end = useAct(endPosting, [listPostings, getRoster], () => {
    setAsked(null)
    say(w.ended)
  })
  const confirm = (reason: string): void => {
    if (!asked) return
    const params = { regionId, id: asked.posting.id }
    if (asked.kind === 'end') end.mutate({ params, body: { reason } })
    else explain.mutate({ params, body: { reason } })
  }
  const title = asked
    ? `${asked.kind === 'end' ? w.end : w.explain}：${asked.posting.practitioner.name} → ${shortName(asked.posting.unit.name, programme.division.name)}`
    : ''
  return (
    <Panel title={w.postings} note={w.postingsNote} flush>
      <Loaded
        query={query}
        isEmpty={(d) => d.items.length === 0}
        empty={
          <EmptyNote
            title={w.noPostings}
            text={w.noDoctorsWhy}
            action={<Link to="/roster/import">{w.toImport}</Link>}
          />
        }
      >
        {(data) => <PostingTable postings={data.items} county={programme.division.name} onAsk={setAsked} />}
      </Loaded>
      <ReasonDialog
        open={asked !== null}
        title={title}
        note={asked?.kind === 'end' ? w.endNote : w.mismatchNeeded}
        first={asked?.kind === 'explain' ? (asked.posting.mismatchReason ?? '') : ''}
        confirm={asked?.kind === 'end' ? w.end : w.explain}
        danger={asked?.kind === 'end'}
        busy={explain.isPending || end.isPending}
        error={asked?.kind === 'end' ? end.error : explain.error}
        onCancel={() => setAsked(null)}
        onConfirm={confirm}
      />
    </Panel>
  )
}

export function PostingsPage() {
  const w = useWords(dispatchWords)
  return (
    <Page title={w.tabs.postings}>
      <RosterTabs />
      <NeedRegion>
        <Postings />
      </NeedRegion>
    </Page>
  )
}
