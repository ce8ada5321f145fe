// bin/xunzhen: one word chooses the command; each command lives in its own file.
type Command = { run: (args: string[]) => Promise<number> }

const commands: Record<string, { load: () => Promise<Command>; zh: string }> = {
  serve: { load: () => import('./serve.ts'), zh: '启动服务（不含演示数据）' },
  account: {
    load: () => import('./account.ts'),
    zh: 'account add 登录名 --name 姓名 --role administrator 建立账号',
  },
  programme: { load: () => import('./programme.ts'), zh: 'programme check 文件.yaml 检查方案' },
  import: { load: () => import('./import.ts'), zh: 'import 文件 --as staffing [--json] 试读表格，不写库' },
  plan: { load: () => import('./plan.ts'), zh: 'plan 问题.json --out 方案.json 单独运行排班' },
  routes: { load: () => import('./routes.ts'), zh: 'routes 问题.json --out 路线.json 安排一天的送医路线' },
  ledger: { load: () => import('./ledger.ts'), zh: 'ledger check 核对台账汇总与日志卡；rebuild 重算' },
  bundle: { load: () => import('./bundle.ts'), zh: 'bundle verify 文件.zip 核对检查资料包' },
  certificate: {
    load: () => import('./certificate.ts'),
    zh: 'certificate verify 证明.pdf|证明.json 离线验证基层服务证明',
  },
  survey: { load: () => import('./survey.ts'), zh: 'survey verify 抽样文件.json 重新抽取并核对' },
  rounds: { load: () => import('./rounds.ts'), zh: 'rounds 问题.json --out 安排.json 安排季度巡诊' },
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, c]) => `  xunzhen ${name.padEnd(10)} ${c.zh}`)
  return `巡诊 Xunzhen\n${lines.join('\n')}\n`
}

const [name = 'help', ...args] = process.argv.slice(2)
const command = commands[name]
if (!command) {
  const asked = name === 'help' || name === '--help' || name === '-h'
  ;(asked ? process.stdout : process.stderr).write(
    asked ? usage() : `不认识的命令 unknown command: ${name}\n${usage()}`,
  )
  process.exitCode = asked ? 0 : 64
} else {
  process.exitCode = await (await command.load()).run(args)
}
