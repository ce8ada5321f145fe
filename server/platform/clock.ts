// The one place that reads the wall clock; rules receive the day and the moment as values.
export type Clock = { now: () => Date }

export const systemClock: Clock = { now: () => new Date() }

/** The calendar day in Asia/Shanghai, 'YYYY-MM-DD'. China keeps UTC+8 all year. */
export function shanghaiDay(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The time of day in Asia/Shanghai, 'HH:MM'. */
export function shanghaiTime(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
}

/** 'YYYY-MM-DD HH:MM' in Shanghai. */
export const shanghaiMoment = (moment: Date): string =>
  `${shanghaiDay(moment)} ${shanghaiTime(moment).slice(0, 5)}`
