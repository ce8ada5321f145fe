// A problem told to a person: a stable code, the words in both languages, the place and the remedy.
// Rooms declare theirs with `problems({...})`; contract/problems.ts gathers those that travel over HTTP.

/** Where a problem stands: a cell of a sheet, a line of a file, a field of a request. Rows count from 1. */
export type Place = {
  file?: string
  sheet?: string
  row?: number
  column?: string
  line?: number
  path?: string
}

export type Severity = 'error' | 'warning' | 'note'

export type Problem = {
  code: string
  zh: string
  en: string
  remedyZh: string
  remedyEn: string
  severity: Severity
  place?: Place
}

type Values = Record<string, string | number>
type Declared = { zh: string; en: string; remedyZh: string; remedyEn: string; severity?: Severity }

/** Puts `{name}` values into a message; an unknown name stays visible, so that a test sees it. */
function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Makes a function that builds the problems of one catalogue: `say('unknown-division', { name }, place)`. */
export function problems<C extends Record<string, Declared>>(catalogue: C) {
  return (code: keyof C & string, values: Values = {}, place?: Place): Problem => {
    const declared = catalogue[code] as Declared
    return {
      code,
      zh: fill(declared.zh, values),
      en: fill(declared.en, values),
      remedyZh: fill(declared.remedyZh, values),
      remedyEn: fill(declared.remedyEn, values),
      severity: declared.severity ?? 'error',
      ...(place ? { place } : {}),
    }
  }
}
