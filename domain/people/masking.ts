// How personal data look unless somebody reveals them with a reason (SEC-1).

/** A mobile with its middle hidden, as the official tables print it: 138*****01. Already masked stays. */
export function maskPhone(phone: string | null): string | null {
  if (!phone || phone.includes('*')) return phone
  return phone.length >= 7
    ? `${phone.slice(0, 3)}${'*'.repeat(phone.length - 5)}${phone.slice(-2)}`
    : '*'.repeat(phone.length)
}

/** A resident's name with all but the surname hidden: 张*三 of three, 张* of two characters. */
export function maskName(name: string): string {
  const letters = [...name]
  if (letters.length <= 1) return '*'
  if (letters.length === 2) return `${letters[0]}*`
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
}

// Digits of any width, with blanks or dashes between: telephone, identity, card numbers.
const NUMBER = /(?<![\d０-９])[\d０-９](?:[\s\-－—]?[\d０-９]){6,18}(?:[\s-]?[XxＸｘ])?(?![\d０-９])/gu

/** The text with every number that could be somebody's put out of sight (SEC-1). */
export const maskNumbers = (text: string): string => text.replace(NUMBER, '〔号码已隐去〕')

// A whole day standing by itself names nobody; with digits or a dash beside it, it may be part of a number.
const DAY = /(?<![\d０-９-])((?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d０-９-])/u

/** The same, but for whole days, which lists and minutes are full of. */
export const maskNumbersButDays = (text: string): string =>
  text
    .split(DAY)
    .map((part, i) => (i % 2 ? part : maskNumbers(part)))
    .join('')

// 2024-05-20, 2024.5.1-2024.6.1, 2023—2024: written like a number, but a day or a span.
const DATES = /(?<!\d)(?:19|20)\d\d(?:[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?)?(?!\d)/g

/** The first number of a text that could be somebody's telephone, identity or card; null where there is none. */
export function firstNumber(text: string): string | null {
  // a mark in a date's place keeps what stands before and behind it apart
  const [found] = text.replace(DATES, '□').match(NUMBER) ?? []
  return found ?? null
}
