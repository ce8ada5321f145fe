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
