// Lays a file beside the ledger: every difference is named with its cell; nothing is changed.
import { Alert, Modal } from 'antd'
import { compareForm } from '../../../contract/reports.ts'
import { DropFile } from '../../kit/drop-file.tsx'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import type { FormAddress } from './facts-drawer.tsx'
import { reportWords } from './words.ts'

export function CompareDialog({
  address,
  open,
  onClose,
}: {
  address: FormAddress
  open: boolean
  onClose: () => void
}) {
  const w = useWords(reportWords)
  const compare = useAct(compareForm)
  const take = (file: File): void =>
    compare.mutate({ params: address, query: { fileName: file.name }, body: file })
  const found = compare.data
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      width={760}
      title={w.compareTitle}
      destroyOnHidden
      afterClose={() => compare.reset()}
    >
      <DropFile
        label={w.compare}
        note={w.compareNote}
        accept=".xlsx,.xls,.csv,.ods"
        busy={compare.isPending}
        onFile={take}
      />
      <ProblemAlert error={compare.error} className="gap-above" />
      {found ? (
        <Alert
          className="gap-above"
          type={found.problems.length ? 'warning' : 'success'}
          showIcon
          title={`${w.compared(found.rows, found.matched)}，${found.problems.length ? w.differ(found.problems.length) : w.same}`}
          description={<ProblemLines problems={found.problems} limit={60} />}
        />
      ) : null}
    </Modal>
  )
}
