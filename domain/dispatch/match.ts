// How well a doctor's specialty answers a unit's need, over a tree of specialties with other names
// (MAT-2, N7): 心内科 and 心血管内科 are one, 全科 and 内科 are not.
import type { PlanNeed, PlanSpecialty } from './plan.ts'

export type MatchScore = 100 | 90 | 70 | 35 | 0

export type SpecialtyTree = {
  /** Id of a specialty written as id, name or alias; null when nobody knows it. */
  resolve(text: string): string | null
  nameOf(text: string): string
  score(need: string, have: string): MatchScore
}

/** Ways to write one specialty differently that carry no meaning: spaces and full-width brackets. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}

/** Builds the tree; a parent that is missing or leads in a ring ends the climb instead of hanging. */
export function specialtyTree(specialties: readonly PlanSpecialty[]): SpecialtyTree {
  const byId = new Map(specialties.map((specialty) => [specialty.id, specialty]))
  const words = new Map<string, string>()
  const claim = (word: string, id: string) => {
    if (!words.has(plain(word))) words.set(plain(word), id)
  }
  for (const specialty of specialties) claim(specialty.id, specialty.id)
  for (const specialty of specialties) claim(specialty.name, specialty.id)
  for (const specialty of specialties) for (const alias of specialty.aliases) claim(alias, specialty.id)

  const resolve = (text: string): string | null => words.get(plain(text)) ?? null
  const ancestors = (id: string): string[] => {
    const found: string[] = []
    for (let up = byId.get(id)?.parent; up && !found.includes(up); up = byId.get(up)?.parent) found.push(up)
    return found
  }
  const above = new Map(specialties.map(({ id }) => [id, ancestors(id)]))

  /** MAT-2: the same 100; below the asked one 90; above it 70; under one parent 35; else 0. */
  const score = (need: string, have: string): MatchScore => {
    const asked = resolve(need)
    const sent = resolve(have)
    if (asked === null || sent === null) return 0
    if (asked === sent) return 100
    const aboveSent = above.get(sent) ?? []
    const aboveAsked = above.get(asked) ?? []
    if (aboveSent.includes(asked)) return 90
    if (aboveAsked.includes(sent)) return 70
    return aboveSent[0] !== undefined && aboveSent[0] === aboveAsked[0] ? 35 : 0
  }
  return { resolve, score, nameOf: (text) => byId.get(resolve(text) ?? '')?.name ?? text }
}

export type ServedNeed = { index: number; need: PlanNeed | null; score: MatchScore; points: number }

/** Points a doctor pays for serving a need of the least weight rather than the first. */
const LESSER_NEED = 20

/**
 * The need a doctor would serve at a unit, and the points missing to a perfect match (0–120).
 * A unit that states no need takes anybody at no cost.
 */
export function servedNeed(tree: SpecialtyTree, needs: readonly PlanNeed[], have: string): ServedNeed {
  const heaviest = Math.max(...needs.map((need) => need.weight), 0)
  let best: ServedNeed = {
    index: -1,
    need: null,
    score: needs.length ? 0 : 100,
    points: needs.length ? 100 : 0,
  }
  needs.forEach((need, index) => {
    const score = tree.score(need.specialty, have)
    const lesser = heaviest > 0 ? LESSER_NEED * (1 - need.weight / heaviest) : 0
    const points = 100 - score + lesser
    const better = score > 0 && (best.score === 0 || points < best.points)
    if (better || (best.need === null && index === 0))
      best = { index, need, score, points: score ? points : 100 }
  })
  return best
}

/** MAT-4: whether somebody's specialty has nothing to do with any of a unit's needs; a unit without needs minds nobody. */
export function isMismatch(tree: SpecialtyTree, needs: readonly PlanNeed[], have: string): boolean {
  return needs.length > 0 && needs.every((need) => tree.score(need.specialty, have) === 0)
}
