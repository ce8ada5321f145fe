// 设置 · 操作日志: who did what, newest first, older ones on demand.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { listAudit } from '../../../contract/access.ts'
import { ROLE_NAMES, type Role } from '../../../domain/access/roles.ts'
import { Page, Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { call } from '../../shell/call.ts'
import { momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { SettingsTabs } from './settings-tabs.tsx'
import { accessWords } from './words.ts'

export function AuditPage() {
  const w = useWords(accessWords)
  const { language } = usePreferences()
  const log = useInfiniteQuery({
    queryKey: [listAudit.id, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call(listAudit, { query: pageParam ? { before: pageParam } : {} }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => (last.items.length ? last.items.at(-1)?.at : undefined),
  })
  const items = (log.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Page title={w.settings}>
      <SettingsTabs />
      <Panel title={w.tabs.audit} note={w.auditNote} flush>
        <ProblemAlert error={log.error} retry={() => void log.refetch()} />
        <Table
          size="small"
          rowKey="id"
          loading={log.isPending}
          dataSource={items}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: w.at,
              dataIndex: 'at',
              width: 150,
              render: (at: string) => <span className="nums">{momentWords(at)}</span>,
            },
            { title: w.who, dataIndex: 'account', width: 200 },
            {
              title: w.role,
              dataIndex: 'role',
              width: 140,
              render: (role: Role, entry) => (entry.account ? (ROLE_NAMES[role]?.[language] ?? role) : '—'),
            },
            { title: w.act, dataIndex: 'sentence' },
          ]}
        />
        <div className="panel-foot">
          {log.hasNextPage ? (
            <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {w.older}
            </Button>
          ) : (
            <span className="quiet">{w.start}</span>
          )}
        </div>
      </Panel>
    </Page>
  )
}
