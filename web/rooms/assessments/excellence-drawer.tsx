// 优秀名单: who fits the stated criteria and why the others do not; approved as it was seen (ASM-10).
import { Link } from '@tanstack/react-router'
import { Alert, Button, Drawer, Table } from 'antd'
import { approveExcellence, getExcellence } from '../../../contract/assessments-joint.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { momentWords } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import type { Where } from './joint-case.tsx'
import { jointWords } from './joint-words.ts'

export function ExcellenceDrawer({ where, onClose }: { where: Where; onClose: () => void }) {
  const w = useWords(jointWords)
  const say = useNotice()
  const list = useCall(getExcellence, { params: where })
  const approve = useAct(approveExcellence, [getExcellence], ({ version }) => say(w.approvedNow(version)))
  return (
    <Drawer open size={760} title={w.excellence} onClose={onClose} destroyOnHidden>
      <Loaded query={list}>
        {({ criteria, items, approved }) => {
          const chosen = items.filter((one) => one.chosen)
          return (
            <>
              <p className="gap-below">
                <b>{w.criteria}</b> {criteria}
              </p>
              {approved ? (
                <Alert
                  className="gap-below"
                  type={approved.same ? 'success' : 'warning'}
                  showIcon
                  title={w.approved(approved.version, approved.by, momentWords(approved.at))}
                  description={
                    approved.same ? approved.names.join('、') : `${approved.names.join('、')}。${w.changed}`
                  }
                />
              ) : null}
              <Table
                size="small"
                rowKey="practitionerId"
                dataSource={items}
                pagination={items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                scroll={{ x: 'max-content' }}
                columns={[
                  {
                    title: w.doctor,
                    render: (_, one) => (
                      <Link to="/assessments" search={{ doctor: one.practitionerId } as never}>
                        {one.name}
                      </Link>
                    ),
                  },
                  { title: w.hospital, dataIndex: 'hospital' },
                  { title: w.unit, dataIndex: 'unit' },
                  {
                    title: w.total,
                    dataIndex: 'total',
                    align: 'right',
                    render: (n: number | null) => n ?? '—',
                  },
                  {
                    title: w.chosen,
                    render: (_, one) =>
                      one.chosen ? (
                        <Mark tone="done">{w.chosen}</Mark>
                      ) : (
                        <span className="quiet">{one.why ? w.why[one.why] : ''}</span>
                      ),
                  },
                ]}
              />
              <p className="gap-above">
                <Button
                  type="primary"
                  disabled={chosen.length === 0 || (approved?.same ?? false)}
                  loading={approve.isPending}
                  onClick={() =>
                    approve.mutate({
                      params: where,
                      body: { practitionerIds: chosen.map((one) => one.practitionerId) },
                    })
                  }
                >
                  {w.approve(chosen.length)}
                </Button>
              </p>
              <ProblemAlert error={approve.error} />
            </>
          )
        }}
      </Loaded>
    </Drawer>
  )
}
