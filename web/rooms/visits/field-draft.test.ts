// A day written on the phone goes into the contract's shape and back without losing anything.
import { describe, expect, it } from 'vitest'
import { dayCardInputSchema } from '../../../contract/visits.ts'
import type { FieldDuty } from '../../../contract/visits-field.ts'
import { cardOfDraft, draftOfCard, emptyDraft, type FieldDraft, fenOf, inputOf } from './field-draft.ts'

const PERSON = '01a00000-0000-7000-8000-00000000000f'
const CALL = { purpose: 'survey' as const, version: 1, way: 'oral' as const }
const duty: FieldDuty = {
  regionId: '350803',
  programmeId: 'yongding-2024',
  programme: '永定 2024',
  dutyId: '01a00000-0000-7000-8000-000000000001',
  day: '2024-05-16',
  half: 'day',
  homeVisitHalf: 'pm',
  paper: null,
  attendanceCode: null,
  unit: { id: '01a00000-0000-7000-8000-000000000002', name: '湖雷镇中心卫生院', phone: null },
  practitioner: {
    id: '01a00000-0000-7000-8000-000000000003',
    name: '测试',
    title: '主治医师',
    specialty: '内科',
    hospital: '区医院',
  },
}
const full: FieldDraft = {
  ...emptyDraft(),
  version: 2,
  counts: { outpatient: 18, training: 1 },
  participants: { training: 9 },
  homeVisits: [
    { group: 'advancedAge', place: '上村2组', service: '测血压', nextStep: '两周后复查', homeBed: true },
  ],
  beneficiaries: [{ id: PERSON, name: '甲某', phone: '13800000001', consents: [CALL], withdrawn: [] }],
  otherServices: '指导病历书写',
  leaflets: 20,
  transport: '65.5',
  answers: { 'card-nothing-done': '义诊' },
}

describe('a day written on the phone', () => {
  it('is what the contract takes', () => {
    const input = inputOf(full, duty, '2024-05-16T09:00:00.000Z')
    expect(dayCardInputSchema.safeParse(input).error).toBeUndefined()
    expect(input.transportFen).toBe(6550)
    expect(input.activities).toEqual([
      { kind: 'outpatient', count: 18, participants: 0 },
      { kind: 'training', count: 1, participants: 9 },
    ])
  })
  it('comes back from its card as it was', () => {
    const card = cardOfDraft(full, duty, { submit: true, at: '2024-05-16T09:00:00.000Z' })
    const again = draftOfCard(card)
    expect(again.version).toBe(3)
    expect(inputOf({ ...again, version: 2 }, duty, null)).toEqual(inputOf(full, duty, null))
  })
  it('leaves out what was begun and not filled in', () => {
    const begun: FieldDraft = {
      ...full,
      counts: { outpatient: 0 },
      homeVisits: [{ group: 'other', place: '', service: '', nextStep: '', homeBed: false }],
      beneficiaries: [{ id: PERSON, name: ' ', phone: '', consents: [], withdrawn: [] }],
    }
    const input = inputOf(begun, duty, null)
    expect([input.homeVisits, input.beneficiaries]).toEqual([[], []])
    expect(input.activities).toEqual([{ kind: 'training', count: 0, participants: 9 }])
  })
  it.each([
    ['', 0],
    ['12', 1200],
    ['12.345', 1235],
    ['-3', 0],
    ['若干', 0],
  ])('reads %s yuan as %d fen', (text, fen) => expect(fenOf(text)).toBe(fen))
})
