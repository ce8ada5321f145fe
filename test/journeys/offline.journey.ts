// The short form of `npm run faults:offline`: twelve days on a phone that dies three times, told over a bad network.
import { expect, it } from 'vitest'
import { SHORT } from '../faults/scales.ts'
import { runStorm } from '../faults/storm.ts'

it('twelve days arrive once through killed browsers and a bad network, sealed on the phone (R5, R27, R28)', async () => {
  const { figures, faults } = await runStorm(SHORT, () => undefined)
  expect(faults).toEqual([])
  expect(figures).toMatchObject({ cards: SHORT.cards, kills: 3 })
})
