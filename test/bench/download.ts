// One download from a server process of its own, with the memory that process took.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unzip, UnzipInflate } from 'fflate'
import { projectRoot } from '../../server/platform/config.ts'

export type Download = { rows: number; seconds: number; bytes: number; before: number; peak: number }

/** Resident memory of a process in MB by the kernel's count: `VmRSS` now, `VmHWM` at its highest. */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`${which}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Math.round(Number(found?.[1] ?? Number.NaN) / 1024)
}

/** Rows of the sheet, its head and foot of a few lines among them. */
function rowsOf(workbook: Uint8Array): number {
  let rows = 0
  let tail = ''
  const text = new TextDecoder()
  const unzip = new Unzip((file) => {
    if (!file.name.includes('worksheets/')) return
    file.ondata = (error, data) => {
      if (error) throw error
      const part = tail + text.decode(data, { stream: true })
      rows += part.split('<row ').length - 1
      tail = part.slice(-4)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let i = 0; i < workbook.length; i += 1 << 16)
    unzip.push(workbook.subarray(i, i + (1 << 16)), i + (1 << 16) >= workbook.length)
  return rows
}

export async function downloadYear(database: string, cookie: string, path: string): Promise<Download> {
  const child = spawn(process.execPath, [join(projectRoot, 'test', 'bench', 'reports-server.ts')], {
    env: { ...process.env, XUNZHEN_BENCH_DATABASE: database },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))
      child.once('exit', () => reject(new Error('the server ended')))
    })
    const pid = child.pid ?? 0
    const before = memoryOf(pid, 'VmRSS')
    const from = performance.now()
    const answer = await fetch(`${address}${path}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(await answer.text())
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const seconds = (performance.now() - from) / 1000
    const peak = memoryOf(pid, 'VmHWM')
    return { rows: rowsOf(bytes), seconds, bytes: bytes.length, before, peak }
  } finally {
    child.kill()
  }
}
