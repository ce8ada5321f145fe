// The lines of a claim while they are written: amounts stay as typed, the server says which cannot be used.
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import {
  EXPENSE_KINDS,
  EXPENSE_NAMES,
  type ExpenseKind,
  MOST_LINES,
} from '../../../domain/funding/expenses.ts'
import { AMOUNT_FAULTS, readYuan, yuanOf } from '../../../domain/funding/money.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { fundingWords } from './words.ts'

export type DraftLine = { kind: ExpenseKind; amount: string; issuer: string; number: string; note: string }
export const emptyLine = (kind: ExpenseKind = 'transport', amount = ''): DraftLine => ({
  kind,
  amount,
  issuer: '',
  number: '',
  note: '',
})

/** The sum of what can be read so far, in fen. */
const sumOf = (lines: readonly DraftLine[]): number =>
  lines.reduce((sum, { amount }) => {
    const read = readYuan(amount)
    return sum + ('fen' in read ? read.fen : 0)
  }, 0)

export function ClaimLines({
  lines,
  onChange,
}: {
  lines: readonly DraftLine[]
  onChange: (lines: DraftLine[]) => void
}) {
  const w = useWords(fundingWords)
  const { language } = usePreferences()
  const set = (i: number, part: Partial<DraftLine>): void =>
    onChange(lines.map((line, k) => (k === i ? { ...line, ...part } : line)))
  const input = (i: number, key: 'issuer' | 'number' | 'note', most: number, placeholder = '') => (
    <Input
      aria-label={w.nthLine(i + 1, key === 'note' ? w.lineNote : w[key])}
      autoComplete="off"
      maxLength={most}
      placeholder={placeholder}
      value={lines[i]?.[key] ?? ''}
      onChange={(e) => set(i, { [key]: e.target.value })}
    />
  )
  return (
    <>
      <table className="claim-lines">
        <thead>
          <tr>
            <th scope="col">{w.kind}</th>
            <th scope="col">{w.amount}</th>
            <th scope="col">{w.issuer}</th>
            <th scope="col">{w.number}</th>
            <th scope="col">{w.lineNote}</th>
            <th scope="col" aria-label={w.addLine} />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => {
            const read = readYuan(line.amount)
            const fault =
              'fault' in read && read.fault !== 'empty' ? AMOUNT_FAULTS[read.fault][language] : null
            return (
              // Lines have no id of their own; they are added and removed by hand.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={i}>
                <td className="kind">
                  <Select
                    aria-label={w.nthLine(i + 1, w.kind)}
                    value={line.kind}
                    style={{ width: '100%' }}
                    onChange={(kind) => set(i, { kind })}
                    options={EXPENSE_KINDS.map((kind) => ({
                      value: kind,
                      label: EXPENSE_NAMES[kind][language],
                    }))}
                  />
                </td>
                <td className="amount">
                  <Input
                    aria-label={w.nthLine(i + 1, w.amount)}
                    aria-invalid={fault !== null}
                    autoComplete="off"
                    inputMode="decimal"
                    maxLength={40}
                    status={fault ? 'error' : ''}
                    value={line.amount}
                    onChange={(e) => set(i, { amount: e.target.value })}
                  />
                  {fault ? <small role="alert">{fault}</small> : null}
                </td>
                <td className="wide">{input(i, 'issuer', 60, w.issuerHint)}</td>
                <td>{input(i, 'number', 40)}</td>
                <td>{input(i, 'note', 120, w.noteHint)}</td>
                <td className="end">
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden="true" />}
                    aria-label={w.removeLine(i + 1)}
                    onClick={() => onChange(lines.filter((_, k) => k !== i))}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="claim-foot">
        <Button
          size="small"
          disabled={lines.length >= MOST_LINES}
          onClick={() => onChange([...lines, emptyLine()])}
        >
          {w.addLine}
        </Button>
        <b className="nums">{w.sum(yuanOf(sumOf(lines)))}</b>
      </div>
    </>
  )
}
