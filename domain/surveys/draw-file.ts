// The draw as a file anybody can draw again, without the system and without a person's name (R19): the frame's keys, the seed,
// the sum behind each unit's share, and the list. `checkDrawFile` tells what is as it says and what is not.
import { allocate, arithmetic, draw, type Hash, type KeyedHash } from './draw.ts'
import { canonicalFrame, type FrameRow, type LeftOut, strataOf } from './frame.ts'

export const DRAW_FORMAT = 'xunzhen-survey-draw'
export const DRAW_METHOD = 'stratified, largest remainder; in each stratum the smallest HMAC-SM3(seed, key)'

type Round = {
  round: number
  /** Why it was drawn anew; empty for the first. */
  reason: string
  frame: {
    hash: string
    frozenAt: string
    size: number
    left: Record<LeftOut, number>
    strata: { id: string; name: string; size: number }[]
    /** Published with the draw, so that nobody could try seeds on it beforehand. */
    rows: FrameRow[] | null
  }
  seed: { text: string; givenAt: string; byAnother: boolean } | null
  sample: number
  reserves: number
  shares: { stratum: string; share: number; arithmetic: string }[] | null
  list: { key: string; stratum: string; place: number; reserve: boolean }[] | null
}
export type DrawRound = Round
export type DrawFile = {
  format: typeof DRAW_FORMAT
  version: 1
  method: string
  survey: { id: string; regionId: string; programmeId: string; name: string; period: string }
  rounds: Round[]
}

/** One thing that was looked at. */
export type Finding = { ok: boolean; zh: string; en: string }

const finding = (ok: boolean, zh: string, en: string): Finding => ({ ok, zh, en })
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function checkFrame(round: Round, rows: readonly FrameRow[], hash: Hash): Finding[] {
  const { frame } = round
  const sizes = [...strataOf(rows)].map(([id, size]) => ({ id, size }))
  const said = frame.strata.map(({ id, size }) => ({ id, size })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const doubles = rows.length - new Set(rows.map(({ key }) => key)).size
  return [
    finding(
      hash(canonicalFrame(rows)) === frame.hash,
      `名单校验值 ${frame.hash.slice(0, 16)}…`,
      'the frame has the hash that was announced',
    ),
    finding(rows.length === frame.size, `名单人数 ${frame.size}`, 'the frame has as many rows as it says'),
    finding(doubles === 0, '名单中一人只有一行', 'nobody stands twice in the frame'),
    finding(same(sizes, said), '各单位人数', 'the sizes of the strata'),
  ]
}

function checkDraw(round: Round, rows: readonly FrameRow[], keyed: KeyedHash): Finding[] {
  const { seed, frame, sample, reserves } = round
  if (!seed) return [finding(false, '名单已公开而没有种子', 'the frame is open and there is no seed')]
  if (sample > rows.length)
    return [
      finding(false, `抽 ${sample} 人多于名单 ${rows.length} 人`, 'the sample is larger than the frame'),
    ]
  const again = draw(rows, { sample, reserves, seed: seed.text }, keyed)
  const shares = allocate(strataOf(rows), sample).map((one) => ({
    stratum: one.stratum,
    share: one.share,
    arithmetic: arithmetic(one, sample, rows.length),
  }))
  const given = round.list ?? []
  const reserve = (on: boolean) => (one: { reserve: boolean }) => one.reserve === on
  const pick = (list: typeof given, on: boolean) =>
    list.filter(reserve(on)).map(({ key, stratum, place }) => ({ key, stratum, place }))
  return [
    finding(seed.givenAt > frame.frozenAt, '先固定名单，后给种子', 'the seed came after the frame was fixed'),
    finding(seed.byAnother, '种子由另一人给出', 'the seed is another person’s'),
    finding(same(shares, round.shares ?? []), '各单位应抽人数和算式', 'the shares and their arithmetic'),
    finding(
      same(pick(again.list, false), pick(given, false)),
      `重新抽取 ${sample} 人，与公布的一致`,
      'drawn again, the list is the published one',
    ),
    finding(
      same(pick(again.list, true), pick(given, true)),
      `替补 ${pick(given, true).length} 人和先后次序`,
      'the reserves and their order',
    ),
  ]
}

/**
 * Draws every round again. `announced`: a hash noted before the draw, from the public page or a notice; without it a file
 * whose frame, hash and list were all made anew together cannot be told apart.
 */
export function checkDrawFile(
  file: DrawFile,
  { hash, keyed, announced }: { hash: Hash; keyed: KeyedHash; announced?: string | undefined },
): Finding[] {
  const rounds = file.rounds.flatMap((round, i) => {
    const rows = round.frame.rows
    const name = file.rounds.length > 1 ? `第 ${round.round} 次：` : ''
    const all = [
      finding(round.round === i + 1, `第 ${i + 1} 次抽取在列`, 'no round is missing'),
      ...(i > 0 ? [finding(round.reason.trim() !== '', '重抽写明原因', 'a redraw has its reason')] : []),
      ...(rows ? [...checkFrame(round, rows, hash), ...checkDraw(round, rows, keyed)] : []),
      ...(!rows && round.list ? [finding(false, '缺少名单，无法重算', 'the frame is not in the file')] : []),
    ]
    return all.map((one) => ({ ...one, zh: name + one.zh }))
  })
  const drawn = finding(
    file.rounds.some(({ frame }) => frame.rows !== null),
    '已经抽取',
    'something was drawn',
  )
  const noted = announced
    ? [
        finding(
          file.rounds.some(({ frame }) => frame.hash === announced),
          '与事先记下的校验值一致',
          'the hash noted beforehand',
        ),
      ]
    : []
  return [drawn, ...noted, ...rounds]
}
