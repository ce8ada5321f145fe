// Where a number of a form comes from: the rule, the sum, and the day cards, each a link.

import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Table } from 'antd'
import type { ReactNode } from 'react'
import { type CellFacts, getCellFacts } from '../../../contract/reports.ts'
import { Clause } from '../../kit/clause.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { dayWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import type { Cell } from './form-sheet.tsx'
import { rollUpWords } from './roll-up-words.ts'
import { reportWords } from './words.ts'

export type FormAddress = {
  regionId: string
  programmeId: string
  formId: 'support-summary' | 'staffing-schedule' | 'workload-return'
  period: string
}

function Facts({ address, cell }: { address: FormAddress; cell: Cell }) {
  const facts = useCall(getCellFacts, { params: address, query: { rowId: cell.rowId, column: cell.column } })
  return <FactsList query={facts} value={cell.value} year={address.period.slice(0, 4)} />
}

/** The value, how it came about, and its cards. */
export function FactsList({
  query,
  value,
  year,
}: {
  query: UseQueryResult<CellFacts, Error>
  value: string
  year: string
}) {
  const w = useWords(reportWords)
  const r = useWords(rollUpWords)
  const { language } = usePreferences()
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <p className="figure-value">{value}</p>
          <p>{data.explanation}</p>
          {data.cards > data.facts.length ? (
            <p className="quiet">{r.firstFacts(data.facts.length, data.cards)}</p>
          ) : null}
          {data.citation ? <Clause citation={data.citation} clauses={[]} /> : null}
          <Table
            className="gap-above"
            size="small"
            pagination={false}
            rowKey="dayCardId"
            dataSource={data.facts}
            columns={[
              {
                title: w.day,
                dataIndex: 'day',
                render: (day: string) => dayWords(day, language, year),
              },
              { title: w.doctor, dataIndex: 'practitioner' },
              { title: w.unit, dataIndex: 'unit' },
              { title: w.value, dataIndex: 'value', align: 'right' },
              {
                title: w.card,
                render: (_, fact) => (
                  <Link
                    to="/cards/$regionId/$id"
                    params={{ regionId: fact.regionId, id: fact.dayCardId }}
                    aria-label={`${w.card} ${fact.practitioner} ${fact.day}`}
                  >
                    {w.card}
                  </Link>
                ),
              },
            ]}
            summary={() =>
              data.total === null ? null : (
                <Table.Summary.Row>
                  <Table.Summary.Cell index={0} colSpan={3}>
                    {w.total}
                  </Table.Summary.Cell>
                  <Table.Summary.Cell index={3} align="right">
                    <b>{data.total}</b>
                  </Table.Summary.Cell>
                  <Table.Summary.Cell index={4} />
                </Table.Summary.Row>
              )
            }
          />
        </>
      )}
    </Loaded>
  )
}

export function FactsFrame({
  cell,
  onClose,
  children,
}: {
  cell: Cell | null
  onClose: () => void
  children: ReactNode
}) {
  const w = useWords(reportWords)
  return (
    <Drawer
      open={cell !== null}
      onClose={onClose}
      size={620}
      title={cell ? `${w.facts}：${cell.label}` : w.facts}
      destroyOnHidden
    >
      {children}
    </Drawer>
  )
}

export function FactsDrawer({
  address,
  cell,
  onClose,
}: {
  address: FormAddress
  cell: Cell | null
  onClose: () => void
}) {
  return (
    <FactsFrame cell={cell} onClose={onClose}>
      {cell ? <Facts address={address} cell={cell} /> : null}
    </FactsFrame>
  )
}
