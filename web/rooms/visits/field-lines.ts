// A day in plain words, a line each; nothing that is zero. For the summary, and for two versions beside each other.
import type { DayCardInput, DayCardView } from '../../../contract/visits.ts'
import { ACTIVITY_NAMES } from '../../../domain/visits/day-card.ts'
import type { fieldWords } from './field-words.ts'

type Said = Pick<
  DayCardInput | DayCardView,
  | 'otherServices'
  | 'otherWork'
  | 'leaflets'
  | 'noticeClicks'
  | 'screenNotices'
  | 'transportFen'
  | 'lodgingFen'
  | 'suppliesFen'
> & {
  activities: readonly Pick<DayCardInput['activities'][number], 'kind' | 'count' | 'participants'>[]
  homeVisits: readonly unknown[]
  beneficiaries: readonly unknown[]
  photos?: readonly unknown[] | undefined
}

type Tongue = { words: (typeof fieldWords)['zh']; language: 'zh' | 'en' }

export function linesOf(card: Said, { words: w, language }: Tongue): string[] {
  const gap = language === 'zh' ? '，' : ', '
  const counted = (name: string, n: number): string[] => (n ? [`${name} ${n}`] : [])
  const fen = card.transportFen + card.lodgingFen + card.suppliesFen
  return [
    ...card.activities.map(({ kind, count, participants }) =>
      [`${ACTIVITY_NAMES[kind][language]} ${count}`, ...counted(w.participants, participants ?? 0)].join(gap),
    ),
    ...counted(w.homeVisits, card.homeVisits.length),
    ...counted(w.beneficiaries, card.beneficiaries.length),
    ...counted(w.photos, card.photos?.length ?? 0),
    ...[card.otherServices, card.otherWork].map((text) => text.trim()).filter(Boolean),
    ...counted(w.leaflets, card.leaflets),
    ...counted(w.clicks, card.noticeClicks),
    ...counted(w.screens, card.screenNotices),
    ...(fen ? [`${w.money} ${(fen / 100).toFixed(2)}`] : []),
  ]
}
