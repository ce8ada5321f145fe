// Runs a TypeScript file (or a tool of node_modules) of this project under the pinned Node.js.
// It has no dependencies and works on any Node.js >= 20, so that a bare clone needs nothing else:
//   node bin/bootstrap.mjs cli/start.ts [arguments]     node bin/bootstrap.mjs --bin biome check .
// It installs the packages when the lockfile changed and fetches the pinned Node.js from the npm
// registry when the machine's own is older. Nothing is downloaded from anywhere else.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const PINNED_MAJOR = 24
const windows = process.platform === 'win32'
const say = (text) => process.stderr.write(`${text}\n`)
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Stops with a message for the person at the keyboard and exit status 1. */
function fail(zh, en) {
  say(`✗ ${zh}\n  ${en}`)
  process.exit(1)
}

/** Runs `npm ci` in `cwd`, with `node` first on the PATH; install scripts never run. */
function npmCi(cwd, node, what) {
  const started = Date.now()
  say(`… ${what}`)
  const tick = join(cwd, 'node_modules')
  const path = `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH}`
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: path, NODE_ENV: '' },
    shell: windows,
  })
  if (result.status !== 0 || !existsSync(tick))
    fail(
      `安装失败（npm ci，目录 ${cwd}）。请检查网络或 npm 源后重试。`,
      'npm ci failed: check the network or the npm registry setting, then run the same command again.',
    )
  say(`  ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** The pinned Node.js' executable: this one when it is new enough, else the one in .runtime/. */
function pinnedNode() {
  if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return process.execPath
  const platform = windows ? 'win' : process.platform
  const home = join(root, '.runtime')
  const node = join(
    home,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    windows ? 'node.exe' : 'node',
  )
  const lock = join(root, 'runtime', 'package-lock.json')
  const stamp = join(home, 'installed')
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(lock)) return node
  mkdirSync(home, { recursive: true })
  copyFileSync(join(root, 'runtime', 'package.json'), join(home, 'package.json'))
  copyFileSync(lock, join(home, 'package-lock.json'))
  npmCi(home, process.execPath, `安装运行环境 Node.js ${PINNED_MAJOR} · installing the pinned Node.js`)
  if (!existsSync(node))
    fail(
      `没有适合本机（${process.platform} ${process.arch}）的 Node.js 安装包，请自行安装 Node.js ${PINNED_MAJOR} 或更新版本。`,
      `No pinned Node.js for ${process.platform} ${process.arch}: install Node.js ${PINNED_MAJOR} or newer yourself.`,
    )
  writeFileSync(stamp, hash(lock))
  return node
}

/** Installs node_modules when the lockfile is newer than what stands there. */
function installPackages(node) {
  const lock = join(root, 'package-lock.json')
  const stamp = join(root, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(lock)) return
  npmCi(root, node, '安装依赖（首次约一分钟）· installing packages (about a minute the first time)')
  writeFileSync(stamp, hash(lock))
}

const [first, ...rest] = process.argv.slice(2)
if (!first)
  fail('用法：node bin/bootstrap.mjs 文件.ts [参数]', 'usage: node bin/bootstrap.mjs FILE.ts [arguments]')
const node = pinnedNode()
installPackages(node)
const bins = join(root, 'node_modules', '.bin')
const env = { ...process.env, PATH: [dirname(node), bins, process.env.PATH].join(windows ? ';' : ':') }
const [command, args] =
  first === '--bin' ? [join(bins, rest[0] ?? ''), rest.slice(1)] : [node, [join(root, first), ...rest]]
const child = spawn(command, args, { stdio: 'inherit', env, cwd: process.cwd() })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// When whoever started us is gone (a killed shell does not pass signals on), the server must not live on unseen.
const parent = process.ppid
const watch = setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000)
watch.unref()
child.on('error', (error) => fail(`无法启动：${error.message}`, `cannot start: ${error.message}`))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 + 15 : 1)))
