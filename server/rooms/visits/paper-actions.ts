// visits actions: blank day cards to print for a day without machines, and the way back from sheet to card.
import { refuse } from '../../../contract/problems.ts'
import * as contract from '../../../contract/visits-paper.ts'
import { readPaperCode } from '../../../domain/visits/paper.ts'
import { type Action, action } from '../../platform/action.ts'
import { type PaperSheet, writePaperCards } from '../../platform/documents/paper-card.ts'
import { halfOf } from './card-view.ts'
import { paperCardId, paperCodeOf } from './paper-marks.ts'
import * as store from './store-paper.ts'

/** A unit's month, or a hospital's; more is printed in parts. */
const MOST = 200

type Whole = {
  region_id: string
  id: string
  programme_id: string
  day: string
  unit_id: string
  practitioner_id: string
}
const isWhole = (duty: store.PaperDuty): duty is store.PaperDuty & Whole =>
  [duty.region_id, duty.id, duty.programme_id, duty.day, duty.unit_id, duty.practitioner_id].every(
    (value) => value !== null,
  )

const printPaperCards = action(contract.printPaperCards, {
  allow: 'dayCard.write',
  async run(context, { params, query }) {
    const { config } = context.services
    const duties = (await store.dutiesToPrint(context.trx, { ...params, ...query }, MOST + 1)).filter(isWhole)
    if (duties.length === 0) throw refuse('not-found', { what: '已公布的值班' })
    if (duties.length > MOST) throw refuse('too-large', { limit: `${MOST} 张，请按单位或医师分次打印` })
    const sheets = duties.map((duty): PaperSheet => {
      const place = { regionId: duty.region_id, dutyId: duty.id, day: duty.day }
      const code = paperCodeOf(config, place)
      const card = paperCardId(config, place)
      return {
        code,
        link: `${config.publicUrl}/desk/cards/paper?code=${code}&region=${duty.region_id}&card=${card}`,
        programme: duty.programme,
        day: duty.day,
        half: halfOf(duty.half ?? 'day'),
        unit: duty.unit,
        doctor: `${duty.practitioner} ${duty.title_text} ${duty.specialty_text}`,
        hospital: duty.hospital,
      }
    })
    const [first] = duties
    context.say({
      zh: `打印纸质日志卡 ${sheets.length} 张（${query.month}）`,
      regionId: params.regionId,
    })
    const whose = query.practitionerId ? first?.practitioner : query.unitId ? first?.unit : ''
    return {
      bytes: await writePaperCards(sheets),
      fileName: `${whose ?? ''}${query.month}纸质日志卡.pdf`,
      type: 'application/pdf',
    }
  },
})

const findPaperCard = action(contract.findPaperCard, {
  allow: 'dayCard.write',
  async run({ trx, today, services }, { params }) {
    const code = readPaperCode(params.code)
    if (!code)
      throw refuse('invalid-value', { path: 'code', why: '编号是四位月日加四位字母数字，如 0516-7K3Q' })
    const date = `${code.slice(0, 2)}-${code.slice(2, 4)}`
    const duties = (await store.dutiesOfDate(trx, date, today)).filter(isWhole)
    const found = duties.filter(
      (duty) =>
        paperCodeOf(services.config, { regionId: duty.region_id, dutyId: duty.id, day: duty.day }) === code,
    )
    if (found.length === 0) throw refuse('not-found', { what: '这个编号的纸质卡' })
    const items: contract.PaperCard[] = []
    for (const duty of found.slice(0, 20)) {
      const cardId = paperCardId(services.config, { regionId: duty.region_id, dutyId: duty.id })
      const card = await store.cardOfDuty(trx, duty, cardId)
      items.push({
        regionId: duty.region_id,
        programmeId: duty.programme_id,
        cardId,
        dutyId: duty.id,
        day: duty.day,
        half: halfOf(duty.half ?? 'day'),
        unit: { id: duty.unit_id, name: duty.unit },
        practitioner: { id: duty.practitioner_id, name: duty.practitioner, hospital: duty.hospital },
        existing: card ? { id: card.id, status: card.status, thisSheet: card.id === cardId } : null,
      })
    }
    return { items }
  },
})

export const paperActions: Action[] = [printPaperCards, findPaperCard]
