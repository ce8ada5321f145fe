// Synthetic people for the demonstration: names put together from lists, numbers 13800000xxx. Nobody real.
const SURNAMES = [
  '安',
  '柏',
  '常',
  '戴',
  '范',
  '葛',
  '韩',
  '简',
  '康',
  '雷',
  '孟',
  '倪',
  '欧',
  '潘',
  '齐',
  '任',
  '沈',
  '陶',
  '万',
  '项',
  '严',
  '翟',
  '钟',
  '祁',
  '施',
  '龚',
]
const GIVEN = [
  '一凡',
  '书华',
  '云清',
  '文远',
  '安之',
  '志高',
  '秋实',
  '明朗',
  '若水',
  '思齐',
  '致远',
  '晓东',
  '玉成',
  '景行',
  '乐山',
  '怀瑾',
  '知行',
  '念慈',
  '清和',
  '望舒',
  '星河',
  '守正',
  '谨言',
  '修远',
  '向阳',
  '南乔',
]

/** The nth synthetic name; the first 676 differ. */
export function demoName(n: number): string {
  const surname = SURNAMES[n % SURNAMES.length] ?? '安'
  const given = GIVEN[(n * 7 + Math.floor(n / SURNAMES.length)) % GIVEN.length] ?? '一凡'
  return surname + given
}

export const demoMobile = (n: number): string => `13800000${String(n % 1000).padStart(3, '0')}`

/** A repeatable number below `limit` from a text, so that the demonstration is the same on every machine. */
export function pick(seed: string, limit: number): number {
  let hash = 2166136261
  for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  return (hash >>> 0) % limit
}
