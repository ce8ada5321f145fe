import { describe, expect, it } from 'vitest'
import { type Programme, versionOn } from './programme.ts'

const document = { id: 'x' } as unknown as Programme
const v = (version: number, effectiveFrom: string) => ({ version, effectiveFrom, reason: '', document })

describe('versions (PLN-1)', () => {
  const versions = [v(1, '2024-03-05'), v(2, '2024-07-01'), v(3, '2024-07-01')]
  it.each([
    ['2024-06-30', 1],
    ['2024-07-01', 3],
    ['2024-12-31', 3],
    ['2023-01-01', 1],
  ])('on %s version %i is in force', (day, version) => {
    expect(versionOn(versions, day)?.version).toBe(version)
  })
  it('says nothing about a programme without versions', () => {
    expect(versionOn([], '2024-01-01')).toBeUndefined()
  })
})
