// One doctor's account: years with their gate, each day with why it counts or not, objections, certificates (ASM-5, ASM-6).
import { Button, Radio, Table } from 'antd'
import { useState } from 'react'
import {
  answerCreditObjection,
  type CreditAccountView,
  type CreditObjection,
  getCertificateFile,
  getCertificatePdf,
  getCredit,
  listCredits,
  revokeCertificate,
} from '../../../contract/assessments-credit.ts'
import { Clause } from '../../kit/clause.tsx'
import { Mark } from '../../kit/mark.tsx'
import { Panel } from '../../kit/page.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { saveBlob } from '../../kit/save-file.ts'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct } from '../../shell/query.ts'
import { useMay } from '../../shell/session.tsx'
import { creditWords } from './credit-words.ts'

type Year = CreditAccountView['years'][number]

export function GateMark({ gate }: { gate: Year['gate'] }) {
  const w = useWords(creditWords)
  if (!gate) return <span className="quiet">{w.gateNone}</span>
  return (
    <Mark tone={gate.met ? 'done' : 'due'}>
      {gate.met ? w.gateMet(gate.required) : w.gateShort(gate.missing)}
    </Mark>
  )
}

function Years({ account }: { account: CreditAccountView }) {
  const w = useWords(creditWords)
  const kinds = (['clinic', 'teaching', 'homeVisit', 'other'] as const).map((kind) => ({
    title: w.kinds[kind],
    align: 'right' as const,
    render: (_: unknown, y: Year) => y.kinds[kind] ?? 0,
  }))
  const gate = account.years.find((y) => y.gate)?.gate
  return (
    <Panel flush>
      <Table
        size="small"
        rowKey="year"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={account.years}
        columns={[
          { title: w.year, dataIndex: 'year' },
          { title: w.days, dataIndex: 'days', align: 'right', render: (n: number) => <b>{n}</b> },
          { title: w.personDays, dataIndex: 'personDays', align: 'right' },
          { title: w.pending, dataIndex: 'pending', align: 'right' },
          ...kinds,
          { title: w.gate, render: (_: unknown, y: Year) => <GateMark gate={y.gate} /> },
        ]}
      />
      <p className="quiet credit-formula">{w.formula}</p>
      <div className="credit-clauses">
        {account.citation ? <Clause citation={account.citation} clauses={['ASM-5']} /> : null}
        {gate ? <Clause citation={gate.citation} clauses={['ASM-6']} /> : null}
      </div>
    </Panel>
  )
}

function Answer({ of, onClose }: { of: CreditObjection; onClose: () => void }) {
  const w = useWords(creditWords)
  const [upheld, setUpheld] = useState(true)
  const act = useAct(answerCreditObjection, [getCredit, listCredits], onClose)
  return (
    <ReasonDialog
      open
      title={`${w.answer} · ${of.day}`}
      note={
        <>
          <p>{of.words}</p>
          <Radio.Group
            className="gap-above"
            value={upheld}
            onChange={(e) => setUpheld(e.target.value as boolean)}
            options={[
              { value: true, label: w.upheld },
              { value: false, label: w.rejected },
            ]}
          />
          <p className="quiet">{w.answerNote}</p>
        </>
      }
      label={w.answerLabel}
      confirm={w.answer}
      busy={act.isPending}
      error={act.error}
      onCancel={onClose}
      onConfirm={(answer) =>
        act.mutate({ params: { regionId: of.regionId, id: of.id }, body: { upheld, answer } })
      }
    />
  )
}

function Objections({ account }: { account: CreditAccountView }) {
  const w = useWords(creditWords)
  const may = useMay()
  const [answering, setAnswering] = useState<CreditObjection | null>(null)
  return (
    <Panel title={w.objectionsTitle}>
      {account.objections.length === 0 ? <p className="quiet">{w.noObjections}</p> : null}
      <ul className="objections">
        {account.objections.map((one) => (
          <li key={one.id}>
            <p>
              <b>{one.day}</b> {one.words} <span className="quiet">{momentWords(one.at)}</span>
            </p>
            {one.answer === null ? (
              <p className="row">
                <Mark tone="due">{w.waiting}</Mark>
                {may('credit.answer') ? (
                  <Button size="small" onClick={() => setAnswering(one)}>
                    {w.answer}
                  </Button>
                ) : null}
              </p>
            ) : (
              <p>
                <Mark tone={one.upheld ? 'done' : 'plain'}>{one.upheld ? w.upheld : w.rejected}</Mark>{' '}
                {one.answer} <span className="quiet">{one.answeredBy}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {answering ? <Answer of={answering} onClose={() => setAnswering(null)} /> : null}
    </Panel>
  )
}

type Certificate = CreditAccountView['certificates'][number]

function Certificates({ account }: { account: CreditAccountView }) {
  const w = useWords(creditWords)
  const may = useMay()
  const [revoking, setRevoking] = useState<Certificate | null>(null)
  const pdf = useAct(getCertificatePdf)
  const file = useAct(getCertificateFile)
  const revoke = useAct(revokeCertificate, [getCredit], () => setRevoking(null))
  const at = ({ regionId, id }: Certificate) => ({ params: { regionId, id } })
  return (
    <Panel title={w.certificates}>
      {account.certificates.length === 0 ? <p className="quiet">{w.noCertificates}</p> : null}
      <ul className="objections">
        {account.certificates.map((one) => (
          <li key={one.id}>
            <p>
              <b>{one.number}</b> <span className="quiet">{one.issuedOn}</span> <code>{one.checkCode}</code>
            </p>
            <p className="row">
              {one.revoked ? (
                <Mark tone="plain">{w.revoked}</Mark>
              ) : (
                <Button
                  size="small"
                  loading={pdf.isPending}
                  aria-label={`${w.pdf} ${one.number}`}
                  onClick={() =>
                    pdf.mutate(at(one), { onSuccess: (blob) => saveBlob(blob, `${one.number}.pdf`) })
                  }
                >
                  {w.pdf}
                </Button>
              )}
              <Button
                size="small"
                aria-label={`${w.file} ${one.number}`}
                onClick={() =>
                  file.mutate(at(one), { onSuccess: (blob) => saveBlob(blob, `${one.number}.json`) })
                }
              >
                {w.file}
              </Button>
              {may('certificate.issue') && !one.revoked ? (
                <Button
                  size="small"
                  danger
                  aria-label={`${w.revoke} ${one.number}`}
                  onClick={() => setRevoking(one)}
                >
                  {w.revoke}
                </Button>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={revoking !== null}
        title={`${w.revoke} ${revoking?.number ?? ''}`}
        note={w.revokeNote}
        confirm={w.revoke}
        danger
        busy={revoke.isPending}
        error={revoke.error}
        onCancel={() => setRevoking(null)}
        onConfirm={(reason) => revoking && revoke.mutate({ ...at(revoking), body: { reason } })}
      />
    </Panel>
  )
}

function Lines({ account }: { account: CreditAccountView }) {
  const w = useWords(creditWords)
  const { language } = usePreferences()
  return (
    <Panel title={w.line} flush>
      <Table
        size="small"
        rowKey="dayCardId"
        dataSource={account.lines}
        pagination={account.lines.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            title: w.date,
            render: (_, l) =>
              `${dayWords(l.day, language, '0000')}${l.half === 'day' ? '' : ` ${w.halves[l.half]}`}`,
          },
          { title: w.unit, dataIndex: 'unit' },
          { title: w.work, render: (_, l) => l.kinds.map((k) => w.kinds[k]).join('、') },
          {
            title: w.state,
            render: (_, l) =>
              l.reason ? (
                <Mark tone={l.reason === 'notConfirmed' ? 'due' : 'plain'}>{w.reasons[l.reason]}</Mark>
              ) : (
                <Mark tone="done">{w.counted}</Mark>
              ),
          },
        ]}
      />
      {account.more > 0 ? <p className="quiet">{w.more(account.more)}</p> : null}
    </Panel>
  )
}

export function CreditAccount({ account }: { account: CreditAccountView }) {
  return (
    <div className="credit-account">
      <Years account={account} />
      <Objections account={account} />
      <Certificates account={account} />
      <Lines account={account} />
    </div>
  )
}
