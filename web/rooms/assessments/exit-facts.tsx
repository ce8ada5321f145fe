// Why: which thresholds are reached, and every fact with the page it stands on (ASM-9).
import { Link } from '@tanstack/react-router'
import type { ExitProposalView } from '../../../contract/assessments-exit.ts'
import { EXIT_SIGNAL_NAMES } from '../../../domain/assessments/exit-proposals.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { exitWords } from './exit-words.ts'

function splitPage(page: string): { to: string; search: Record<string, string> } {
  const [to = '', query = ''] = page.split('?')
  return { to, search: Object.fromEntries(new URLSearchParams(query)) }
}

export function ExitFacts({ of }: { of: Pick<ExitProposalView, 'met' | 'doctors' | 'facts'> }) {
  const w = useWords(exitWords)
  const { language } = usePreferences()
  return (
    <div className="exit-facts">
      {of.met.map((one) => (
        <p key={one.signal}>
          <b>{w.met(EXIT_SIGNAL_NAMES[one.signal][language], one.count, one.threshold)}</b>
        </p>
      ))}
      {of.doctors.length > 0 ? (
        <p>
          <b>{w.together(of.doctors.length, of.doctors.join('、'))}</b>
        </p>
      ) : null}
      <ul>
        {of.facts.map((fact) => {
          const page = splitPage(fact.page)
          return (
            <li key={`${fact.signal} ${fact.ref}`}>
              <time>{fact.day}</time> {fact.doctor ? `${fact.doctor} ` : ''}
              {EXIT_SIGNAL_NAMES[fact.signal][language]}
              {fact.words ? `：${fact.words}` : ''}{' '}
              <Link to={page.to as never} search={page.search as never}>
                {w.look}
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
