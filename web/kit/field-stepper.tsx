// A count by large buttons, or typed: the phone's way to enter numbers with one thumb.
export function FieldStepper({
  label,
  unit,
  value,
  onChange,
  words,
}: {
  label: string
  unit?: string
  value: number
  onChange: (value: number) => void
  words: { more: string; less: string }
}) {
  const set = (next: number): void => onChange(Math.min(99_999, Math.max(0, next)))
  return (
    <div className="f-stepper">
      <span className="f-stepper-name">
        {label} {unit ? <small>{unit}</small> : null}
      </span>
      <button type="button" aria-label={words.less} disabled={value === 0} onClick={() => set(value - 1)}>
        −
      </button>
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        value={value === 0 ? '' : String(value)}
        placeholder="0"
        onChange={(event) => set(Number(event.target.value.replace(/\D/g, '') || 0))}
      />
      <button type="button" aria-label={words.more} onClick={() => set(value + 1)}>
        ＋
      </button>
    </div>
  )
}
