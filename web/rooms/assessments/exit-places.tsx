// Places that a decision left empty: who may come instead, the best match first, so that no unit is left without a doctor (ASM-9).
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import {
  type ExitCaseView,
  listExitProposals,
  listExitSuccessors,
  listExits,
  rematchExit,
} from '../../../contract/assessments-exit.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Mark } from '../../kit/mark.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { exitWords } from './exit-words.ts'

type Place = ExitCaseView['places'][number]
type Who = { practitionerId: string; name: string }

function Successors({ of, place }: { of: ExitCaseView; place: Place }) {
  const w = useWords(exitWords)
  const say = useNotice()
  const [who, setWho] = useState<Who | null>(null)
  const params = { regionId: of.regionId, id: of.id, placeId: place.id }
  const query = useCall(listExitSuccessors, { params })
  const act = useAct(rematchExit, [listExits, listExitProposals], () => {
    say(w.saved)
    setWho(null)
  })
  return (
    <>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p>
              {w.noSuccessors} <Link to="/roster/postings">{w.toPostings}</Link>
            </p>
          ) : (
            <ul className="successor-list" aria-label={w.successors}>
              {items.slice(0, 8).map((one) => (
                <li key={one.practitionerId}>
                  <span>
                    <b>{one.name}</b> {one.title} · {one.specialty} · {one.hospital}
                    <small className="quiet">
                      {' '}
                      {one.score === null ? '' : `${w.score} ${one.score} · `}
                      {w.postings(one.postings)}
                    </small>
                  </span>
                  <Button size="small" aria-label={`${w.choose} ${one.name}`} onClick={() => setWho(one)}>
                    {w.choose}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ReasonDialog
        open={who !== null}
        title={`${w.acts.rematch} · ${who?.name ?? ''}`}
        label={w.labels.rematch ?? ''}
        confirm={w.acts.rematch ?? ''}
        busy={act.isPending}
        error={act.error}
        onCancel={() => setWho(null)}
        onConfirm={(words) =>
          who && act.mutate({ params, body: { practitionerId: who.practitionerId, words } })
        }
      />
    </>
  )
}

export function ExitPlaces({ of }: { of: ExitCaseView }) {
  const w = useWords(exitWords)
  if (of.places.length === 0) return null
  return (
    <section>
      <h3>{w.places}</h3>
      {of.places.map((place) => (
        <div key={place.id} className="exit-place">
          <p>
            {w.place(place.doctor, place.need)}{' '}
            <Mark tone={place.successor ? 'done' : of.state === 'closed' ? 'plain' : 'due'}>
              {place.successor ? w.succeeded(place.successor) : w.empty}
            </Mark>
          </p>
          {place.daysLeft.length > 0 ? (
            <p className="quiet">
              {w.daysLeft(place.daysLeft.length)} <Link to="/roster">{w.toRoster}</Link>
            </p>
          ) : null}
          {!place.successor && of.mayDo.includes('rematch') ? <Successors of={of} place={place} /> : null}
        </div>
      ))}
    </section>
  )
}
