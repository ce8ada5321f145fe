// A count with − and +; typing works too, arrow keys step, the whole number is chosen on focus.
import { MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { InputNumber } from 'antd'
import { useId } from 'react'

type Props = {
  label: string
  unit: string
  value: number
  onChange: (value: number) => void
  disabled?: boolean
  max?: number
  hint?: string
}

export function Stepper({ label, unit, value, onChange, disabled = false, max = 99_999, hint }: Props) {
  const id = useId()
  const set = (next: number): void => onChange(Math.min(max, Math.max(0, Math.round(next))))
  return (
    <div className="stepper">
      <label htmlFor={id}>
        {label} {hint ? <small className="quiet">{hint}</small> : null}
      </label>
      <div className="stepper-row">
        <button
          type="button"
          className="step"
          aria-label={`${label} 减一`}
          disabled={disabled || value <= 0}
          onClick={() => set(value - 1)}
        >
          <MinusOutlined />
        </button>
        <InputNumber
          id={id}
          min={0}
          max={max}
          precision={0}
          controls={false}
          value={value}
          disabled={disabled}
          onChange={(v) => set(Number(v ?? 0))}
          onFocus={(e) => e.target.select()}
          className={value > 0 ? 'counted' : ''}
        />
        <button
          type="button"
          className="step"
          aria-label={`${label} 加一`}
          disabled={disabled || value >= max}
          onClick={() => set(value + 1)}
        >
          <PlusOutlined />
        </button>
        <span className="quiet unit">{unit}</span>
      </div>
    </div>
  )
}
