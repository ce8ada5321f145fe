// Recording that residents were told by a channel: a note and a picture, both optional; who and when come by themselves.
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { listChangeNotices, putTellingPicture, recordTelling } from '../../../contract/publicity-changes.ts'
import { getToday } from '../../../contract/reports.ts'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { shrinkPhoto } from '../../kit/shrink-photo.ts'
import { useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { words } from '../../shell/words.ts'
import { publicityWords } from './words.ts'

type Place = { regionId: string; changeId: string; unitId: string; channel: string }

export function TellingDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const { changes: w, recorded } = useWords(publicityWords)
  const common = useWords(words)
  const say = useNotice()
  const { regionId, changeId, unitId, channel } = place
  // one record however often the button is pressed
  const [tellingId] = useState(() => uuidv7())
  const [note, setNote] = useState('')
  const [picture, setPicture] = useState<Uint8Array<ArrayBuffer> | null>(null)
  const [unreadable, setUnreadable] = useState(false)
  const refreshed = [listChangeNotices, getToday]
  const record = useAct(recordTelling, refreshed)
  const attach = useAct(putTellingPicture, refreshed)
  const choose = async (file: File | undefined): Promise<void> => {
    const bytes = file ? await shrinkPhoto(file) : null
    setPicture(bytes)
    setUnreadable(Boolean(file) && !bytes)
  }
  const send = async (): Promise<void> => {
    const { already } = await record.mutateAsync({
      params: { regionId, id: changeId },
      body: { tellingId, unitId, channel, note },
    })
    // somebody else's record stands: its proof is not ours to replace
    if (picture && !already) await attach.mutateAsync({ params: { regionId, id: tellingId }, body: picture })
    say(already ? w.already : recorded)
    onClose()
  }
  return (
    <Modal
      open
      title={w.recordTitle(channel)}
      okText={w.record}
      cancelText={common.cancel}
      confirmLoading={record.isPending || attach.isPending}
      onCancel={onClose}
      onOk={() => void send().catch(() => undefined)}
    >
      <p className="quiet">{w.who}</p>
      <div className="stacked">
        <label htmlFor="telling-note">{w.what}</label>
        <Input.TextArea
          id="telling-note"
          value={note}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 5 }}
          placeholder={w.hint}
          autoComplete="off"
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <label className="stacked">
        {w.picture}
        <input type="file" accept="image/*" onChange={(event) => void choose(event.target.files?.[0])} />
        <span className="quiet">{picture ? w.chosen(Math.ceil(picture.length / 1024)) : w.pictureHint}</span>
      </label>
      {unreadable ? <p role="alert">{w.unreadable}</p> : null}
      <ProblemAlert error={record.error ?? attach.error} />
    </Modal>
  )
}
