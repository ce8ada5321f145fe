// What a village clinic of the demonstration asks for: a few open needs, one told twice, one withdrawn (ORD-1).
import { addDays } from '../../domain/shared/calendar.ts'
import type { Trx } from '../../server/platform/database.ts'

const NEEDS = [
  {
    ago: 9,
    group: 'elder',
    initials: '王某',
    problem: '膝盖疼，下楼困难半年',
    specialty: '04',
    urgency: 'routine',
    wish: 'clinic',
  },
  {
    ago: 3,
    group: 'elder',
    initials: '王某',
    problem: '膝盖疼，下楼困难',
    specialty: '04',
    urgency: 'routine',
    wish: 'clinic',
  },
  {
    ago: 5,
    group: 'longTermIll',
    initials: '',
    problem: '糖尿病多年，脚上伤口不好',
    specialty: '03',
    urgency: 'urgent',
    wish: 'homeVisit',
  },
  {
    ago: 2,
    group: 'several',
    initials: '',
    problem: '五六位高血压老人想请专家调药',
    specialty: '03',
    urgency: 'soon',
    wish: 'clinic',
  },
  {
    ago: 12,
    group: 'motherChild',
    initials: '李某',
    problem: '孩子反复咳嗽',
    specialty: '07',
    urgency: 'soon',
    wish: 'remote',
  },
] as const
const WITHDRAWN = 12

type Clinic = { id: string; unitId: string; regionId: string; account: string }

export async function writeDemoOrders(
  trx: Trx,
  today: string,
  clinic: Clinic,
  idOf: (kind: string, name: string) => string,
): Promise<void> {
  for (const [k, { ago, group, ...need }] of NEEDS.entries()) {
    const day = addDays(today, -ago)
    const at = new Date(`${day}T10:20:00+08:00`)
    const id = idOf('visitOrder', `${clinic.id} ${k}`)
    const gone = ago === WITHDRAWN
    const consents = group === 'longTermIll'
    await trx
      .insertInto('visit_orders')
      .values({
        region_id: clinic.regionId,
        id,
        village_id: clinic.id,
        unit_id: clinic.unitId,
        state: gone ? 'withdrawn' : 'recorded',
        patient_group: group,
        ...need,
        contact_phone: consents ? '13800000618' : null,
        contact_way: consents ? 'oral' : null,
        contact_version: consents ? 1 : null,
        day,
        made_by: clinic.account,
        made_at: at,
      })
      .execute()
    const move = { region_id: clinic.regionId, order_id: id, made_by: clinic.account }
    await trx
      .insertInto('visit_order_moves')
      .values([
        { ...move, id: idOf('visitOrderMove', `${id} 1`), state: 'recorded', made_at: at },
        ...(gone
          ? [
              {
                ...move,
                id: idOf('visitOrderMove', `${id} 2`),
                state: 'withdrawn',
                reason: '已到区医院看过',
                made_at: new Date(at.getTime() + 86_400_000),
              },
            ]
          : []),
      ])
      .execute()
  }
}
