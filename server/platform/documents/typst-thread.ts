// Compiles one Typst template to PDF in a thread of its own: the compiler is synchronous, and its memory
// goes when the thread goes. Data arrive as files, never spliced into source.
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

export type TypstTask = {
  /** Folder of the templates; nothing outside it can be read. */
  workspace: string
  template: string
  /** Font folders in the order in which they are searched. */
  fontFolders: string[]
  /** Families wanted for each role, best first; unknown ones are dropped, but each role needs one. */
  families: Record<string, string[]>
  /** Files the template reads; `fonts` is added to the JSON file named here. */
  dataFile: string
  data: Record<string, unknown>
  files: Record<string, string>
  /** The last page has to be an even one: what the template does about it is tried in this order (`ATTEMPTS`). */
  evenPages?: boolean
}

export type TypstAnswer =
  | { pdf: Uint8Array; pages: number }
  | { failed: 'unknown-font' | 'missing-glyphs' | 'template'; detail: string }

const task = workerData as TypstTask

const messages = (diagnostics: readonly { message: string }[]): string[] =>
  diagnostics.map((each) => each.message)

/** The families that exist, asked of the compiler itself: it warns about each unknown one. */
function known(compiler: NodeCompiler, wanted: readonly string[]): string[] {
  const probe = wanted.map((family) => `#text(font: ${JSON.stringify(family)})[ ]`).join('\n')
  const result = compiler.compile({ mainFileContent: probe })
  const warnings = result.takeWarnings()
  const unknown = new Set(
    (warnings ? messages(compiler.fetchDiagnostics(warnings)) : []).flatMap((message) =>
      message.startsWith('unknown font family: ') ? [message.slice(21)] : [],
    ),
  )
  return wanted.filter((family) => !unknown.has(family.toLowerCase()))
}

// One more page; lines moved closer by so many points, with and without it; two more pages.
const ATTEMPTS: readonly Record<string, string>[] = [
  {},
  { pad: '1' },
  { squeeze: '0.9' },
  { squeeze: '1.9' },
  { squeeze: '1.9', pad: '1' },
  { pad: '2' },
]

function render(compiler: NodeCompiler, attempt = 0): TypstAnswer {
  const inputs = ATTEMPTS[attempt] ?? {}
  const result = compiler.compile({ mainFilePath: `${task.workspace}/${task.template}`, inputs })
  const warnings = result.takeWarnings()
  const warned = warnings ? messages(compiler.fetchDiagnostics(warnings)) : []
  const font = warned.find((message) => message.includes('unknown font family'))
  // The compiler would go on with whatever font it finds; an official paper must not.
  if (font !== undefined) return { failed: 'unknown-font', detail: font }
  const document = result.result
  if (!document) {
    const error = result.takeError()
    const detail = error ? messages(compiler.fetchDiagnostics(error)).join('; ') : 'no document'
    return { failed: 'template', detail }
  }
  if (task.evenPages && document.numOfPages % 2 === 1 && attempt + 1 < ATTEMPTS.length)
    return render(compiler, attempt + 1)
  try {
    const pdf = compiler.pdf(document, { pdfStandard: 'a-2b' })
    return { pdf: new Uint8Array(pdf), pages: document.numOfPages }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const glyphs = /could not be displayed with any font/.test(detail)
    return { failed: glyphs ? 'missing-glyphs' : 'template', detail }
  }
}

function answer(): TypstAnswer {
  const compiler = NodeCompiler.create({
    workspace: task.workspace,
    fontArgs: [{ fontPaths: task.fontFolders }],
  })
  const fonts: Record<string, string[]> = {}
  for (const [role, wanted] of Object.entries(task.families)) {
    fonts[role] = known(compiler, wanted)
    if (fonts[role].length === 0) return { failed: 'unknown-font', detail: wanted.join(', ') }
  }
  const files = { ...task.files, [task.dataFile]: JSON.stringify({ ...task.data, fonts }) }
  for (const [name, content] of Object.entries(files))
    compiler.mapShadow(`${task.workspace}/${name}`, Buffer.from(content, 'utf8'))
  return render(compiler)
}

parentPort?.postMessage(answer())
