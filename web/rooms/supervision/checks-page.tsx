// 督查 · 检查记录: checks as they were done, with their scores and what was found; review rounds by their order (SUP-10).
import { Link, useSearch } from '@tanstack/react-router'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { type CheckView, listChecks } from '../../../contract/supervision.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { CHECK_KIND_NAMES, CHECK_MEANS_NAMES } from '../../../domain/supervision/checks.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Page } from '../../kit/page.tsx'
import { shortName } from '../../shell/format.ts'
import { usePick, usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { SupervisionTabs } from './supervision-tabs.tsx'
import { supervisionWords } from './words.ts'

function CheckDrawer({ check, onClose }: { check: CheckView; onClose: () => void }) {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const pick = usePick()
  return (
    <Drawer
      open
      size={560}
      title={`${CHECK_KIND_NAMES[check.kind][language]} ${check.doneOn}`}
      onClose={onClose}
    >
      <div className="issue-detail">
        <dl className="facts">
          {(
            [
              [w.checks.unit, check.unit.name],
              [w.checks.doctor, check.practitioner?.name ?? '—'],
              [w.checks.means, CHECK_MEANS_NAMES[check.means][language]],
              [w.form.people, check.people || check.by],
              [w.checks.score, check.score === null ? '—' : String(check.score)],
              [w.form.note, check.note || '—'],
            ] as const
          ).map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {check.issueIds.length ? (
          <ul className="plain-list">
            {check.issueIds.map((id, i) => (
              <li key={id}>
                <Link to="/supervision/issues" search={{ issue: id } as never}>
                  {w.checks.found} {i + 1}
                </Link>
              </li>
            ))}
          </ul>
        ) : null}
        <section>
          <h3>{w.checks.items}</h3>
          <ul className="timeline">
            {check.items.map((item) => (
              <li key={item.key}>
                {pick(item.zh, item.en)} <b>{w.form[item.answer]}</b>{' '}
                <small className="quiet">
                  {w.form.points(item.points)} {item.clause}
                </small>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Drawer>
  )
}

function useColumns(onOpen: (check: CheckView) => void): DeskColumn<CheckView>[] {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const text = (key: string, name: string, of: (one: CheckView) => string): DeskColumn<CheckView> => ({
    key,
    name,
    text: of,
    render: (_, one) => of(one),
  })
  return [
    { ...text('day', w.checks.day, (one) => one.doneOn), width: 110, pinned: true },
    text('kind', w.checks.kind, (one) => CHECK_KIND_NAMES[one.kind][language]),
    text('unit', w.checks.unit, (one) => shortName(one.unit.name, programme.division.name)),
    text('doctor', w.checks.doctor, (one) => one.practitioner?.name ?? '—'),
    text('means', w.checks.means, (one) => CHECK_MEANS_NAMES[one.means][language]),
    {
      ...text('score', w.checks.score, (one) => (one.score === null ? '—' : String(one.score))),
      sorter: (a, b) => (a.score ?? -1) - (b.score ?? -1),
    },
    text('found', w.checks.found, (one) => String(one.issueIds.length)),
    text('by', w.checks.by, (one) => one.people || one.by),
    {
      key: 'open',
      name: '',
      width: 80,
      render: (_, one) => (
        <Button
          size="small"
          aria-label={`${w.checks.open} ${one.doneOn} ${one.unit.name}`}
          onClick={() => onOpen(one)}
        >
          {w.checks.open}
        </Button>
      ),
    },
  ]
}

export function ChecksPage() {
  const w = useWords(supervisionWords)
  const { language } = usePreferences()
  const { programmeId, regionId } = useWorkplace()
  const asked = useSearch({ strict: false }) as { check?: string }
  const query = useCall(
    listChecks,
    { query: { programmeId, ...(regionId ? { regionId } : {}) } },
    { keep: true },
  )
  const [kind, setKind] = useState<CheckKind | null>(null)
  const [open, setOpen] = useState<CheckView | null>(null)
  const [closed, setClosed] = useState(false)
  const columns = useColumns(setOpen)
  return (
    <Page title={w.tabs.checks} note={w.checks.note}>
      <SupervisionTabs />
      <Loaded
        query={query}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.checks.none} text={w.checks.noneWhy} />}
      >
        {({ items, more }) => {
          const kinds = [...new Set(items.map((one) => one.kind))]
          const shown = kind ? items.filter((one) => one.kind === kind) : items
          const scores = shown.flatMap((one) => one.score ?? [])
          const mean = scores.length ? scores.reduce((a, b) => a + b, 0) / scores.length : null
          const at = open ?? (closed ? undefined : items.find((one) => one.id === asked.check))
          return (
            <>
              <DeskTable
                name="checks"
                label={w.tabs.checks}
                rows={shown}
                columns={columns}
                rowKey={(one) => one.id}
                toolbar={
                  <>
                    <Select<CheckKind>
                      allowClear
                      aria-label={w.checks.kind}
                      placeholder={w.checks.kind}
                      value={kind}
                      onChange={(value) => setKind(value ?? null)}
                      options={kinds.map((value) => ({ value, label: CHECK_KIND_NAMES[value][language] }))}
                      style={{ minWidth: '11rem' }}
                    />
                    {mean === null ? null : (
                      <span className="quiet">
                        {w.checks.average} {mean.toFixed(1)}
                      </span>
                    )}
                  </>
                }
              />
              {more ? <p className="quiet">{w.checks.more}</p> : null}
              {at ? (
                <CheckDrawer
                  check={at}
                  onClose={() => {
                    setOpen(null)
                    setClosed(true)
                  }}
                />
              ) : null}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
