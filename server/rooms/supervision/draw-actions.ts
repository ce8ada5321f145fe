// supervision actions: what is owed, the draws behind it, and draws asked for, from above over every county in reach (SUP-3).
import { v7 as uuidv7 } from 'uuid'
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/supervision.ts'
import type { CheckKind } from '../../../domain/programme/oversight.ts'
import { citation, type Programme, ruleOf } from '../../../domain/programme/programme.ts'
import { addDays, yearOf } from '../../../domain/shared/calendar.ts'
import { CHECK_KIND_NAMES, spanOf } from '../../../domain/supervision/checks.ts'
import { drawPicks, type FrameEntry, frameText, type Picked } from '../../../domain/supervision/picks.ts'
import { type Action, action, type Context } from '../../platform/action.ts'
import { dutyDaysBetween, type PostingRow, postingsOf } from '../dispatch/door.ts'
import { allProgrammes, programmeOn } from '../programme/door.ts'
import { entryOf, newSeed, reproduced, sha256 } from './draws.ts'
import { signalsOf } from './signals.ts'
import * as store from './store-checks.ts'

/** Days back from which tasks are shown, done or not. */
const DAYS_BACK = 92
const MOST_DRAWS = 300

export const namedOf = (id: string | null, name: string | null): { id: string; name: string } | null =>
  id && name !== null ? { id, name } : null

/** Whether the reader is the one who owes it. */
export function owesIt({ actor }: Pick<Context, 'actor'>, task: store.TaskRow): boolean {
  if (task.owed_role !== actor.role) return false
  if (task.owed_practitioner_id) return task.owed_practitioner_id === actor.practitionerId
  if (task.owed_organisation_id) return task.owed_organisation_id === actor.organisationId
  return task.owed_division === actor.divisionCode
}

function clauseOf(programme: Programme, ruleId: string): { citation: string; clauses: string[] } {
  const rule = programme.rules.find((one) => one.id === ruleId)
  return rule ? { citation: citation(programme, rule), clauses: rule.clauses } : { citation: '', clauses: [] }
}

const listCheckTasks = action(contract.listCheckTasks, {
  allow: 'supervision.read',
  async run(context, { query }) {
    const { trx, today } = context
    const { document } = await programmeOn(trx, query.programmeId, today)
    const rows = await store.tasksIn(trx, { ...query, from: addDays(today, -DAYS_BACK) })
    const periods = [...new Set(rows.map((row) => row.period))].map(spanOf)
    const from = periods.map((one) => one.from).sort()[0]
    const to = periods
      .map((one) => one.to)
      .sort()
      .at(-1)
    const doctors = [...new Set(rows.flatMap((row) => row.practitioner_id ?? []))]
    const days = from && to ? await dutyDaysBetween(trx, doctors, { from, to }) : []
    const byDoctor = Map.groupBy(days, (one) => one.practitioner_id)
    return {
      today,
      items: rows.map((row) => {
        const span = spanOf(row.period)
        return {
          regionId: row.region_id,
          id: row.id,
          programmeId: row.programme_id,
          ruleId: row.rule_id,
          kind: row.kind as CheckKind,
          period: row.period,
          dueOn: row.due_on,
          daysLeft: Math.round((Date.parse(row.due_on) - Date.parse(today)) / 86_400_000),
          owed: {
            role: row.owed_role,
            division: row.owed_division,
            organisation: namedOf(row.owed_organisation_id, row.owed_organisation),
          },
          mine: owesIt(context, row),
          target: row.target === 'doctor' ? ('doctor' as const) : ('unit' as const),
          unit: { id: row.unit_id, name: row.unit },
          hospital: namedOf(row.hospital_id, row.hospital),
          practitioner: namedOf(row.practitioner_id, row.practitioner),
          why: row.why as Omit<Picked, 'id'>,
          dutyDays: (byDoctor.get(row.practitioner_id ?? '') ?? [])
            .map((one) => one.day)
            .filter((day) => span.from <= day && day <= span.to),
          checkId: row.check_id,
          doneOn: row.done_on,
          ...clauseOf(document, row.rule_id),
        }
      }),
    }
  },
})

const listCheckDraws = action(contract.listCheckDraws, {
  allow: 'supervision.read',
  async run({ trx }, { query }) {
    const rows = await store.drawsIn(trx, query.programmeId, MOST_DRAWS)
    const picked = Map.groupBy(
      await store.pickedIn(
        trx,
        rows.map((row) => row.id),
      ),
      (one) => one.draw_id,
    )
    return {
      items: rows.map((row) => {
        const frame = row.frame as FrameEntry[]
        const told = picked.get(row.id) ?? []
        const idOf = (one: (typeof told)[number]): string => one.practitioner_id ?? one.unit_id
        const whyOf = new Map(told.map((one) => [idOf(one), (one.why as Omit<Picked, 'id'>).why]))
        return {
          regionId: row.region_id,
          id: row.id,
          programmeId: row.programme_id,
          kind: row.kind as CheckKind,
          period: row.period,
          owed: {
            role: row.owed_role,
            division: row.owed_division,
            organisation: namedOf(row.owed_organisation_id, row.owed_organisation),
          },
          sequence: row.sequence,
          reason: row.reason,
          seed: row.seed,
          frameHash: row.frame_hash,
          randomPercent: row.random_percent,
          reproduced: reproduced(
            {
              kind: row.kind as CheckKind,
              owedRole: row.owed_role,
              seed: row.seed,
              size: row.size,
              randomPercent: row.random_percent,
              frameHash: row.frame_hash,
            },
            frame,
            told.map(idOf),
          ),
          drawnAt: row.drawn_at.toISOString(),
          drawnBy: row.drawer,
          frame: frame.map(({ id, name, points, signals }) => ({
            id,
            name,
            points,
            signals,
            picked: whyOf.get(id) ?? null,
          })),
        }
      }),
    }
  },
})

/** The frame of a draw asked for: units of one programme, or of all that are under way in the drawer's division. */
async function frameFor(context: Context, division: string, programmeId: string | null) {
  const { trx, today } = context
  const under = (await allProgrammes(trx)).filter(
    (one) =>
      (programmeId === null || one.id === programmeId) &&
      one.starts_on <= today &&
      today <= one.ends_on &&
      (one.division_code.startsWith(division) || division.startsWith(one.division_code)),
  )
  const entries = new Map<string, { entry: FrameEntry; posting: PostingRow; programmeId: string }>()
  for (const programme of under) {
    const { document } = await programmeOn(trx, programme.id, today)
    const terms = ruleOf(document, 'oversight')
    if (!terms) {
      if (programmeId) throw refuse('oversight-no-rule', { programme: document.name })
      continue
    }
    const signals = await signalsOf(trx, programme.id, terms, today)
    const postings = await postingsOf(trx, { regionId: division.padEnd(6, '0'), programmeId: programme.id })
    for (const posting of postings)
      if (!entries.has(posting.unit_id))
        entries.set(posting.unit_id, {
          entry: entryOf(posting, 'unit', { signals, terms }),
          posting,
          programmeId: programme.id,
        })
  }
  return entries
}

const drawChecks = action(contract.drawChecks, {
  allow: 'check.draw',
  async run(context, { body }) {
    const { trx, actor, now, today } = context
    const division = actor.divisionCode
    if (!division) throw refuse('not-found', { what: '您的管辖范围' })
    if (body.dueOn < today)
      throw refuse('issue-due-passed', { day: body.dueOn }, { place: { path: 'body.dueOn' } })
    const entries = await frameFor(context, division, body.programmeId)
    const frame = [...entries.values()].map((one) => one.entry)
    if (frame.length === 0) throw refuse('draw-nobody')
    const seed = newSeed()
    const picks = drawPicks(frame, { ...body, seed }, sha256)
    const id = uuidv7()
    const owed = { role: 'bureau', division, organisationId: null }
    const at = {
      regionId: division.padEnd(6, '0').slice(0, 6),
      ruleId: `asked-${body.kind}`,
      period: String(yearOf(today)),
      owed,
    }
    await store.lockDraws(trx, `${at.regionId}/${at.ruleId}/${at.period}`)
    await store.insertDraw(
      trx,
      {
        ...at,
        id,
        programmeId: body.programmeId,
        kind: body.kind,
        sequence: (await store.countDraws(trx, at)) + 1,
        dueOn: body.dueOn,
        seed,
        frame,
        frameHash: sha256(frameText(frame)),
        size: body.size,
        randomPercent: body.randomPercent,
        reason: body.reason,
        by: actor.accountId,
      },
      now,
    )
    await store.insertTasks(
      trx,
      picks.flatMap(({ id: unitId, ...why }) => {
        const of = entries.get(unitId)
        return of
          ? [
              {
                regionId: of.posting.region_id,
                id: uuidv7(),
                drawId: id,
                programmeId: of.programmeId,
                ruleId: at.ruleId,
                kind: body.kind,
                period: at.period,
                dueOn: body.dueOn,
                owed: { ...owed, practitionerId: null },
                unitId,
                hospitalId: null,
                practitionerId: null,
                why,
              },
            ]
          : []
      }),
    )
    context.say({
      zh: `抽取${CHECK_KIND_NAMES[body.kind].zh}对象：${frame.length} 家中抽 ${picks.length} 家，${body.reason}`,
      subject: { type: 'checkDraw', id },
      regionId: at.regionId,
      details: { seed },
    })
    return { id, picked: picks.map((one) => entries.get(one.id)?.posting.unit ?? one.id) }
  },
})

export const drawActions: Action[] = [listCheckTasks, listCheckDraws, drawChecks]
