// What the problem files of the commands share: faults of shape said by each file's own catalogue, and the schemas
// published in docs/.
import { z } from 'zod'
import type { Place, Problem } from '../domain/shared/problem.ts'

type Say = {
  unknownKey: (values: { path: string; keys: string }, place: Place) => Problem
  invalidValue: (values: { path: string; why: string }, place: Place) => Problem
}

/** Every fault of a file's shape, each with its place; `root` is how the file itself is named. */
export function shapeFaults(error: z.ZodError, say: Say, root = '.'): Problem[] {
  return error.issues.map((issue) => {
    const path = z.core.toDotPath(issue.path) || root
    return issue.code === 'unrecognized_keys'
      ? say.unknownKey({ path, keys: issue.keys.join(', ') }, { path })
      : say.invalidValue({ path, why: issue.message }, { path })
  })
}

/** A schema as docs/ publish it. */
export const publishedSchema = (schema: z.ZodType, title: string): object => ({
  ...z.toJSONSchema(schema, { io: 'input' }),
  title,
})
