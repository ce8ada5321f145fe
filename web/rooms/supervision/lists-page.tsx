// 督查 · 清单台账: the three lists as they stand, signed off as versions, and the ledgers to take away (ISS-1 to ISS-4).
import { Button, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import {
  getLedgerFile,
  getSupervisionList,
  getSupervisionListFile,
  type SupervisionList,
  signSupervisionList,
} from '../../../contract/supervision-lists.ts'
import { LEDGER_KINDS, LIST_KINDS, type ListKind } from '../../../domain/supervision/lists.ts'
import { EditDialog } from '../../kit/edit-dialog.tsx'
import { EmptyNote, Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { addressOf } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { useWorkplace } from '../../shell/workplace.tsx'
import { issueWords } from './issue-words.ts'
import { SupervisionTabs } from './supervision-tabs.tsx'
import { supervisionWords } from './words.ts'

const DAY = /^\d{4}-\d\d-\d\d$/
const ENDINGS = ['xlsx', 'docx', 'pdf'] as const

function Files({ kind, version }: { kind: ListKind; version: number }) {
  const w = useWords(issueWords).lists
  const { regionId, programmeId } = useWorkplace()
  return (
    <span className="row">
      {ENDINGS.map((ending) => (
        <a
          key={ending}
          className="go-link"
          href={addressOf(getSupervisionListFile, {
            params: { regionId, programmeId, kind, version, ending },
          })}
          aria-label={`${w.kinds[kind]} ${version ? w.version(version) : w.now} ${ending}`}
          download
        >
          {ending}
        </a>
      ))}
    </span>
  )
}

function SignDialog({ list, onClose }: { list: SupervisionList; onClose: () => void }) {
  const w = useWords(issueWords).lists
  const say = useNotice()
  const { regionId, programmeId } = useWorkplace()
  const [form] = Form.useForm<{ signer: string }>()
  const act = useAct(signSupervisionList, [getSupervisionList], () => {
    say(w.signed)
    onClose()
  })
  return (
    <EditDialog<{ signer: string }>
      title={`${w.signTitle}：${w.kinds[list.kind]}`}
      form={form}
      busy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSend={({ signer }) =>
        act.mutate({
          params: { regionId, programmeId, kind: list.kind },
          body: { signer, rows: list.now.rows.length },
        })
      }
    >
      <p>{w.signNote(list.now.rows.length)}</p>
      <Form.Item name="signer" label={w.signer} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
    </EditDialog>
  )
}

function Table({ table }: { table: SupervisionList['now'] }) {
  return (
    <ScrollX label={table.title}>
      <table className="list-table">
        <thead>
          <tr>
            {table.columns.map((one) => (
              <th key={one.key} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={`${row.id} ${row.cells[0]}`}>
              {table.columns.map((one, c) => (
                <td key={one.key} className={one.wide ? 'wide' : DAY.test(row.cells[c] ?? '') ? 'day' : ''}>
                  {row.cells[c]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}

function List({ kind }: { kind: ListKind }) {
  const w = useWords(issueWords).lists
  const may = useMay()
  const { regionId, programmeId } = useWorkplace()
  const query = useCall(getSupervisionList, { params: { regionId, programmeId, kind } })
  const [signing, setSigning] = useState(false)
  return (
    <Loaded query={query}>
      {(list) => (
        <>
          <Panel
            title={list.now.title}
            note={w.rows(list.now.rows.length)}
            actions={
              <>
                {list.versions.length ? (
                  <Mark tone={list.upToDate ? 'done' : 'due'}>{list.upToDate ? w.upToDate : w.changed}</Mark>
                ) : null}
                <Files kind={kind} version={0} />
                {may('supervisionList.sign') && !list.upToDate && list.now.rows.length > 0 ? (
                  <Button type="primary" onClick={() => setSigning(true)}>
                    {w.sign}
                  </Button>
                ) : null}
              </>
            }
          >
            {list.now.rows.length ? (
              <Table table={list.now} />
            ) : (
              <EmptyNote title={w.none} text={w.noneOf[kind]} />
            )}
          </Panel>
          <Panel title={w.versions}>
            {list.versions.length === 0 ? <p className="quiet">{w.notSigned}</p> : null}
            <ul className="check-list">
              {list.versions.toReversed().map((one) => (
                <li key={one.version}>
                  <div>
                    <p className="check-head">
                      <b>{w.version(one.version)}</b>
                      {one.intact ? null : <Mark tone="late">{w.altered}</Mark>}
                    </p>
                    <p className="why">
                      {w.signer} {one.signer} · {momentWords(one.signedAt)} · {w.rows(one.rows)} ·{' '}
                      <code>{one.hash.slice(0, 16)}</code>
                    </p>
                  </div>
                  <Files kind={kind} version={one.version} />
                </li>
              ))}
            </ul>
          </Panel>
          {signing ? <SignDialog list={list} onClose={() => setSigning(false)} /> : null}
        </>
      )}
    </Loaded>
  )
}

function Ledgers() {
  const w = useWords(issueWords).lists
  const { regionId, programmeId } = useWorkplace()
  return (
    <Panel title={w.ledgers} note={w.ledgersNote}>
      <ul className="check-list">
        {LEDGER_KINDS.map((kind) => (
          <li key={kind}>
            <b>{w.ledgerKinds[kind]}</b>
            <span className="row">
              {(['xlsx', 'pdf'] as const).map((ending) => (
                <a
                  key={ending}
                  className="go-link"
                  href={addressOf(getLedgerFile, { params: { regionId, programmeId, kind, ending } })}
                  aria-label={`${w.ledgerKinds[kind]} ${ending}`}
                  download
                >
                  {ending}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export function ListsPage() {
  const w = useWords(issueWords).lists
  const [kind, setKind] = useState<ListKind>('rectification')
  return (
    <Page title={useWords(supervisionWords).tabs.lists} note={w.note}>
      <SupervisionTabs />
      <NeedRegion>
        <Segmented<ListKind>
          className="gap-below"
          value={kind}
          onChange={setKind}
          options={LIST_KINDS.map((value) => ({ value, label: w.kinds[value] }))}
        />
        <List key={kind} kind={kind} />
        <Ledgers />
      </NeedRegion>
    </Page>
  )
}
