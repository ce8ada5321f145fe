// `bin/xunzhen rounds PROBLEM.json --out PLAN.json`: reads a problem of quarterly mobile rounds, plans them,
// checks the plan on its own road and writes it whole or not at all. `-` stands for standard input or output.
import { parseRoundsProblem, roundsSchemas } from '../contract/rounds-problem.ts'
import type { Rounds, RoundsProblem } from '../domain/dispatch/rounds.ts'
import { checkRounds } from '../domain/dispatch/rounds-check.ts'
import { roundsProblemSays } from '../domain/dispatch/rounds-refusals.ts'
import { ROUND_RULES, type RoundRule } from '../domain/dispatch/rounds-rules.ts'
import { solveRounds } from '../optimiser/rounds/solve-rounds.ts'
import { type FileCommand, runFileCommand, type Streams, standardStreams } from './file-command.ts'

const USAGE = `用法 usage: xunzhen rounds PROBLEM.json --out PLAN.json
  PROBLEM.json  季度巡诊问题（格式见 docs/rounds-problem.schema.json），- 表示标准输入
  --out         巡诊安排（格式见 docs/rounds.schema.json），- 表示标准输出
  --schemas DIR 只写出两个 JSON Schema
退出码 exit codes: 0 完成（含有未满足的季度）  1 文件读写失败  2 问题被拒绝  3 内部错误  64 用法错误
`

const STATUS: Record<Rounds['status'], string> = {
  optimal: '已证明最优 proven optimal',
  timeLimit: '到达时限 time limit reached',
}

function summaryOf(problem: RoundsProblem, rounds: Rounds): string {
  const villages = new Map(problem.villages.map(({ id, name }) => [id, name || id]))
  const teams = new Map(problem.teams.map(({ id, name }) => [id, name || id]))
  const nameOf = (id: string) => villages.get(id) ?? teams.get(id) ?? id
  const other = ({ village, extraCost, rule }: Rounds['choices'][number]['alternatives'][number]) =>
    rule
      ? `${nameOf(village)} ✗ ${ROUND_RULES[rule as RoundRule].zh}`
      : `${nameOf(village)} ${(extraCost ?? 0) < 0 ? '' : '+'}${extraCost}`
  return [
    `状态 status: ${STATUS[rounds.status]}`,
    `目标值 objective: ${rounds.objective}（下界 bound ${rounds.bound}，差距 gap ${(rounds.gap * 100).toFixed(3)}%）`,
    `巡诊 rounds: ${rounds.choices.length}；本轮已到村 visited: ${rounds.summary.visited}/${rounds.summary.villages}`,
    ...rounds.choices.map(
      (choice) =>
        `${choice.quarter} ${nameOf(choice.team)} → ${nameOf(choice.village)}：${choice.reasons
          .map(({ text }) => text)
          .join('，')}${choice.exception ? `；重复巡诊理由：${choice.exception}` : ''}。另可选：${
          choice.alternatives.map(other).join('；') || '无'
        }`,
    ),
    ...rounds.unmet.map(
      ({ team, quarter, missing, conflicts }) =>
        `未满足 unmet: ${quarter} ${nameOf(team)} 缺 ${missing} 村 — ${conflicts
          .map(
            ({ text, clause, who }) =>
              `${text}（${clause}${who.length > 1 ? `，${who.length - 1} 个村` : ''}）`,
          )
          .join('；')}`,
    ),
    '',
  ].join('\n')
}

/** Runs the command and gives its exit status (see USAGE). */
export function run(
  args: string[],
  streams: Streams = standardStreams,
  solve: (problem: RoundsProblem) => Promise<Rounds> = solveRounds,
): Promise<number> {
  const command: FileCommand<RoundsProblem, Rounds> = {
    usage: USAGE,
    schemas: roundsSchemas,
    notJson: (why) => roundsProblemSays('rounds-not-json', { why }),
    parse: parseRoundsProblem,
    solve,
    check: checkRounds,
    summary: summaryOf,
  }
  return runFileCommand(command, args, streams)
}
