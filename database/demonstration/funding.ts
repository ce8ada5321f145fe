// Expenses of April and May by the room's own acts: paid, waiting for payment, returned, waiting for approval, half written. The
// demonstration's own doctor has May still to claim.
import { v5 as uuidv5 } from 'uuid'
import type { ClaimView, OpenDay } from '../../contract/funding-expenses.ts'
import * as contract from '../../contract/funding-expenses.ts'
import { linesFromCard } from '../../domain/funding/expenses.ts'
import { yuanOf } from '../../domain/funding/money.ts'
import type { Services } from '../../server/platform/action.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { inScope } from '../../server/platform/database.ts'
import { actorOf } from '../../server/rooms/access/actors.ts'
import { fundingActions } from '../../server/rooms/funding/actions.ts'
import { pick } from './people.ts'

type Account = { id: string; name: string; login: string }
const REQUEST = { id: 'demonstration', ip: '', token: null, device: '', secure: false }
const [PROGRAMME, REGION] = ['yongding-2024', '350803']
const SPACE = '6f1d2c1e-5b1f-4a55-9d0e-2a7b6d1c9e00'
const idOf = (name: string): string => uuidv5(`funding/${name}`, SPACE)
const ISSUERS = { transport: '永定汽车客运站', lodging: '湖雷客栈', supplies: '永定医药公司' } as const

/** What an account does at a moment of the past. */
function deskOf(services: Services, actor: Actor, at: string) {
  const then = { ...services, clock: { now: () => new Date(`${at}:00+08:00`) } }
  return async <T>(endpoint: { id: string }, received: object): Promise<T> => {
    const found = fundingActions.find((a) => a.endpoint.id === endpoint.id)
    if (!found) throw new Error(`no action ${endpoint.id}`)
    return (await found.perform(then, actor, REQUEST, received)).answer as T
  }
}
type Desk = ReturnType<typeof deskOf>

/** Writes a claim from the card of a day; answers it. */
async function write(desk: Desk, day: OpenDay): Promise<ClaimView> {
  const id = idOf(`claim/${day.cardId}`)
  return desk<ClaimView>(contract.saveClaim, {
    params: { regionId: REGION, id },
    body: {
      programmeId: PROGRAMME,
      practitionerId: day.practitioner.id,
      unitId: day.unit.id,
      day: day.day,
      difference: '',
      lines: linesFromCard(day.card).map(({ kind, fen }) => ({
        kind,
        amount: yuanOf(fen),
        issuer: ISSUERS[kind as keyof typeof ISSUERS],
        number: String(10_000_000 + pick(`${day.cardId}/${kind}`, 89_999_999)),
        note: '',
      })),
      version: null,
    },
  })
}

const act = (desk: Desk, claim: ClaimView, name: string, note = ''): Promise<ClaimView> =>
  desk<ClaimView>(contract.actOnClaim, {
    params: { regionId: REGION, id: claim.id },
    body: { act: name, version: claim.version, note },
  })

async function openDays(desk: Desk, month: string): Promise<OpenDay[]> {
  const { openDays: days } = await desk<{ openDays: OpenDay[] }>(contract.listClaims, {
    query: { programmeId: PROGRAMME, month },
  })
  return days.filter((day) => linesFromCard(day.card).length > 0)
}

export async function writeDemoFunding(
  services: Services,
  people: Record<'doctor' | 'hospital' | 'finance', Account>,
): Promise<void> {
  const [doctor, hospital, finance] = await inScope(services.db, { kind: 'system' }, (trx) =>
    Promise.all([actorOf(trx, people.doctor), actorOf(trx, people.hospital), actorOf(trx, people.finance)]),
  )
  if (!doctor || !hospital || !finance) return
  const herself = deskOf(services, doctor, '2024-05-06T20:10')
  for (const day of (await openDays(herself, '2024-04')).slice(0, 1)) {
    const asked = await act(herself, await write(herself, day), 'submit')
    const approved = await act(deskOf(services, finance, '2024-05-08T10:20'), asked, 'approve')
    await act(deskOf(services, finance, '2024-05-10T15:40'), approved, 'pay')
  }
  const office = deskOf(services, hospital, '2024-05-07T09:30')
  const april = (await openDays(office, '2024-04')).filter((d) => d.practitioner.id !== doctor.practitionerId)
  for (const [i, day] of april.slice(0, 5).entries()) {
    const asked = await act(office, await write(office, day), 'submit')
    const desk = deskOf(services, finance, `2024-05-09T10:${10 + i}`)
    if (i === 4) await act(desk, asked, 'return', '住宿发票抬头不是本院，请换开')
    else if (i < 3)
      await act(
        desk,
        await act(desk, asked, 'approve'),
        i < 2 ? 'pay' : 'return',
        i < 2 ? '' : '请补附行程单',
      )
    else await act(desk, asked, 'approve')
  }
  const later = deskOf(services, hospital, '2024-05-17T16:30')
  const may = (await openDays(later, '2024-05')).filter((d) => d.practitioner.id !== doctor.practitionerId)
  for (const [i, day] of may.slice(0, 3).entries()) {
    const claim = await write(later, day)
    if (i < 2) await act(later, claim, 'submit')
  }
}
