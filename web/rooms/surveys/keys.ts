// Whether a key belongs to a field somebody types in: then it is no shortcut.
export function typesHere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const at = event.target
  if (!(at instanceof HTMLElement)) return false
  const kind = at instanceof HTMLInputElement ? at.type : ''
  return (
    at.isContentEditable ||
    at instanceof HTMLTextAreaElement ||
    at instanceof HTMLSelectElement ||
    (at instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(kind))
  )
}
