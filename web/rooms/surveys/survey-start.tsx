// 开始一次回访: what the plan orders, how many may be called, and freezing the frame; the sum is looked at before it is fixed.
import { Alert, Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { CallOutput } from '../../../contract/endpoint.ts'
import { freezeFrame, listSurveys, previewFrame, type SurveyView } from '../../../contract/surveys.ts'
import { LEFT_OUT } from '../../../domain/surveys/frame.ts'
import { Citation } from '../../kit/clause.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { Panel } from '../../kit/page.tsx'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { useWorkplace } from '../../shell/workplace.tsx'
import { surveyWords } from './words.ts'

export type Order = CallOutput<typeof listSurveys>['rules'][number]

function Frame({
  order,
  period,
  onMade,
}: {
  order: Order
  period: string
  onMade: (survey: SurveyView) => void
}) {
  const w = useWords(surveyWords)
  const say = useNotice()
  const { regionId, programmeId } = useWorkplace()
  const params = { regionId, programmeId }
  const [id] = useState(() => uuidv7())
  const [sample, setSample] = useState<number | null>(order.sample)
  const query = useCall(previewFrame, { params, query: { ruleId: order.ruleId, period } })
  const freeze = useAct(freezeFrame, [listSurveys], (made) => {
    say(w.frozen)
    onMade(made)
  })
  return (
    <div className="survey-frame">
      <Loaded query={query} rows={2}>
        {(frame) => (
          <>
            <p>
              <b>{w.canCall(frame.size, frame.units.length)}</b>{' '}
              <span className="quiet">{w.spanOf(frame.from, frame.to)}</span>
            </p>
            <p className="quiet">
              {w.left}：
              {LEFT_OUT.map((why) => `${w.leftOut[why]} ${w.leftOutOf(frame.leftOut[why] ?? 0)}`).join('，')}
            </p>
            {sample !== null && sample > frame.size ? (
              <Alert className="gap-above" type="warning" showIcon title={w.tooFew(frame.size, sample)} />
            ) : sample !== null && frame.size < sample * (1 + order.reserves) ? (
              <Alert
                className="gap-above"
                type="info"
                showIcon
                title={w.fewReserves(frame.size - sample, Math.ceil(sample * order.reserves))}
              />
            ) : null}
            <div className="row gap-above">
              <label htmlFor={`sample-${order.ruleId}`}>{w.howMany}</label>
              <InputNumber
                id={`sample-${order.ruleId}`}
                min={order.minimum ?? 1}
                max={5000}
                precision={0}
                value={sample}
                onChange={setSample}
                autoComplete="off"
              />
              <Button
                type="primary"
                loading={freeze.isPending}
                disabled={sample === null || sample > frame.size}
                onClick={() =>
                  freeze.mutate({
                    params,
                    body: { id, ruleId: order.ruleId, period, ...(sample ? { sample } : {}) },
                  })
                }
              >
                {w.freeze}
              </Button>
              <span className="quiet">{w.freezeNote}</span>
            </div>
          </>
        )}
      </Loaded>
      <ProblemAlert error={freeze.error} className="gap-above" />
    </div>
  )
}

function OrderRow({ order, onMade }: { order: Order; onMade: (survey: SurveyView) => void }) {
  const w = useWords(surveyWords)
  const { month } = useWorkplace()
  const first = order.periods.includes(month) ? month : order.periods[0]
  const [period, setPeriod] = useState(first)
  const [looking, setLooking] = useState(false)
  return (
    <section className="survey-order">
      <h3>
        {w.perOf[order.per]}{' '}
        {order.minimum ? w.atLeast(order.minimum, order.counts) : order.sample ? w.people(order.sample) : ''}
      </h3>
      <Citation citation={order.citation} clauses={[]} />
      {order.note ? <p className="quiet small">{order.note}</p> : null}
      <div className="row gap-above">
        <Select
          aria-label={w.period}
          value={period ?? null}
          onChange={(value) => {
            setPeriod(value)
            setLooking(false)
          }}
          options={order.periods.map((value) => ({ value, label: value }))}
          popupMatchSelectWidth={false}
        />
        <Button disabled={!period || looking} onClick={() => setLooking(true)}>
          {w.look}
        </Button>
      </div>
      {looking && period ? <Frame key={period} order={order} period={period} onMade={onMade} /> : null}
    </section>
  )
}

export function SurveyStart({
  orders,
  onMade,
}: {
  orders: readonly Order[]
  onMade: (survey: SurveyView) => void
}) {
  const w = useWords(surveyWords)
  return (
    <Panel title={w.start}>
      {orders.length === 0 ? <p className="quiet">{w.noRule}</p> : null}
      <div className="survey-orders">
        {orders.map((order) => (
          <OrderRow key={order.ruleId} order={order} onMade={onMade} />
        ))}
      </div>
    </Panel>
  )
}
