// How hard it blows: the short form for every change, the long one for a release.
import type { Scale } from './storm.ts'

export const SHORT: Scale = {
  seed: 1,
  cards: 12,
  photos: 3,
  killsRecording: 1,
  killsSending: 1,
  weather: { loss: 0.2, replay: 0.5, delayMs: 500, cutEveryMs: 3_000, outageMs: 300 },
  patienceMs: 60_000,
}

export const LONG: Scale = {
  seed: 1,
  cards: 200,
  photos: 20,
  killsRecording: 10,
  killsSending: 4,
  weather: { loss: 0.2, replay: 0.2, delayMs: 5_000, cutEveryMs: 30_000, outageMs: 3_000 },
  patienceMs: 1_200_000,
}
