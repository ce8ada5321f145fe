// `xunzhen import FILE --as staffing|workload|summary|postings [--json] [--year 2024]`: reads a sheet the
// way the import page does and shows what it would take. Needs no server and writes nothing.
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { formDefinition } from '../domain/forms/definitions/registry.ts'
import { ingest } from '../domain/forms/ingest/ingest.ts'
import { yearIn } from '../domain/forms/ingest/report-head.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { LIMITS } from '../server/platform/sheets/limits.ts'
import { readSheets, type SheetsRead } from '../server/platform/sheets/read-sheets.ts'
import { refusal } from '../server/platform/sheets/refusals.ts'
import { importJson, importTable, problemLine, refusalJson } from './import-report.ts'

const FORMS: Readonly<Record<string, string>> = {
  staffing: 'staffing-schedule',
  workload: 'workload-return',
  summary: 'support-summary',
  postings: 'posting-list',
}

const USAGE = `用法 usage: xunzhen import 文件FILE --as ${Object.keys(FORMS).join('|')} [--json] [--year 2024]\n`

/** Exit statuses: read, refused or unreadable, wrong use of the command. */
const READ = 0
const REFUSED = 2
const WRONG_USE = 64

async function readUpload(path: string): Promise<SheetsRead> {
  const name = basename(path)
  const place = { file: name }
  try {
    const { size } = await stat(path)
    const [megabytes, limit] = [size, LIMITS.fileBytes].map((bytes) => (bytes / 1e6).toFixed(1))
    if (size > LIMITS.fileBytes)
      return { problem: refusal('file-too-large', { size: megabytes ?? '', limit: limit ?? '' }, place) }
    return await readSheets(await readFile(path), name)
  } catch {
    return { problem: refusal('file-missing', { name: path }, place) }
  }
}

type Asked = { path: string; formId: string; json: boolean; year: number | undefined }

function parse(args: string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { as: { type: 'string' }, json: { type: 'boolean' }, year: { type: 'string' } },
    })
    const formId = FORMS[values.as ?? '']
    const [path] = positionals
    if (formId === undefined || path === undefined || positionals.length > 1) return undefined
    if (values.year !== undefined && !/^(19|20)\d{2}$/.test(values.year)) return undefined
    const year = values.year === undefined ? undefined : Number(values.year)
    return { path, formId, json: values.json ?? false, year }
  } catch {
    return undefined
  }
}

function refuse(problem: Problem, json: boolean): number {
  if (json) process.stdout.write(refusalJson(problem))
  else process.stderr.write(problemLine(problem))
  return REFUSED
}

/** Runs the command; the answer is the exit status. */
export async function run(args: string[]): Promise<number> {
  const asked = parse(args)
  const definition = asked && formDefinition(asked.formId)
  if (!asked || !definition) {
    process.stderr.write(USAGE)
    return WRONG_USE
  }
  const read = await readUpload(asked.path)
  if ('problem' in read) return refuse(read.problem, asked.json)
  const year = asked.year ?? yearIn(read.sheets) ?? new Date().getFullYear()
  const result = ingest(read.sheets, definition, { year })
  process.stdout.write(asked.json ? importJson(result) : importTable(result, definition))
  return result.mapping.length === 0 ? REFUSED : READ
}
