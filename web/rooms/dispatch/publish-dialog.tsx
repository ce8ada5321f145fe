// Publishing a month: what it does, what is still uncovered, and the decision of a person.
import { Alert, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { getRoster, publishRoster, type RosterView } from '../../../contract/dispatch.ts'
import { listPublications } from '../../../contract/publicity.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { monthWords, shortName } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { dispatchWords } from './words.ts'

type Props = { roster: RosterView; open: boolean; county: string; onClose: () => void }

/** The units that no duty of the month serves. */
export function unservedUnits(roster: RosterView): RosterView['units'] {
  const served = new Set(roster.duties.filter((d) => d.status !== 'cancelled').map((d) => d.unitId))
  return roster.units.filter((u) => !served.has(u.id))
}

export function PublishDialog({ roster, open, county, onClose }: Props) {
  const w = useWords(dispatchWords)
  const common = useWords(words)
  const { language } = usePreferences()
  const say = useNotice()
  const [accept, setAccept] = useState(false)
  const gaps = unservedUnits(roster)
  const publish = useAct(publishRoster, [getRoster, listPublications], () => {
    say(w.publishDone)
    onClose()
  })
  const { regionId, programmeId, month } = roster
  return (
    <Modal
      open={open}
      title={w.publishTitle(monthWords(month, language))}
      okText={w.publish}
      cancelText={common.cancel}
      okButtonProps={{ disabled: gaps.length > 0 && !accept }}
      confirmLoading={publish.isPending}
      onCancel={onClose}
      onOk={() =>
        publish.mutate({ params: { regionId, programmeId, month }, body: { acceptUncovered: accept } })
      }
    >
      <p>{w.publishNote}</p>
      {gaps.length ? (
        <>
          <Alert
            type="warning"
            showIcon
            className="gap-above"
            title={w.publishUncovered(gaps.length)}
            description={gaps.map((u) => shortName(u.name, county)).join('、')}
          />
          <Checkbox className="gap-above" checked={accept} onChange={(e) => setAccept(e.target.checked)}>
            {w.acceptUncovered}
          </Checkbox>
        </>
      ) : null}
      <ProblemAlert error={publish.error} className="gap-above" />
    </Modal>
  )
}
