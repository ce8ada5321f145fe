// 受益群众: the month's residents masked, what each agreed to, and the withdrawal when one of them calls (SEC-4, R22).
import { Link } from '@tanstack/react-router'
import { Alert, Button, Input, Modal, Radio, Timeline } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import {
  findBeneficiaries,
  getConsentHistory,
  listBeneficiaries,
  type PersonItem,
  withdrawConsent,
} from '../../../contract/visits-consents.ts'
import {
  CONSENT_WAY_NAMES,
  type ConsentWay,
  PURPOSE_TEXTS,
  type Purpose,
} from '../../../domain/visits/consents.ts'
import { type DeskColumn, DeskTable } from '../../kit/desk-table.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords, monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { RecordTabs } from './record-tabs.tsx'
import { visitWords } from './words.ts'
import './visits.css'

const ASKED_BY = ['self', 'guardian', 'family'] as const
type AskedBy = (typeof ASKED_BY)[number]
const given = (person: PersonItem): Purpose[] =>
  person.consents.filter((one) => one.state === 'given').map((one) => one.purpose)

function History({ person }: { person: PersonItem }) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const query = useCall(getConsentHistory, { params: { regionId: person.regionId, id: person.id } })
  const how = (text: string): string =>
    text in CONSENT_WAY_NAMES
      ? CONSENT_WAY_NAMES[text as ConsentWay][language]
      : text in w.residents.askers
        ? w.residents.askers[text as AskedBy]
        : ''
  return (
    <Loaded query={query} rows={2}>
      {({ items }) => (
        <Timeline
          className="gap-above"
          items={items.map((item) => ({
            color: item.act === 'given' ? 'green' : 'gray',
            content: (
              <>
                {momentWords(item.at)} {w.residents.acts[item.act]}：{PURPOSE_TEXTS[item.purpose][language]}
                {item.version === null ? '' : `（${w.wording(item.version)}）`}{' '}
                <span className="quiet">
                  {[item.act === 'removed' ? '' : how(item.how), item.note, item.by]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </>
            ),
          }))}
        />
      )}
    </Loaded>
  )
}

function WithdrawDialog({
  person,
  onClose,
  onDone,
}: {
  person: PersonItem
  onClose: () => void
  onDone: () => void
}) {
  const w = useWords(visitWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const [id] = useState(() => uuidv7())
  const [askedBy, setAskedBy] = useState<AskedBy>('self')
  const [note, setNote] = useState('')
  const purposes = given(person)
  const withdraw = useAct(withdrawConsent, [listBeneficiaries, getConsentHistory], onDone)
  return (
    <Modal
      open
      title={`${w.residents.withdraw}：${person.name}`}
      okText={w.residents.withdraw}
      cancelText={common.cancel}
      confirmLoading={withdraw.isPending}
      onCancel={onClose}
      onOk={() =>
        withdraw.mutate({
          params: { regionId: person.regionId, id },
          body: { beneficiaryId: person.id, purposes, askedBy, note },
        })
      }
    >
      <p>{purposes.map((purpose) => PURPOSE_TEXTS[purpose][language]).join('、')}</p>
      <p className="quiet">{w.residents.withdrawNote}</p>
      <Radio.Group
        aria-label={w.residents.askedBy}
        className="gap-below"
        value={askedBy}
        onChange={(e) => setAskedBy(e.target.value as AskedBy)}
        options={ASKED_BY.map((value) => ({ value, label: w.residents.askers[value] }))}
      />
      <Input
        aria-label={w.residents.reason}
        placeholder={w.residents.reason}
        autoComplete="off"
        maxLength={200}
        value={note}
        onChange={(e) => setNote(e.target.value)}
      />
      <History person={person} />
      <ProblemAlert error={withdraw.error} />
    </Modal>
  )
}

function Consents({ person }: { person: PersonItem }) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  if (person.consents.length === 0) return <span className="quiet">{w.residents.nothingAgreed}</span>
  return person.consents.map((one) => (
    <Mark key={one.purpose} tone={one.state === 'given' ? 'done' : 'plain'}>
      {PURPOSE_TEXTS[one.purpose][language]}
      {one.state === 'given' ? '' : ` · ${w.withdrawn}`}
    </Mark>
  ))
}

function People({
  items,
  onWithdraw,
}: {
  items: readonly PersonItem[]
  onWithdraw: (p: PersonItem) => void
}) {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { programme } = useWorkplace()
  const may = useMay()
  const columns: DeskColumn<PersonItem>[] = [
    {
      key: 'day',
      name: w.day,
      title: w.day,
      pinned: true,
      text: (i) => i.day,
      sorter: (a, b) => a.day.localeCompare(b.day),
      render: (_, i) => (
        <Link to="/cards/$regionId/$id" params={{ regionId: i.regionId, id: i.cardId }} className="nums">
          {dayWords(i.day, language, i.day.slice(0, 4))}
        </Link>
      ),
    },
    { key: 'name', name: w.name, title: w.name, text: (i) => i.name, render: (_, i) => i.name },
    {
      key: 'phone',
      name: w.phone,
      title: w.phone,
      text: (i) => i.phone ?? '',
      render: (_, i) => <span className="nums">{i.phone ?? ''}</span>,
    },
    {
      key: 'consents',
      name: w.residents.consents,
      title: w.residents.consents,
      text: (i) =>
        i.consents
          .map(
            (one) => `${PURPOSE_TEXTS[one.purpose].zh}${one.state === 'given' ? '' : `（${w.withdrawn}）`}`,
          )
          .join('、'),
      render: (_, i) => <Consents person={i} />,
    },
    {
      key: 'unit',
      name: w.unit,
      title: w.unit,
      text: (i) => i.unit,
      render: (_, i) => shortName(i.unit, programme.division.name),
    },
    {
      key: 'doctor',
      name: w.doctor,
      title: w.doctor,
      text: (i) => i.practitioner,
      render: (_, i) => i.practitioner,
    },
    {
      key: 'act',
      name: '',
      title: '',
      render: (_, i) =>
        may('consent.withdraw') && given(i).length ? (
          <Button
            size="small"
            aria-label={`${w.residents.withdraw} ${i.name} ${i.day}`}
            onClick={() => onWithdraw(i)}
          >
            {w.residents.withdraw}
          </Button>
        ) : null,
    },
  ]
  return (
    <DeskTable<PersonItem>
      name="residents"
      label={w.residents.title}
      rows={items}
      rowKey={(i) => i.id}
      columns={columns}
      expandable={{ expandedRowRender: (person) => <History person={person} /> }}
    />
  )
}

const isNumber = (text: string): boolean => /^[\d-]{7,}$/.test(text)

export function ResidentsPage() {
  const w = useWords(visitWords)
  const { language } = usePreferences()
  const { programmeId, regionId, month } = useWorkplace()
  const may = useMay()
  const say = useNotice()
  const [text, setText] = useState('')
  const [leaving, setLeaving] = useState<PersonItem | null>(null)
  const at = { regionId, programmeId }
  const query = useCall(
    listBeneficiaries,
    { params: at, query: { month } },
    { enabled: regionId !== '', keep: true },
  )
  const search = useAct(findBeneficiaries)
  const find = (): void => {
    const asked = text.trim()
    if (asked) search.mutate({ params: at, body: isNumber(asked) ? { phone: asked } : { name: asked } })
  }
  const shown = (data: { items: PersonItem[]; more: boolean }, empty: string) =>
    data.items.length === 0 ? (
      <EmptyNote title={empty} text="" />
    ) : (
      <>
        {data.more ? <Alert type="info" showIcon className="gap-below" title={w.residents.more} /> : null}
        <People items={data.items} onWithdraw={setLeaving} />
      </>
    )
  return (
    <Page title={`${monthWords(month, language)} ${w.residents.title}`} note={w.residents.note}>
      <RecordTabs />
      <NeedRegion>
        {may('beneficiary.reveal') ? (
          <form
            className="row gap-below"
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault()
              find()
            }}
          >
            <Input
              className="search"
              autoComplete="off"
              maxLength={40}
              aria-label={w.residents.search}
              placeholder={w.residents.search}
              value={text}
              onChange={(e) => setText(e.target.value)}
            />
            <Button htmlType="submit" disabled={!text.trim()} loading={search.isPending}>
              {w.residents.find}
            </Button>
            {search.data ? (
              <Button type="link" onClick={() => search.reset()}>
                {w.residents.showMonth}
              </Button>
            ) : (
              <span className="quiet">{w.residents.searchNote}</span>
            )}
          </form>
        ) : null}
        <ProblemAlert error={search.error} className="gap-below" />
        {search.data ? (
          <Panel title={w.residents.found(search.data.items.length)} flush>
            {shown(search.data, w.residents.noneFound)}
          </Panel>
        ) : (
          <Loaded query={query} rows={10}>
            {(data) => (
              <Panel title={w.residents.title} flush>
                {shown(data, w.residents.none)}
              </Panel>
            )}
          </Loaded>
        )}
        {leaving ? (
          <WithdrawDialog
            key={leaving.id}
            person={leaving}
            onClose={() => setLeaving(null)}
            onDone={() => {
              setLeaving(null)
              say(w.residents.done)
              if (search.data) find()
            }}
          />
        ) : null}
      </NeedRegion>
    </Page>
  )
}
