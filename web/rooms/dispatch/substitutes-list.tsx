// Who could stand in for one duty, asked of the server now: those who may with points, the others with the rule.
import { Button } from 'antd'
import { useState } from 'react'
import type { DutyView, RosterView } from '../../../contract/dispatch.ts'
import { listSubstitutes } from '../../../contract/dispatch-repair.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { shortName } from '../../shell/format.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useCall } from '../../shell/query.ts'
import { changeWords } from './change-words.ts'
import { dispatchWords } from './words.ts'

const SHOWN = 3

export function SubstitutesList({
  roster,
  duty,
  county,
  onChoose,
}: {
  roster: RosterView
  duty: DutyView
  county: string
  /** Sends somebody instead; null where the duty may not be changed directly. */
  onChoose: ((practitionerId: string) => void) | null
}) {
  const w = useWords(changeWords)
  const planning = useWords(dispatchWords)
  const [all, setAll] = useState(false)
  const query = useCall(listSubstitutes, { params: { regionId: roster.regionId, id: duty.id } })
  return (
    <section className="panel-block">
      <h3>{w.substitutes}</h3>
      <Loaded query={query} rows={3}>
        {({ items }) => {
          const free = items.filter((one) => one.broken.length === 0)
          const shown = all ? items : free.slice(0, SHOWN)
          return (
            <>
              {free.length === 0 ? <p className="quiet">{w.nobody}</p> : null}
              <ul className="alternatives">
                {shown.map((one) => (
                  <li key={one.practitionerId}>
                    <span>
                      <b>{one.name}</b>{' '}
                      <span className="quiet">
                        {one.specialty} · {one.title} · {shortName(one.hospital, county)}
                      </span>
                      <br />
                      <span className="quiet">
                        {one.extraCost === null
                          ? one.broken.map((b) => `${b.text}（${b.clause}）`).join('；')
                          : planning.extra(one.extraCost)}
                      </span>
                    </span>
                    {onChoose && one.broken.length === 0 ? (
                      <Button
                        size="small"
                        aria-label={`${planning.chooseHim} ${one.name}`}
                        onClick={() => onChoose(one.practitionerId)}
                      >
                        {planning.chooseHim}
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
              {items.length > shown.length || all ? (
                <Button type="link" size="small" onClick={() => setAll(!all)}>
                  {all ? w.less : w.more(items.length - shown.length)}
                </Button>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}
