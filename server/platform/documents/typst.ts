// Makes PDFs (PDF/A-2b) with Typst. Fonts come from the bureau's own folder first, then from Noto Serif
// and Noto Sans SC; a character that no font has is an error with its remedy, never an empty box.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Problem, problems } from '../../../domain/shared/problem.ts'
import type { TypstAnswer, TypstTask } from './typst-thread.ts'

export const documentProblem = problems({
  'missing-glyphs': {
    zh: '字体里没有这些字：{characters}',
    en: 'No font has these characters: {characters}.',
    remedyZh: '请把含有这些字的字体文件（如本机的宋体）放入字体目录后重试。',
    remedyEn: 'Put a font file that has them into the font folder and try again.',
  },
  'unknown-font': {
    zh: '找不到字体：{detail}',
    en: 'A font was not found: {detail}.',
    remedyZh: '请检查字体目录，或重新安装软件依赖。',
    remedyEn: 'Check the font folder, or install the packages again.',
  },
  'document-failed': {
    zh: '文件没有生成：{detail}',
    en: 'The document could not be made: {detail}.',
    remedyZh: '请重试；仍不成功时把这段文字发给管理员。',
    remedyEn: 'Try again; if it fails again, send this text to the administrator.',
  },
  'mobile-on-poster': {
    zh: '公示内容中有手机号码（{place}）',
    en: 'There is a mobile number in the poster’s text ({place}).',
    remedyZh: '请删去医生的手机号码，只公布本单位电话。',
    remedyEn: 'Remove the doctor’s number; only the unit’s telephone is published.',
  },
})

/** A document that could not be made; `problem` says why to the person who asked for it. */
export class DocumentFailed extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.en)
    this.problem = problem
  }
}

export type FontOptions = {
  /** A bureau's own fonts (方正小标宋, 仿宋_GB2312 …), searched first; they may not be shipped. */
  fontFolder?: string
}

// The names under which bureaus' font files present themselves, then what the house ships.
export const FAMILIES = {
  title: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', 'Noto Serif SC'],
  heading: ['SimHei', '黑体', 'Noto Sans SC'],
  body: ['SimSun', '宋体', 'Noto Serif SC'],
  fang: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋', 'FandolFang R', 'Noto Serif SC'],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'FandolKai', 'Noto Serif SC'],
  plain: ['Noto Sans SC'],
}

const require = createRequire(import.meta.url)
const TEMPLATES = fileURLToPath(new URL('./templates', import.meta.url))

function shippedFonts(weights: readonly string[]): string[] {
  const folder = (name: string): string => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`))
  return ['noto-serif-sc', 'noto-sans-sc'].flatMap((name) =>
    ['400Regular', '700Bold', ...weights].map((weight) => join(folder(name), weight)),
  )
}

function failure(answer: Exclude<TypstAnswer, { pdf: Uint8Array }>): DocumentFailed {
  if (answer.failed === 'unknown-font')
    return new DocumentFailed(documentProblem('unknown-font', { detail: answer.detail }))
  if (answer.failed === 'missing-glyphs') {
    const found = answer.detail.matchAll(/the text \\?"(.+?)\\?" could not be displayed/g)
    const characters = [...new Set(found.map((each) => each[1] ?? ''))].join(' ')
    return new DocumentFailed(documentProblem('missing-glyphs', { characters }))
  }
  return new DocumentFailed(documentProblem('document-failed', { detail: answer.detail }))
}

/** Compiles a template with its data; throws {@link DocumentFailed}. */
export function compileTypst(
  job: Pick<TypstTask, 'template' | 'families' | 'dataFile' | 'data' | 'files' | 'evenPages'> & {
    /** Weights of the shipped fonts beside regular and bold, as their folders are called. */
    weights?: readonly string[]
  },
  options: FontOptions = {},
): Promise<{ pdf: Uint8Array; pages: number }> {
  const own = options.fontFolder !== undefined && existsSync(options.fontFolder) ? [options.fontFolder] : []
  const fontFolders = [...own, ...shippedFonts(job.weights ?? [])]
  const task: TypstTask = { ...job, workspace: TEMPLATES, fontFolders }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./typst-thread.ts', import.meta.url), {
      workerData: task,
      execArgv: [],
    })
    worker.once('message', (answer: TypstAnswer) =>
      'pdf' in answer ? resolve(answer) : reject(failure(answer)),
    )
    worker.once('error', (error: Error) =>
      reject(new DocumentFailed(documentProblem('document-failed', { detail: error.message }))),
    )
    worker.once('exit', () =>
      reject(new DocumentFailed(documentProblem('document-failed', { detail: 'the thread ended' }))),
    )
  })
}
