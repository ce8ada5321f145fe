// The shape of a published draw (R19): what `xunzhen survey verify` reads, from anybody's hands.
import { z } from 'zod'
import { DRAW_FORMAT, type DrawFile } from '../domain/surveys/draw-file.ts'
import { LEFT_OUT } from '../domain/surveys/frame.ts'

const key = z.string().regex(/^[0-9a-f]{16,64}$/)
const stratum = z.string().min(1).max(64)
const whole = z.number().int().min(0).max(10_000_000)
const words = z.string().max(500)

const round = z.object({
  round: whole,
  reason: words,
  frame: z.object({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    frozenAt: z.iso.datetime(),
    size: whole,
    left: z.record(z.enum(LEFT_OUT), whole),
    strata: z.array(z.object({ id: stratum, name: words, size: whole })).max(10_000),
    rows: z.array(z.object({ key, stratum })).max(1_000_000).nullable(),
  }),
  seed: z.object({ text: words, givenAt: z.iso.datetime(), byAnother: z.boolean() }).nullable(),
  sample: whole.min(1),
  reserves: z.number().min(0).max(10),
  shares: z.array(z.object({ stratum, share: whole, arithmetic: words })).nullable(),
  list: z.array(z.object({ key, stratum, place: whole, reserve: z.boolean() })).nullable(),
})

export const drawFileSchema = z.object({
  format: z.literal(DRAW_FORMAT),
  version: z.literal(1),
  method: words,
  survey: z.object({
    id: words,
    regionId: words,
    programmeId: words,
    name: words,
    period: words,
  }),
  rounds: z.array(round).max(100),
})

// The file's shape and the domain's type are one: a change of either fails to compile.
export const asDrawFile = (parsed: z.output<typeof drawFileSchema>): DrawFile => parsed
