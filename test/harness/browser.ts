// Finds a real browser for the journeys, or installs Debian's when we may; one function for every browser test.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
]
const root = process.getuid?.() === 0

function candidates(): string[] {
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  let left: string | undefined
  try {
    left = chromium.executablePath()
  } catch {
    left = undefined
  }
  return [process.env.CHROME_PATH, ...usual, left].filter((p): p is string => Boolean(p))
}

const found = (): string | undefined => candidates().find((path) => existsSync(path))
const hasChineseFont = (): boolean =>
  (spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '').length > 0

/** Debian's Chromium and a Chinese font: without one, headless Chromium draws blanks and pictures lie. */
function install(): void {
  if (!root || !existsSync('/usr/bin/apt-get')) return
  process.stderr.write('… 安装浏览器与中文字体（仅首次）installing Chromium and a Chinese font\n')
  const apt = (args: string[]): void => {
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', 'chromium', 'fonts-wqy-microhei', 'fontconfig'])
}

/** How a browser is started here; throws with the remedy when there is none and none could be installed. */
export function browserOptions(): LaunchOptions & { executablePath: string } {
  if (!found() || !hasChineseFont()) install()
  const executablePath = found()
  if (!executablePath)
    throw new Error(
      '没有找到浏览器：请安装 Chromium、Chrome 或 Edge，或设置 CHROME_PATH（Debian: apt-get install chromium fonts-wqy-microhei）· no browser found',
    )
  return {
    executablePath,
    headless: true,
    args: [...FLAGS, ...(root ? ['--no-sandbox'] : [])],
    // Without a UTF-8 locale Chromium saves 附件3.pdf as "download".
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  }
}

/** A headless browser. */
export const launchBrowser = async (): Promise<Browser> => chromium.launch(browserOptions())
