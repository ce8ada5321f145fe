// Who hands in an organisation's reports, in a list: the name, the masked number, and the number itself for a reason (ORG-6).
import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { listReporters, revealReporter } from '../../../contract/organisations-reporters.ts'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { reporterWords } from './reporter-words.ts'

/** null: none is named. */
type Known = InForce | null
type InForce = { organisationId: string; id: string; name: string; phone: string }

/** The reporters in force of those of a programme's organisations that the reader answers for; empty until read. */
export function useReporters(programmeId: string): ReadonlyMap<string, Known> {
  const may = useMay()
  const query = useCall(
    listReporters,
    { query: { programmeId } },
    { keep: true, enabled: may('reporter.read') },
  )
  return new Map(
    (query.data?.items ?? []).map(({ organisationId, reporter }) => [
      organisationId,
      reporter ? { ...reporter, organisationId } : null,
    ]),
  )
}

/** The masked number and, for whoever may, a way to see it. */
export function ReporterPhone({ of }: { of: InForce }) {
  const w = useWords(reporterWords)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const reveal = useAct(revealReporter, [], () => setOpen(false))
  if (reveal.data)
    return (
      <a className="nums" href={`tel:${reveal.data.phone}`}>
        {reveal.data.phone}
      </a>
    )
  return (
    <span className="nums nowrap">
      {of.phone}
      {may('reporter.reveal') ? (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined aria-hidden="true" />}
          aria-label={`${w.reveal} ${of.name}`}
          onClick={() => setOpen(true)}
        />
      ) : null}
      <ReasonDialog
        open={open}
        title={`${w.reveal}：${of.name}`}
        note={w.revealNote}
        confirm={w.reveal}
        busy={reveal.isPending}
        error={reveal.error}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) =>
          reveal.mutate({ params: { id: of.organisationId, reporterId: of.id }, body: { reason } })
        }
      />
    </span>
  )
}

export function ReporterCell({ of }: { of: Known | undefined }) {
  const w = useWords(reporterWords)
  if (of === undefined) return <span className="quiet">—</span>
  if (of === null) return <span className="quiet">{w.none}</span>
  return (
    <span className="nowrap">
      {of.name} <ReporterPhone of={of} />
    </span>
  )
}
