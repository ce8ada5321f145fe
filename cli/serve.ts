// `xunzhen serve`: the server without demonstration data.
import { boot } from '../server/boot.ts'
import { readConfig } from '../server/platform/config.ts'
import { buildWeb } from './build-web.ts'
import { stayUntilStopped } from './stay.ts'

export async function run(_args: string[]): Promise<number> {
  const config = readConfig(process.env, false)
  const report = (step: string): void => void process.stderr.write(`… ${step}\n`)
  await buildWeb(report)
  const running = await boot(config, report)
  process.stdout.write(`✓ 已就绪 ready  ${running.url}/desk\n`)
  const accounts = await running.services.db.selectFrom('accounts').select('id').limit(1).execute()
  if (accounts.length === 0)
    process.stdout.write(
      '  还没有账号，请另开终端运行 no account yet, run: bin/xunzhen account add admin --name 管理员 --role administrator\n',
    )
  return stayUntilStopped(running)
}
