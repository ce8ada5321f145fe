// The month by hospital: what day cards say, what is claimed, how far it has come; shown beside each other, never added (FIN-2).
import { type ExpenseTotal, getExpenseTotals } from '../../../contract/funding-expenses.ts'
import { yuanOf } from '../../../domain/funding/money.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Panel } from '../../kit/page.tsx'
import { ScrollX } from '../../kit/scroll-x.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { fundingWords } from './words.ts'

const STATES = ['open', 'submitted', 'approved', 'paid'] as const
const cardOf = (t: ExpenseTotal): number => t.cardFen.transport + t.cardFen.lodging + t.cardFen.supplies
const claimOf = (t: ExpenseTotal): number => STATES.reduce((sum, s) => sum + t.states[s], 0)

export function ExpenseTotals({
  query,
}: {
  query: { programmeId: string; regionId?: string; month: string }
}) {
  const w = useWords(fundingWords)
  const totals = useCall(getExpenseTotals, { query }, { keep: true })
  const columns: [string, (t: ExpenseTotal) => number, (n: number) => string][] = [
    [w.cards, (t) => t.cards, String],
    [w.cardSum, cardOf, yuanOf],
    [w.claims, (t) => t.claims, String],
    [w.claimSum, claimOf, yuanOf],
    [w.gap, (t) => claimOf(t) - cardOf(t), yuanOf],
    ...STATES.map((s): [string, (t: ExpenseTotal) => number, (n: number) => string] => [
      w.stateSums[s],
      (t) => t.states[s],
      yuanOf,
    ]),
  ]
  return (
    <Panel title={w.totals} note={w.totalsNote}>
      <Loaded query={totals} rows={3} isEmpty={(data) => data.items.length === 0}>
        {({ items }) => (
          <ScrollX label={w.totals}>
            <table className="funding-table">
              <thead>
                <tr>
                  <th scope="col">{w.hospital}</th>
                  {columns.map(([name]) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((t) => (
                  <tr key={t.hospital.id}>
                    <td>{t.hospital.name}</td>
                    {columns.map(([name, of, words]) => (
                      <td key={name}>{words(of(t))}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
              {items.length > 1 ? (
                <tfoot>
                  <tr>
                    <td>{w.all}</td>
                    {columns.map(([name, of, words]) => (
                      <td key={name}>{words(items.reduce((sum, t) => sum + of(t), 0))}</td>
                    ))}
                  </tr>
                </tfoot>
              ) : null}
            </table>
          </ScrollX>
        )}
      </Loaded>
    </Panel>
  )
}
