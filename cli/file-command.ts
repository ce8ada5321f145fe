// What the commands that turn a problem file into an answer file share: reading, refusing with problems,
// checking before writing, writing whole or not at all, exit statuses (0 done, 1 file, 2 refused, 3 our error,
// 64 usage).
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '../domain/shared/problem.ts'

/** Where a command writes; the tests listen here. */
export type Streams = { out: (text: string) => void; err: (text: string) => void }

export const standardStreams: Streams = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}

type Broken = { rule: string; clause: string | null; who: string[]; text: string }

export type FileCommand<P extends object, A> = {
  usage: string
  schemas: () => Record<string, object>
  notJson: (why: string) => Problem
  parse: (value: unknown) => { problem: P } | { problem: null; problems: Problem[] }
  solve: (problem: P) => A | Promise<A>
  /** The second program on its own road; an answer with any finding is never written. */
  check: (problem: P, answer: A) => Broken[]
  summary: (problem: P, answer: A) => string
}

type Asked = { input: string; output: string } | { schemas: string } | null

function asked(args: readonly string[]): Asked {
  const [first, second, third, ...rest] = args
  if (first === '--schemas' && second !== undefined && third === undefined) return { schemas: second }
  const [input, output] = first === '--out' ? [third, second] : [first, third]
  const named = first === '--out' || second === '--out'
  if (!named || rest.length > 0 || input === undefined || output === undefined) return null
  return input.startsWith('--') || output.startsWith('--') ? null : { input, output }
}

const isFileError = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error

/** Runs one such command and gives its exit status. */
export async function runFileCommand<P extends object, A>(
  command: FileCommand<P, A>,
  args: readonly string[],
  streams: Streams,
): Promise<number> {
  if (args.includes('--help')) {
    streams.out(command.usage)
    return 0
  }
  const what = asked(args)
  if (!what) {
    streams.err(command.usage)
    return 64
  }
  try {
    if ('schemas' in what) {
      for (const [file, schema] of Object.entries(command.schemas()))
        writeWhole(join(what.schemas, file), `${JSON.stringify(schema, null, 2)}\n`)
      return 0
    }
    return await answer(command, what, streams)
  } catch (error) {
    streams.err(`${(error as Error).message}\n`)
    return isFileError(error) ? 1 : 3
  }
}

async function answer<P extends object, A>(
  command: FileCommand<P, A>,
  { input, output }: { input: string; output: string },
  streams: Streams,
): Promise<number> {
  const read = readProblem(command, readFileSync(input === '-' ? 0 : input, 'utf8'))
  if ('problems' in read) return refuse(read.problems, streams)
  const solved = await command.solve(read.problem)
  const broken = command.check(read.problem, solved)
  if (broken.length > 0) {
    streams.err('内部错误：结果未通过独立检查，未写出。Internal error: the answer failed its check.\n')
    for (const { rule, clause, who, text } of broken)
      streams.err(`  ${rule}${clause ? ` (${clause})` : ''} ${who.join(' ')} ${text}\n`)
    return 3
  }
  const json = `${JSON.stringify(solved, null, 1)}\n`
  if (output === '-') streams.out(json)
  else writeWhole(output, json)
  const say = output === '-' ? streams.err : streams.out
  say(command.summary(read.problem, solved))
  return 0
}

function readProblem<P extends object, A>(
  command: FileCommand<P, A>,
  text: string,
): { problem: P } | { problem: null; problems: Problem[] } {
  let value: unknown
  try {
    // a byte-order mark is how some editors on Windows begin a UTF-8 file
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { problem: null, problems: [command.notJson((error as Error).message)] }
  }
  return command.parse(value)
}

function refuse(problems: Problem[], streams: Streams): number {
  streams.out(`${JSON.stringify({ problems }, null, 1)}\n`)
  for (const { code, zh, en, remedyZh, place } of problems)
    streams.err(`${place?.path ? `${place.path}: ` : ''}${zh} ${remedyZh}\n  ${en} [${code}]\n`)
  return 2
}

/** Writes beside the target and renames: readers see the old file or the new one, never half. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.${randomUUID()}.part`
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
