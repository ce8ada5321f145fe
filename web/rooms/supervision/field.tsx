// A field with its name above it; the control is whatever stands inside.
import type { ReactNode } from 'react'

export function Field({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="evidence-input">
      <span>
        {label} {note ? <small className="quiet">{note}</small> : null}
      </span>
      {children}
    </label>
  )
}
