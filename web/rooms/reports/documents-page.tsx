// 公文与总结: choose what and for when, read it as it will print, touch a number for its origin, write what only a person
// knows, take it as Word or red-head PDF (RPT-3, RPT-6, RPT-11).
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, DatePicker, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { listOrganisations } from '../../../contract/organisations.ts'
import {
  type DocumentOffer,
  type DocumentView,
  getDocument,
  listDocuments,
  saveDocument,
} from '../../../contract/reports-documents.ts'
import { Clause } from '../../kit/clause.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { dayWords, momentWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { DocumentDownloads } from './document-downloads.tsx'
import { DocumentHeadPanel } from './document-head.tsx'
import { DocumentPaper } from './document-paper.tsx'
import { documentWords } from './document-words.ts'
import { ReportTabs } from './report-tabs.tsx'
import { TemplatesPanel } from './templates-panel.tsx'
import './documents.css'

type Kind = DocumentOffer['kind']
type Search = { kind?: Kind; show?: 'templates'; of?: string }

const staleOf = (document: DocumentView): number =>
  document.blocks.filter((b) => (b.kind === 'paragraph' || b.kind === 'blank') && b.edited?.stale).length

function Side({
  document,
  offer,
  address,
  query,
}: {
  document: DocumentView
  offer: DocumentOffer
  address: { regionId: string; programmeId: string; kind: Kind; period: string }
  query: { organisationId?: string }
}) {
  const w = useWords(documentWords)
  const { language } = usePreferences()
  const stale = staleOf(document)
  return (
    <div className="document-side">
      <Panel>
        <p className="row">
          <Mark tone={document.openBlanks > 0 ? 'due' : 'done'}>
            {document.openBlanks > 0 ? w.blanks(document.openBlanks) : w.noBlanks}
          </Mark>
          {stale > 0 ? <Mark tone="late">{w.stale(stale)}</Mark> : null}
        </p>
        <p className="quiet gap-below">
          {w.asOf(dayWords(document.asOf, language, '0000'))}
          {offer.saved ? ` · ${w.savedAt(offer.saved.by, momentWords(offer.saved.at))}` : ''}
        </p>
        <DocumentDownloads document={document} address={address} query={query} />
        {document.mayEdit ? null : (
          <Alert type="info" showIcon title={w.readOnly(document.body.name)} className="gap-above" />
        )}
        {offer.citation ? (
          <div className="gap-above">
            <Clause citation={offer.citation} clauses={offer.clauses} />
          </div>
        ) : null}
      </Panel>
      <Panel title={w.head}>
        <DocumentHeadPanel document={document} address={address} />
      </Panel>
    </div>
  )
}

function Open({ offer, where, of }: { offer: DocumentOffer; where: Where; of: string | undefined }) {
  const say = useNotice()
  const w = useWords(documentWords)
  const address = { ...where, kind: offer.kind, period: offer.period }
  const query = of ? { organisationId: of } : {}
  const document = useCall(getDocument, { params: address, query })
  const save = useAct(saveDocument, [getDocument, listDocuments], () => say(w.saved))
  return (
    <Loaded query={document} rows={14}>
      {(data) => (
        <div className="document-columns">
          <div>
            <ProblemAlert error={save.error} className="gap-below" />
            <DocumentPaper
              document={data}
              onSave={
                data.mayEdit
                  ? (block, text) =>
                      save.mutateAsync({
                        params: address,
                        body: { version: data.version, edits: [{ block, text }] },
                      })
                  : null
              }
            />
          </div>
          <Side document={data} offer={offer} address={address} query={query} />
        </div>
      )}
    </Loaded>
  )
}

type Where = { regionId: string; programmeId: string }

function ChooseBody({
  where,
  value,
  onChange,
}: {
  where: Where
  value: string | undefined
  onChange: (id?: string) => void
}) {
  const w = useWords(documentWords)
  const { programme } = useWorkplace()
  const bodies = useCall(listOrganisations, { query: { programmeId: where.programmeId } })
  return (
    <Select
      aria-label={w.body}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={w.own}
      value={value ?? null}
      onChange={(id: string | undefined) => onChange(id)}
      options={(bodies.data?.items ?? []).map((o) => ({
        value: o.id,
        label: shortName(o.name, programme.division.name),
      }))}
      popupMatchSelectWidth={false}
      className="choose-unit"
    />
  )
}

function Documents({ where }: { where: Where }) {
  const w = useWords(documentWords)
  const me = useMe()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const { month, change } = useWorkplace()
  const list = useCall(
    listDocuments,
    { params: where, query: { month, ...(search.of ? { organisationId: search.of } : {}) } },
    { keep: true },
  )
  const go = (part: Partial<Search>): void =>
    void navigate({ to: '/reports/documents', search: { ...search, ...part } as never })
  const offers = list.data?.items ?? []
  const offer = offers.find((o) => o.kind === search.kind) ?? offers[0]
  return (
    <>
      <div className="reports-bar">
        <DatePicker
          picker="month"
          aria-label={w.month}
          allowClear={false}
          inputReadOnly
          value={dayjs(`${month}-01`)}
          onChange={(d) => d && change({ month: d.format('YYYY-MM') })}
        />
        <Select<Kind>
          aria-label={w.kind}
          value={offer?.kind ?? null}
          options={offers.map((o) => ({ value: o.kind, label: `${w.kinds[o.kind]}（${o.label}）` }))}
          onChange={(kind) => go({ kind })}
          popupMatchSelectWidth={false}
          className="choose-document"
        />
        {me.role === 'bureau' || me.role === 'inspector' ? (
          <ChooseBody
            where={where}
            value={search.of}
            onChange={(of) => void navigate({ to: '/reports/documents', search: { ...search, of } as never })}
          />
        ) : null}
      </div>
      <Loaded
        query={list}
        rows={14}
        isEmpty={(data) => data.items.length === 0}
        empty={<EmptyNote title={w.none} text={w.noneWhy} />}
      >
        {() =>
          offer ? (
            <Open
              key={`${offer.kind}/${offer.period}/${search.of ?? ''}`}
              offer={offer}
              where={where}
              of={search.of}
            />
          ) : null
        }
      </Loaded>
    </>
  )
}

export function DocumentsPage() {
  const w = useWords(documentWords)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Search
  const { regionId, programmeId, programme } = useWorkplace()
  // A city's own documents stand under its code filled up with zeros.
  const where = { regionId: regionId || programme.division.code.padEnd(6, '0').slice(0, 6), programmeId }
  const shown = search.show === 'templates' ? 'templates' : 'documents'
  return (
    <Page
      title={w.title}
      note={w.note}
      actions={
        <Segmented
          aria-label={w.title}
          value={shown}
          onChange={(value) =>
            void navigate({
              to: '/reports/documents',
              search: (value === 'templates' ? { show: 'templates' } : {}) as never,
            })
          }
          options={[
            { value: 'documents', label: w.documents },
            { value: 'templates', label: w.templates },
          ]}
        />
      }
    >
      <ReportTabs />
      {shown === 'templates' ? (
        <TemplatesPanel regionId={where.regionId} />
      ) : (
        <Documents key={`${where.programmeId}/${where.regionId}`} where={where} />
      )}
    </Page>
  )
}
