// Route problems that cannot be solved are refused with every fault named; the published schemas are fresh.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRouteProblem, routeSchemas } from './route-problem.ts'

const shift = { from: '08:00', to: '17:30' }
const sound = {
  version: 1,
  vehicles: [{ id: 'v', start: [117, 24.7], shift }],
  stops: [{ id: 'a', at: [117.1, 24.8] }],
}
const matrix = (given: object) => ({
  ...sound,
  travel: { by: 'matrix', ...given },
  vehicles: [{ id: 'v', start: 0, shift }],
  stops: [{ id: 'a', at: 1 }],
})
const square = [
  [0, 5],
  [5, 0],
]

const faultsOf = (value: unknown) => {
  const read = parseRouteProblem(value)
  return 'problems' in read ? read.problems.map(({ code, place }) => [code, place?.path]) : []
}

describe('a route problem', () => {
  it('takes the defaults of what it leaves out', () => {
    const { problem } = parseRouteProblem(sound)
    expect(problem).toMatchObject({
      seed: 1,
      travel: { by: 'greatCircle', roadFactor: 1.35, kmPerHour: 40 },
      costs: { perKm: 1, perMinute: 0, perVehicle: 0, missed: 20_000 },
      vehicles: [{ end: null, capacity: null, maxMinutes: null }],
      stops: [{ serviceMinutes: 0, windows: [], load: 0, prize: null }],
    })
    expect(faultsOf(matrix({ km: square }))).toEqual([])
  })
  it.each<[string, unknown, unknown[]]>([
    ['nothing to visit', { ...sound, stops: [] }, [['routes-empty', 'stops']]],
    ['an unknown key', { ...sound, colour: 1 }, [['routes-unknown-key', '.']]],
    [
      'a wrong time',
      { ...sound, vehicles: [{ id: 'v', start: 0, shift: { from: '8', to: '9' } }] },
      [
        ['routes-invalid-value', 'vehicles[0].shift.from'],
        ['routes-invalid-value', 'vehicles[0].shift.to'],
      ],
    ],
    [
      'two of one id',
      { ...sound, stops: [...sound.stops, ...sound.stops] },
      [['routes-duplicate-id', 'stops[1].id']],
    ],
    [
      'a shift that ends before it begins',
      { ...sound, vehicles: [{ id: 'v', start: [117, 24.7], shift: { from: '09:00', to: '08:00' } }] },
      [['routes-window-order', 'vehicles[0].shift']],
    ],
    [
      'a window that ends before it begins',
      { ...sound, stops: [{ id: 'a', at: [117, 24], windows: [{ from: '09:00', to: '08:00' }] }] },
      [['routes-window-order', 'stops[0].windows[0]']],
    ],
    [
      'a row without a matrix',
      { ...sound, stops: [{ id: 'a', at: 1 }] },
      [['routes-position-kind', 'stops[0].at']],
    ],
    [
      'a row outside the matrix',
      { ...matrix({ km: square }), stops: [{ id: 'a', at: 2 }] },
      [['routes-position-kind', 'stops[0].at']],
    ],
    [
      'a position beside a matrix',
      { ...matrix({ km: square }), stops: [{ id: 'a', at: [117, 24] }] },
      [['routes-position-kind', 'stops[0].at']],
    ],
    [
      'a matrix that is not square',
      matrix({ minutes: [[0, 5], [5]] }),
      [['routes-matrix-shape', 'travel.minutes']],
    ],
    ['matrices of two sizes', matrix({ minutes: square, km: [[0]] }), [['routes-matrix-shape', 'travel.km']]],
    [
      'a negative road',
      matrix({
        km: [
          [0, -5],
          [5, 0],
        ],
      }),
      [['routes-invalid-value', 'travel.km[0][1]']],
    ],
    ['something else', 7, [['routes-invalid-value', '.']]],
  ])('with %s is refused', (_, value, expected) => {
    expect(faultsOf(value)).toEqual(expected)
  })
  it('without any matrix is refused', () => {
    expect(faultsOf(matrix({}))).toContainEqual(['routes-matrix-missing', 'travel'])
  })
  it('has the schemas that docs/ publishes', () => {
    for (const [file, schema] of Object.entries(routeSchemas()))
      expect(JSON.parse(readFileSync(`docs/${file}`, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)))
  })
})
