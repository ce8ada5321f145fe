// 排班 · 导入: choose a file, check the preview, confirm; undo and the imports so far.
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm, Result, Steps, Table } from 'antd'
import { useState } from 'react'
import {
  confirmStaffing,
  getRoster,
  type ImportPreview,
  listDemands,
  listPostings,
  listStaffingImports,
  previewStaffing,
  undoStaffing,
} from '../../../contract/dispatch.ts'
import { listOrganisations } from '../../../contract/organisations.ts'
import { listPractitioners } from '../../../contract/people.ts'
import { DropFile } from '../../kit/drop-file.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { NeedRegion } from '../../kit/need-region.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { ImportCounts, ImportPreviewPanel } from './import-preview.tsx'
import { RosterTabs } from './roster-tabs.tsx'
import { dispatchWords } from './words.ts'
import './dispatch.css'

const TOUCHED = [
  listStaffingImports,
  listPostings,
  listDemands,
  listOrganisations,
  listPractitioners,
  getRoster,
] as const

function UndoButton({
  regionId,
  id,
  onDone,
}: {
  regionId: string
  id: string
  onDone: (preview: ImportPreview) => void
}) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const undo = useAct(undoStaffing, TOUCHED, onDone)
  return (
    <>
      <Popconfirm
        title={w.undoSure}
        okText={common.confirm}
        cancelText={common.cancel}
        onConfirm={() => undo.mutate({ params: { regionId, id } })}
      >
        <Button loading={undo.isPending}>{w.undoImport}</Button>
      </Popconfirm>
      <ProblemAlert error={undo.error} className="gap-above" />
    </>
  )
}

function Done({
  preview,
  regionId,
  onPreview,
  onAgain,
}: {
  preview: ImportPreview
  regionId: string
  onPreview: (preview: ImportPreview) => void
  onAgain: () => void
}) {
  const w = useWords(dispatchWords)
  const undone = preview.status === 'undone'
  return (
    <Result
      status={undone ? 'info' : 'success'}
      title={undone ? w.undone : w.importDone}
      subTitle={preview.fileName}
      extra={
        <div className="row centred">
          {undone ? null : (
            <Link to="/roster">
              <Button type="primary">{w.toRoster}</Button>
            </Link>
          )}
          <Button onClick={onAgain}>{w.another}</Button>
          {undone ? null : <UndoButton regionId={regionId} id={preview.id} onDone={onPreview} />}
        </div>
      }
    >
      <ImportCounts counts={preview.counts} />
    </Result>
  )
}

function History() {
  const w = useWords(dispatchWords)
  const say = useNotice()
  const { regionId, programmeId } = useWorkplace()
  const imports = useCall(listStaffingImports, { params: { regionId, programmeId } })
  return (
    <Panel title={w.history} flush>
      <Loaded query={imports} rows={2}>
        {(data) => {
          const newest = data.items.find((i) => i.status === 'confirmed')
          return (
            <Table
              size="small"
              rowKey="id"
              pagination={data.items.length > 10 ? { pageSize: 10 } : false}
              dataSource={data.items}
              scroll={{ x: 'max-content' }}
              columns={[
                {
                  title: w.at,
                  dataIndex: 'createdAt',
                  render: (at: string) => <span className="nums">{momentWords(at)}</span>,
                },
                { title: w.file, dataIndex: 'fileName' },
                { title: w.counts.rows, dataIndex: 'rows', align: 'right' },
                { title: w.who, dataIndex: 'account' },
                {
                  title: w.effect,
                  dataIndex: 'status',
                  render: (s: string) => (
                    <Mark tone={s === 'confirmed' ? 'done' : s === 'undone' ? 'plain' : 'draft'}>
                      {w.importStatus[s] ?? s}
                    </Mark>
                  ),
                },
                {
                  title: '',
                  key: 'undo',
                  render: (_, row) =>
                    row.id === newest?.id ? (
                      <UndoButton regionId={regionId} id={row.id} onDone={() => say(w.undone)} />
                    ) : null,
                },
              ]}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Wizard() {
  const w = useWords(dispatchWords)
  const { regionId, programmeId } = useWorkplace()
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const upload = useAct(previewStaffing, [listStaffingImports], setPreview)
  const confirm = useAct(confirmStaffing, TOUCHED, setPreview)
  const again = (): void => {
    setPreview(null)
    upload.reset()
    confirm.reset()
  }
  const step = !preview ? 0 : preview.status === 'previewed' ? 1 : 2
  return (
    <>
      <Steps className="gap-below" current={step} items={w.steps.map((title) => ({ title }))} />
      {!preview ? (
        <>
          <DropFile
            label={w.choose}
            note={w.chooseNote}
            accept=".xlsx,.xls,.csv,.ods,.et,.tsv,.txt"
            busy={upload.isPending}
            onFile={(file) =>
              upload.mutate({ params: { regionId, programmeId }, query: { fileName: file.name }, body: file })
            }
          />
          <ProblemAlert error={upload.error} className="gap-above" />
        </>
      ) : null}
      {preview?.status === 'previewed' ? (
        <ImportPreviewPanel
          preview={preview}
          regionId={regionId}
          onPreview={setPreview}
          onBack={again}
          confirming={confirm.isPending}
          error={confirm.error}
          onConfirm={(mismatchReasons) =>
            confirm.mutate({ params: { regionId, id: preview.id }, body: { mismatchReasons } })
          }
        />
      ) : null}
      {preview && preview.status !== 'previewed' ? (
        <Done preview={preview} regionId={regionId} onPreview={setPreview} onAgain={again} />
      ) : null}
    </>
  )
}

export function ImportPage() {
  const w = useWords(dispatchWords)
  const { programmeId, regionId } = useWorkplace()
  return (
    <Page title={w.importTitle} note={w.importNote}>
      <RosterTabs />
      <NeedRegion>
        <div key={`${programmeId}${regionId}`}>
          <Panel>
            <Wizard />
          </Panel>
          <History />
        </div>
      </NeedRegion>
    </Page>
  )
}
