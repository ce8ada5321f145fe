// Reads one cell as its field's type and says what was odd about it. Nothing is guessed in silence:
// what cannot be read becomes null with an error, what was read generously carries a warning or a note.
import { findKind, findOwnership, KIND_WORDS, OWNERSHIP_WORDS } from '../../organisations/kinds.ts'
import { findSpecialty } from '../../people/specialties.ts'
import { findTitle } from '../../people/titles.ts'
import type { Problem } from '../../shared/problem.ts'
import type { FieldType, FormField, FormValue } from '../form.ts'
import { type GridValue, textOf } from '../grid.ts'
import { say } from '../problems.ts'
import { dayOfSerial, readDay, readNumber } from './numbers.ts'
import { LONG_PERSON, MASKED_MOBILE, MOBILE, PERSON, TELEPHONE } from './patterns.ts'
import { squeeze } from './text.ts'

export type Coerced = {
  value: FormValue
  /** The code in our tables, where the field has one. */
  code?: string
  problems: Problem[]
  /** A telephone that stood beside the name. */
  phone?: string
}

type Reading = { raw: GridValue; text: string; field: FormField; year: number }
type Read = (reading: Reading) => Coerced

const plain = (value: FormValue): Coerced => ({ value, problems: [] })
const bad = (code: Parameters<typeof say>[0], reading: Reading, value: FormValue = null): Coerced => ({
  value,
  problems: [say(code, { label: reading.field.label, value: textOf(reading.raw).trim() })],
})

const lostDigits = (raw: GridValue, text: string): boolean =>
  /^\d(?:\.\d+)?e\+?\d+$/i.test(text) || (typeof raw === 'number' && Math.abs(raw) >= 1e15)

function number(reading: Reading): Coerced {
  const { field } = reading
  const read = readNumber(reading.text)
  if (!read) return bad('not-a-number', reading)
  const words = { label: field.label, value: textOf(reading.raw).trim(), number: read.number }
  if (field.type !== 'money' && !Number.isInteger(read.number)) return bad('not-whole', reading)
  if (field.min !== undefined && read.number < field.min)
    return { value: null, problems: [say('below-minimum', { ...words, min: field.min })] }
  if (read.how === 'approximate') return { value: read.number, problems: [say('approximate-number', words)] }
  if (read.how === 'words') return { value: read.number, problems: [say('words-to-number', words)] }
  return plain(read.number)
}

function monthDay(reading: Reading): Coerced {
  const { raw, text, field, year } = reading
  const checked = (date: string, problems: Problem[] = []): Coerced => {
    if (Number(date.slice(0, 4)) === year) return { value: date, problems }
    const other = say('other-year', { label: field.label, value: date, year })
    return { value: date, problems: [...problems, other] }
  }
  const serial = /^\d{5}$/.test(text) ? dayOfSerial(Number(text)) : undefined
  if (serial !== undefined) {
    const words = { label: field.label, value: text, date: serial }
    return checked(serial, [say('date-from-serial', words)])
  }
  // 2月10日 typed as 2.10 becomes the number 2.1: it can no longer be told from 2月1日.
  if (typeof raw === 'number' && !/^\d{8}$/.test(text)) return bad('unreadable-date', reading)
  const date = readDay(text, year)
  return date === undefined ? bad('unreadable-date', reading) : checked(date)
}

function phone(reading: Reading): Coerced {
  if (lostDigits(reading.raw, reading.text)) return bad('lost-digits', reading)
  const text = reading.text.replace(/[—–－―]/g, '-').replace(/\.0$/, '')
  const digits = text.replaceAll('-', '').replace(/[×xX•●＊]/g, '*')
  if (MOBILE.test(digits)) return plain(digits)
  if (MASKED_MOBILE.test(digits)) return bad('masked-phone', reading, digits)
  return TELEPHONE.test(text) ? plain(text) : bad('bad-phone', reading, text)
}

const isPerson = (text: string): boolean => PERSON.test(text) || LONG_PERSON.test(text)

/** The names of a cell with several people: 张三、李四, or one below the other. */
function peopleIn(text: string): string[] {
  const listed = text
    .split(/[、，,;；/]/)
    .map(squeeze)
    .filter((part) => part !== '')
  if (listed.length > 1 && listed.every(isPerson)) return listed
  const spaced = text.trim().split(/\s+/).map(squeeze)
  // 张 三 is one name written wide; 张三 李四 are two.
  return spaced.length > 1 && spaced.every((part) => isPerson(part)) ? spaced : []
}

function person(reading: Reading): Coerced {
  const written = textOf(reading.raw).replace(/^\s*示例[:：]?/, '')
  const digits = /[（(]?(1[3-9][\d\s*×xX-]{7,15}|0\d{2,3}-?\d{7,8})[）)]?/.exec(written.normalize('NFKC'))
  const found = digits
    ? phone({ ...reading, raw: digits[1] ?? '', text: squeeze(digits[1] ?? '') })
    : undefined
  const named = digits ? written.normalize('NFKC').replace(digits[0], ' ') : written
  const problems: Problem[] = digits ? [say('name-with-phone', { value: written.trim() })] : []
  const people = peopleIn(named)
  const name = named.replace(/[\s、，,;；:：]+/g, people.length > 1 ? '、' : '').replace(/、$/, '')
  if (people.length > 1) problems.push(say('two-people-in-cell', { value: written.trim() }))
  else if (!isPerson(name)) problems.push(say('unlikely-name', { value: name }))
  const value = name === '' ? null : name
  return { value, problems, ...(typeof found?.value === 'string' ? { phone: found.value } : {}) }
}

const withoutBlanks = (reading: Reading): string => textOf(reading.raw).replace(/\s+/g, '')

function coded<T>(find: (text: string) => T | undefined, code: (found: T) => string): Read {
  return (reading) => {
    const written = withoutBlanks(reading)
    const found = find(written)
    if (found !== undefined) return { value: written, code: code(found), problems: [] }
    const unknown = reading.field.type === 'title' ? 'unknown-title' : 'unknown-specialty'
    return bad(unknown, reading, written)
  }
}

const kind: Read = (reading) => {
  const found = findKind(reading.text)
  if (!found) return bad('unknown-kind', reading, withoutBlanks(reading))
  return { value: KIND_WORDS[found].formLabel, code: found, problems: [] }
}

const ownership: Read = (reading) => {
  const found = findOwnership(reading.text)
  if (!found) return bad('unknown-ownership', reading, withoutBlanks(reading))
  return { value: OWNERSHIP_WORDS[found].formLabel, code: found, problems: [] }
}

const YES = /^(?:是|有|√|✓|✔|1|y|yes|true|已设置|已设立|已设)$/i
const NO = /^(?:否|无|没有|×|x|✗|0|n|no|false|未设置|未设立|未设)$/i

const yesNo: Read = (reading) => {
  if (YES.test(reading.text)) return plain(true)
  return NO.test(reading.text) ? plain(false) : bad('not-yes-or-no', reading)
}

const prose: Read = (reading) => {
  if (lostDigits(reading.raw, reading.text)) return bad('lost-digits', reading, textOf(reading.raw))
  const text = textOf(reading.raw).replace(/\r\n?/g, '\n').trim()
  return plain(text)
}

const READERS: Readonly<Record<FieldType, Read>> = {
  sequence: (reading) => plain(/^\d+$/.test(reading.text) ? Number(reading.text) : null),
  integer: number,
  money: number,
  monthDay,
  mobile: phone,
  telephone: phone,
  organisation: (reading) => plain(withoutBlanks(reading)),
  person,
  title: coded(findTitle, (of) => of.code),
  specialty: coded(findSpecialty, (of) => of.code),
  ownership,
  kind,
  yesNo,
  sex: (reading) => {
    const found = /^(男|女)性?$/.exec(reading.text)
    return found ? plain(found[1] ?? null) : bad('unknown-sex', reading, reading.text)
  },
  text: prose,
}

const BLANK = /^(?:[/\\]|[-—–]+)$/

/** Whether a cell says nothing: empty, a stroke, or 无 outside free text and yes/no. */
function isBlank(raw: GridValue, field: FormField): boolean {
  const text = squeeze(textOf(raw))
  if (text === '' || BLANK.test(text)) return true
  return text === '无' && !['text', 'yesNo', 'title'].includes(field.type)
}

/** Reads a cell; `year` completes days without one. */
export function coerce(raw: GridValue, field: FormField, year: number): Coerced {
  if (isBlank(raw, field)) return plain(null)
  return READERS[field.type]({ raw, text: squeeze(textOf(raw)), field, year })
}
