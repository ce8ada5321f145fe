// The items of a check with big answers, and under each "no" the finding with its evidence.
import { Button, Input } from 'antd'
import { v7 as uuidv7 } from 'uuid'
import type { CallOutput } from '../../../contract/endpoint.ts'
import type { getCheckForm } from '../../../contract/supervision.ts'
import type { ChecklistAnswer } from '../../../domain/supervision/checklists.ts'
import { usePick, useWords } from '../../shell/preferences.tsx'
import { EvidenceInput, type Given, NOTHING } from './evidence-input.tsx'
import { Field } from './field.tsx'
import { supervisionWords } from './words.ts'

type FormData = CallOutput<typeof getCheckForm>
type Finding = { key: string; itemKey: string | null; what: string; given: Given }
const ANSWERS: readonly ChecklistAnswer[] = ['yes', 'no', 'notApplicable']

function FindingFields({
  finding,
  regionId,
  onChange,
  onRemove,
}: {
  finding: Finding
  regionId: string
  onChange: (finding: Finding) => void
  onRemove?: () => void
}) {
  const w = useWords(supervisionWords)
  return (
    <div className="finding">
      <Field label={w.form.what}>
        <Input.TextArea
          value={finding.what}
          maxLength={500}
          autoSize={{ minRows: 1, maxRows: 4 }}
          autoComplete="off"
          onChange={(event) => onChange({ ...finding, what: event.target.value })}
        />
      </Field>
      <EvidenceInput
        regionId={regionId}
        given={finding.given}
        onChange={(given) => onChange({ ...finding, given })}
      />
      {onRemove ? (
        <Button type="link" onClick={onRemove}>
          {w.form.removeFinding}
        </Button>
      ) : null}
    </div>
  )
}

type Answers = Record<string, ChecklistAnswer>
export type Held = { answers: Answers; findings: Finding[] }

/** An answer with its consequence: a "no" opens a finding, anything else takes the empty one away. */
export function answered(held: Held, itemKey: string, answer: ChecklistAnswer): Held {
  const answers = { ...held.answers, [itemKey]: answer }
  const own = held.findings.find((one) => one.itemKey === itemKey)
  if (answer === 'no')
    return own
      ? { ...held, answers }
      : {
          answers,
          findings: [...held.findings, { key: uuidv7(), itemKey, what: '', given: NOTHING }],
        }
  return { answers, findings: held.findings.filter((one) => one !== own) }
}

export function CheckItems({
  form,
  held,
  regionId,
  onChange,
}: {
  form: FormData
  held: Held
  regionId: string
  onChange: (held: Held) => void
}) {
  const w = useWords(supervisionWords)
  const pick = usePick()
  const change = (finding: Finding): void =>
    onChange({
      ...held,
      findings: held.findings.map((one) => (one.key === finding.key ? finding : one)),
    })
  return (
    <>
      {form.checklist.items.map((item) => {
        const finding = held.findings.find((one) => one.itemKey === item.key)
        return (
          <fieldset key={item.key} className="check-item" style={{ border: 0, margin: 0 }}>
            <legend>
              {pick(item.zh, item.en)} <small className="quiet">{w.form.points(item.points)}</small>
            </legend>
            <div className="check-answers">
              {ANSWERS.map((answer) => (
                <Button
                  key={answer}
                  type={held.answers[item.key] === answer ? 'primary' : 'default'}
                  danger={answer === 'no' && held.answers[item.key] === 'no'}
                  aria-pressed={held.answers[item.key] === answer}
                  aria-label={`${pick(item.zh, item.en)} ${w.form[answer]}`}
                  onClick={() => onChange(answered(held, item.key, answer))}
                >
                  {w.form[answer]}
                </Button>
              ))}
            </div>
            {finding ? <FindingFields finding={finding} regionId={regionId} onChange={change} /> : null}
          </fieldset>
        )
      })}
      {held.findings
        .filter((one) => one.itemKey === null)
        .map((finding) => (
          <FindingFields
            key={finding.key}
            finding={finding}
            regionId={regionId}
            onChange={change}
            onRemove={() =>
              onChange({ ...held, findings: held.findings.filter((one) => one.key !== finding.key) })
            }
          />
        ))}
    </>
  )
}
