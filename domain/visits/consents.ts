// What a resident may agree to, purpose by purpose (SEC-4, WRK-10; PIPL 13–15, 28–30): the wordings are data with a
// version, and a consent says which version was read out. Care and the name on the day's list rest on the county's
// statutory duty (永卫〔2024〕13号); everything here rests on consent and may be withdrawn.

export const PURPOSES = ['survey', 'photo', 'praise'] as const
export type Purpose = (typeof PURPOSES)[number]

/** How it was given: aloud before two people, signed, by a guardian. */
export const CONSENT_WAYS = ['oral', 'signed', 'guardian'] as const
export type ConsentWay = (typeof CONSENT_WAYS)[number]
export const CONSENT_WAY_NAMES: Record<ConsentWay, { zh: string; en: string }> = {
  oral: { zh: '口头同意，两人在场', en: 'aloud, before two people' },
  signed: { zh: '本人签字', en: 'signed' },
  guardian: { zh: '监护人同意', en: 'by a guardian' },
}

type Wording = { version: number; zh: string; en: string }
/** The newest wording stands last; none is ever changed, a better one is added. */
export const PURPOSE_TEXTS: Record<
  Purpose,
  { zh: string; en: string; wordings: readonly [Wording, ...Wording[]] }
> = {
  survey: {
    zh: '电话回访',
    en: 'follow-up call',
    wordings: [
      {
        version: 1,
        zh: '留下您的电话，卫健局或医院可能打电话问您这次服务是否满意。电话只用于回访，不作他用。不同意不影响看病；同意后随时可以撤回，撤回后电话即删除。',
        en: 'Your number is kept so that the bureau or the hospital may ask how you were served. It is used for nothing else. Refusing changes nothing about your care; you may withdraw at any time, and the number is deleted.',
      },
    ],
  },
  photo: {
    zh: '拍照留存',
    en: 'photograph on file',
    wordings: [
      {
        version: 1,
        zh: '拍摄服务现场照片存档，供上级核对工作是否属实，不对外公布。不同意不影响看病；同意后随时可以撤回。',
        en: 'Photographs of the service are kept on file for inspection and are not made public. Refusing changes nothing about your care; you may withdraw at any time.',
      },
    ],
  },
  praise: {
    zh: '公开宣传',
    en: 'public account',
    wordings: [
      {
        version: 1,
        zh: '把您这次接受服务的事例公开宣传（如公众号、宣传栏），可能涉及您的健康情况。不同意不影响看病；同意后随时可以撤回，撤回后不再使用。',
        en: 'The story of this service is told in public (the county’s account, a notice board) and may touch your health. Refusing changes nothing about your care; you may withdraw at any time, and it is used no more.',
      },
    ],
  },
}

/** What is read out today. */
export function wordingOf(purpose: Purpose): Wording {
  const { wordings } = PURPOSE_TEXTS[purpose]
  return wordings.at(-1) ?? wordings[0]
}
export const isKnownWording = (purpose: Purpose, version: number): boolean =>
  PURPOSE_TEXTS[purpose].wordings.some((wording) => wording.version === version)

export type Grant = { purpose: Purpose; version: number; way: ConsentWay }
/** How a purpose stands for one record of a resident. */
export type Standing = { purpose: Purpose; state: 'given' | 'withdrawn'; version: number; way: string }

/** A number is kept for the call alone: without that consent there is no purpose for it, and it is not stored. */
export const mayKeepPhone = (grants: readonly { purpose: string; state?: string }[]): boolean =>
  grants.some(({ purpose, state }) => purpose === 'survey' && state !== 'withdrawn')

type Added = Grant & { act: 'given' | 'removed' }
/**
 * What a saved card adds to the history of one resident: new consents and those that its writer took back. What was
 * withdrawn stays withdrawn for this record whatever an old copy says (R22); a consent given at a later visit stands in
 * that visit's own record.
 */
export function consentsToAdd(before: readonly Standing[], wanted: readonly Grant[]): Added[] {
  return PURPOSES.flatMap((purpose): Added[] => {
    const there = before.find((one) => one.purpose === purpose)
    const grant = wanted.find((one) => one.purpose === purpose)
    if (there?.state === 'withdrawn') return []
    if (!grant) return there ? [{ purpose, version: there.version, way: 'oral', act: 'removed' }] : []
    const same = there?.version === grant.version && (there.way === grant.way || there.way === 'earlier')
    return same ? [] : [{ ...grant, act: 'given' }]
  })
}
