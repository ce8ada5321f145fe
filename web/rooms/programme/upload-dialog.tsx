// A new version of a programme: the file is checked, problems name their line, saving needs a reason and a day.
import { Alert, DatePicker, Form, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import {
  checkProgrammeFile,
  getProgramme,
  listProgrammes,
  saveProgramme,
} from '../../../contract/programme.ts'
import { getBoard, getToday } from '../../../contract/reports.ts'
import { DropFile } from '../../kit/drop-file.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert, ProblemLines } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMe } from '../../shell/session.tsx'
import { words } from '../../shell/words.ts'
import { programmeWords } from './words.ts'

export function UploadDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const w = useWords(programmeWords)
  const common = useWords(words)
  const me = useMe()
  const say = useNotice()
  const [source, setSource] = useState('')
  const [reason, setReason] = useState('')
  const [from, setFrom] = useState(me.today)
  const check = useAct(checkProgrammeFile)
  const close = (): void => {
    check.reset()
    setSource('')
    setReason('')
    onClose()
  }
  const save = useAct(saveProgramme, [listProgrammes, getProgramme, getBoard, getToday], (card) => {
    say(w.saved(card.version))
    close()
  })
  const take = (file: File): void => {
    void file.text().then((text) => {
      setSource(text)
      check.mutate({ body: { source: text, file: file.name } })
    })
  }
  const found = check.data
  return (
    <Modal
      open={open}
      title={w.upload}
      width={720}
      okText={w.saveVersion}
      cancelText={common.cancel}
      okButtonProps={{ disabled: !found?.ok || reason.trim() === '' }}
      confirmLoading={save.isPending}
      onCancel={close}
      onOk={() => save.mutate({ body: { source, reason: reason.trim(), effectiveFrom: from } })}
      destroyOnHidden
    >
      <DropFile
        label={w.choose}
        note={w.chooseNote}
        accept=".yaml,.yml"
        busy={check.isPending}
        onFile={take}
      />
      <ProblemAlert error={check.error} className="gap-above" />
      {found ? (
        <Alert
          className="gap-above"
          showIcon
          type={found.ok ? 'success' : 'error'}
          title={found.ok ? `${w.checked}（${found.id ?? ''}）` : w.notOk(found.problems.length)}
          description={<ProblemLines problems={found.problems} limit={40} />}
        />
      ) : null}
      {found?.ok ? (
        <Form layout="vertical" className="gap-above">
          <Form.Item label={w.effectiveFrom}>
            <DatePicker
              aria-label={w.effectiveFrom}
              allowClear={false}
              value={dayjs(from)}
              onChange={(d) => d && setFrom(d.format('YYYY-MM-DD'))}
            />
          </Form.Item>
          <Form.Item label={w.saveReason}>
            <Input
              aria-label={w.saveReason}
              maxLength={300}
              value={reason}
              onChange={(e) => setReason(e.target.value)}
            />
          </Form.Item>
        </Form>
      ) : null}
      <ProblemAlert error={save.error} className="gap-above" />
    </Modal>
  )
}
