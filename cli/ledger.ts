// `xunzhen ledger check|rebuild`: whether the ledger's sums (migration 0028) are what the day cards say, row by row; and
// adds them up anew. Works beside a running server.
import { openDatabase } from '../server/boot.ts'
import { readConfig } from '../server/platform/config.ts'
import { connect, inScope } from '../server/platform/database.ts'
import { addUpAll, ledgerDrift } from '../server/rooms/visits/door.ts'

const USAGE = '用法 usage: xunzhen ledger check | rebuild\n'

export async function run(args: string[]): Promise<number> {
  const [verb] = args
  if (verb !== 'check' && verb !== 'rebuild') {
    process.stderr.write(USAGE)
    return 64
  }
  const database = await openDatabase(readConfig(process.env, false), () => undefined, { attach: true })
  const db = connect(database.url, 2)
  try {
    return await inScope(db, { kind: 'system' }, async (trx) => {
      if (verb === 'rebuild') await addUpAll(trx)
      const drift = await ledgerDrift(trx)
      for (const { table, side, row } of drift)
        process.stdout.write(`${table} ${side} ${JSON.stringify(row)}\n`)
      process.stdout.write(
        drift.length === 0
          ? '✓ 汇总与日志卡一致 the sums are what the cards say\n'
          : `✗ ${drift.length} 处不一致，可运行 xunzhen ledger rebuild 重算 · differences: ledger rebuild adds up anew\n`,
      )
      return drift.length === 0 ? 0 : 1
    })
  } finally {
    await db.destroy()
    await database.close()
  }
}
