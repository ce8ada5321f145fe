// `npm start`: database, demonstration data, pages, server; prints the address and one account per role.

import { demonstrationClock } from '../database/demonstration/clock.ts'
import { DEMO_PASSWORD, demonstrationAccounts, loadDemonstration } from '../database/demonstration/load.ts'
import { boot } from '../server/boot.ts'
import { readConfig } from '../server/platform/config.ts'
import { buildWeb } from './build-web.ts'
import { stayUntilStopped } from './stay.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])
const config = readConfig(process.env, true)
const started = Date.now()
const report = (step: string): void =>
  void process.stderr.write(`… [${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${step}\n`)

// The demonstration has printed passwords, so it serves this machine only, unless told otherwise.
if (!loopback.has(config.host) && process.env.XUNZHEN_DEMO_OPEN !== '1') {
  process.stderr.write(
    '✗ 演示数据的密码是公开的，只允许本机访问。正式使用请运行 bin/xunzhen serve；确需开放演示请设 XUNZHEN_DEMO_OPEN=1\n  The demonstration is for this machine only: use bin/xunzhen serve, or set XUNZHEN_DEMO_OPEN=1\n',
  )
  process.exit(1)
}

try {
  await buildWeb(report)
  const running = await boot(
    config,
    report,
    demonstrationClock(process.env.XUNZHEN_TODAY),
    (services, ownerUrl) => loadDemonstration(services, ownerUrl, report),
  )
  const lines = demonstrationAccounts.map(
    (a) => `  ${a.login.padEnd(10)} ${DEMO_PASSWORD}   ${a.roleName}（${a.name}）`,
  )
  process.stdout.write(`\n✓ 已就绪 ready   ${((Date.now() - started) / 1000).toFixed(1)} s\n\n`)
  process.stdout.write(`  管理台 desk     ${running.url}/desk\n  公开页 public   ${running.url}/\n\n`)
  process.stdout.write(
    `  演示数据，人员均为虚构；演示日期 ${running.services.clock.now().toISOString().slice(0, 10)}\n  账号 accounts   密码 password\n${lines.join('\n')}\n\n  按 Ctrl+C 停止 · press Ctrl+C to stop\n`,
  )
  process.exitCode = await stayUntilStopped(running)
} catch (error) {
  process.stderr.write(`✗ 启动失败 could not start: ${(error as Error).message}\n`)
  process.exit(1)
}
