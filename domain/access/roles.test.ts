import { describe, expect, it } from 'vitest'
import { holdersOf, may, PERMISSIONS, ROLES, scopeOf } from './roles.ts'

describe('roles', () => {
  it('gives the inspector nothing but reading', () => {
    const held = Object.keys(PERMISSIONS).filter((p) => may('inspector', p as keyof typeof PERMISSIONS))
    expect(held.filter((p) => !p.endsWith('.read') && p !== 'session.use')).toEqual([])
  })
  it('keeps the administrator away from day cards and reports', () => {
    for (const p of [
      'dayCard.read',
      'dayCard.write',
      'beneficiary.reveal',
      'report.read',
      'practitioner.reveal',
    ] as const)
      expect(may('administrator', p)).toBe(false)
  })
  it('names who can help', () => {
    expect(holdersOf('roster.plan').zh).toBe('卫健局、医共体办公室')
  })
  it('shows nothing to a role without its anchor', () => {
    for (const role of ROLES)
      expect(scopeOf({ role, divisionCode: null, organisationIds: [], practitionerId: null })).toEqual({
        kind: 'none',
      })
    expect(
      scopeOf({ role: 'bureau', divisionCode: '350803', organisationIds: [], practitionerId: null }),
    ).toEqual({
      kind: 'division',
      division: '350803',
    })
  })
})
