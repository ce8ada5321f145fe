// Two cards beside each other; lines that differ are marked by a sign and a ground.

import { ScrollX } from '../../kit/scroll-x.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { cardLines, type Draft } from './card-draft.ts'
import { visitWords } from './words.ts'

export function CardCompare({ left, right, names }: { left: Draft; right: Draft; names: [string, string] }) {
  const w = useWords(visitWords)
  const others = new Map(cardLines(right))
  const told = (text: string): boolean => /[^0./\s]/.test(text)
  const lines = cardLines(left).filter(([label, text]) => told(text) || told(others.get(label) ?? ''))
  return (
    <ScrollX label={w.field}>
      <table className="plain-table compare">
        <thead>
          <tr>
            <th scope="col">{w.field}</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([label, text]) => {
            const other = others.get(label) ?? ''
            return (
              <tr key={label} className={text === other ? '' : 'differs'}>
                <th scope="row">
                  {text === other ? '' : '≠ '}
                  {label}
                </th>
                <td>{text || '—'}</td>
                <td>{other || '—'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </ScrollX>
  )
}
