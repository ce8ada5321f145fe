// The day on the road of a team that visits its villages of a quarter, by the route planner.
import type {
  Quarter,
  RoundChoice,
  RoundDay,
  RoundsProblem,
  RoundTeam,
} from '../../domain/dispatch/rounds.ts'
import { solveRoutes } from '../routes/solve-routes.ts'

/** A timetable for every team and quarter whose positions are known and whose villages fit into one day. */
export function roundDays(problem: RoundsProblem, choices: readonly RoundChoice[]): RoundDay[] {
  const { day } = problem.rules
  if (!day) return []
  return problem.quarters.flatMap((quarter) =>
    problem.teams.flatMap((team) => {
      const going = choices.filter((one) => one.team === team.id && one.quarter === quarter)
      const found = going.length > 0 ? dayOf(problem, day, team, { quarter, going }) : null
      return found ? [found] : []
    }),
  )
}

function dayOf(
  problem: RoundsProblem,
  day: NonNullable<RoundsProblem['rules']['day']>,
  team: RoundTeam,
  { quarter, going }: { quarter: Quarter; going: readonly RoundChoice[] },
): RoundDay | null {
  const places = going.map(({ village }) => ({
    id: village,
    at: problem.villages.find(({ id }) => id === village)?.at ?? null,
  }))
  if (!team.base) return null
  const shift = { from: day.from, to: day.to }
  const routes = solveRoutes({
    version: 1,
    seed: problem.seed,
    iterations: 5000,
    timeLimitSeconds: 10,
    travel: { by: 'greatCircle', roadFactor: 1.35, kmPerHour: day.kmPerHour },
    costs: { perKm: 1, perMinute: 0, perVehicle: 0, missed: 20_000 },
    vehicles: [
      { id: team.id, name: team.name, start: team.base, end: null, shift, capacity: null, maxMinutes: null },
    ],
    stops: places.flatMap(({ id, at }) =>
      at
        ? [{ id, name: id, at, serviceMinutes: day.minutesAtVillage, windows: [], load: 0, prize: null }]
        : [],
    ),
  })
  const [route] = routes.routes
  if (!route || route.stops.length < going.length) return null
  const stops = route.stops.map(({ stop, arrive, leave }) => ({ village: stop, arrive, leave }))
  return { team: team.id, quarter, leave: route.leave, stops, return: route.return, km: route.km }
}
