// One notice a change, whatever its rows (P31); what residents knew first, what holds now, and when it ends (PUB-3).
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeArticle, changeMessage, changeWords, type ShownDuty } from './change-words.ts'
import { type ChangedDuty, changeNotices, liveNotices, newestOfLines } from './changes.ts'
import { materialOf, tellBy, tellingState } from './telling.ts'

const shown = (expert: string): ShownDuty => ({
  half: 'day',
  expert,
  title: '主治医师',
  specialty: '内科',
  hospital: '县医院',
})
const alike = (a: ShownDuty, b: ShownDuty) => ({ doctor: a.expert === b.expert, half: a.half === b.half })
type Duty = ChangedDuty<ShownDuty>
const duty = (id: string, day: string, expert: string, rest: Partial<Duty> = {}): Duty => ({
  id,
  first: id,
  sequence: 0,
  follows: null,
  unitId: 'u',
  month: day.slice(0, 7),
  day,
  enteredBy: null,
  enteredAt: null,
  leftBy: null,
  leftAt: null,
  shown: shown(expert),
  ...rest,
})
const left = (by: string): Partial<Duty> => ({ leftBy: by, leftAt: `2024-05-20T0${by}:00:00Z` })
const entered = (by: string, follows: Duty): Partial<Duty> => ({
  first: follows.first,
  follows: follows.id,
  sequence: follows.sequence + 1,
  enteredBy: by,
  enteredAt: `2024-05-20T0${by}:00:00Z`,
})
const said = (duties: Duty[]) =>
  changeNotices(duties, alike).map((n) => n.lines.map((l) => `${l.kind}${l.superseded ? ' (past)' : ''}`))

describe('a change', () => {
  const old = duty('a', '2024-05-24', '林甲', left('1'))
  it.each([
    ['cancelled', [old], /5月24日（周五）全天 内科 林甲主治医师的坐诊取消/],
    ['moved', [old, duty('b', '2024-05-28', '林甲', entered('1', old))], /改到5月28日（周二）全天/],
    ['replaced', [old, duty('b', '2024-05-24', '陈乙', entered('1', old))], /改由内科 陈乙主治医师/],
    [
      'movedAndReplaced',
      [old, duty('b', '2024-05-28', '陈乙', entered('1', old))],
      /原定5月24日.*林甲.*改为5月28日.*陈乙/,
    ],
    [
      'added',
      [duty('b', '2024-05-28', '陈乙', { enteredBy: '1', enteredAt: '2024-05-20T01:00:00Z' })],
      /新增：5月28日/,
    ],
  ] as const)('is told as %s', (kind, duties, words) => {
    const [notice, ...more] = changeNotices([...duties], alike)
    expect(more).toEqual([])
    expect(notice?.lines.map((l) => l.kind)).toEqual([kind])
    expect(changeWords(notice?.lines[0] as never)).toMatch(words)
  })
  it('of many rows is one notice', () => {
    const rows = ['a', 'b', 'c'].map((id, k) => duty(id, `2024-05-2${4 + k}`, id, left('1')))
    const [notice, ...more] = changeNotices(rows, alike)
    expect([notice?.lines.length, more.length]).toEqual([3, 0])
  })
  it('is superseded by the next one of its line, which remembers what was known first', () => {
    const b = duty('b', '2024-05-24', '陈乙', { ...entered('1', old), ...left('2') })
    const c = duty('c', '2024-05-24', '黄丙', entered('2', b))
    expect(said([c, old, b])).toEqual([['replaced'], ['replaced (past)']])
    const [newest] = liveNotices(changeNotices([c, old, b], alike), '2024-05-20')
    expect(newest?.lines[0]).toMatchObject({
      was: { shown: { expert: '林甲' } },
      now: { shown: { expert: '黄丙' } },
    })
    const back = duty('d', '2024-05-24', '林甲', entered('3', { ...c, ...left('3') } as Duty))
    expect(said([old, b, { ...c, ...left('3') } as Duty, back])[0]).toEqual(['restored'])
  })
  it('taken up again later is a change of its own', () => {
    const again = duty('b', '2024-05-28', '林甲', entered('2', old))
    expect(said([old, again])).toEqual([['moved'], ['cancelled (past)']])
  })
  it('ends after its last day, for each line apart', () => {
    const b = duty('b', '2024-05-28', '林甲', entered('1', old))
    const notices = changeNotices([old, b, duty('c', '2024-05-22', '黄丙', left('1'))], alike)
    const lines = (today: string) => liveNotices(notices, today).flatMap((n) => n.lines.map((l) => l.kind))
    expect(lines('2024-05-22')).toEqual(['cancelled', 'moved'])
    expect(lines('2024-05-23')).toEqual(['moved'])
    expect(lines('2024-05-28')).toEqual(['moved'])
    expect(lines('2024-05-29')).toEqual([])
  })
})

describe('any history of a line', () => {
  const steps = fc.array(
    fc.record({
      day: fc.integer({ min: 21, max: 30 }),
      who: fc.constantFrom('林甲', '陈乙', '黄丙'),
      off: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  it('has one notice a change, one live line, and one newest state with the highest sequence', () => {
    fc.assert(
      fc.property(steps, (wanted) => {
        const rows: Duty[] = [duty('0', '2024-05-20', '林甲')]
        const changes = new Set<string>()
        wanted.forEach(({ day, who, off }, k) => {
          const last = rows.at(-1) as Duty
          const id = String(k + 1)
          changes.add(id)
          if (!last.leftBy) Object.assign(last, left(id), { sequence: last.sequence + 1 })
          if (!off || last.leftBy !== id) rows.push(duty(id, `2024-05-${day}`, who, entered(id, last)))
        })
        const notices = changeNotices(rows, alike)
        expect(new Set(notices.map((n) => n.id))).toEqual(changes)
        expect(notices.flatMap((n) => n.lines)).toHaveLength(changes.size)
        expect(notices.flatMap((n) => n.lines).filter((l) => !l.superseded)).toHaveLength(1)
        const [newest, ...others] = newestOfLines(rows)
        expect(others).toEqual([])
        expect(newest?.sequence).toBe(Math.max(...rows.map((r) => r.sequence)))
        expect(newest).toBe(rows.at(-1))
      }),
    )
  })
})

describe('telling it', () => {
  it.each([
    [null, false, '2024-05-23', 'open'],
    [null, false, '2024-05-24', 'late'],
    ['2024-05-23', false, '2024-05-30', 'done'],
    ['2024-05-24', false, '2024-05-30', 'doneLate'],
    [null, true, '2024-05-30', 'superseded'],
    ['2024-05-22', true, '2024-05-30', 'done'],
  ] as const)('done %s, superseded %s, on %s is %s', (doneOn, superseded, today, state) => {
    expect(tellingState({ firstDay: '2024-05-24', doneOn, superseded }, today)).toBe(state)
  })
  it('is due the day before, across a month’s end', () => expect(tellBy('2024-06-01')).toBe('2024-05-31'))
  it.each([
    ['公示栏', 'poster'],
    ['公众号', 'article'],
    ['短信', 'message'],
    ['多种媒体', 'article'],
  ])('%s wants a %s', (channel, material) => expect(materialOf(channel)).toBe(material))
  it('has texts that carry the lines, the unit’s own number and the address', () => {
    const change = {
      unit: '甲镇卫生院',
      phone: '0597-5800123',
      lines: ['一。', '二。'],
      address: 'http://x/t/1',
    }
    for (const text of [changeArticle(change), changeMessage(change)])
      for (const part of ['甲镇卫生院', '一。', '二。', '0597-5800123', 'http://x/t/1'])
        expect(text).toContain(part)
    expect(changeMessage({ ...change, phone: null })).not.toContain('咨询')
  })
})
