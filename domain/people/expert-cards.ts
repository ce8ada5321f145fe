// An expert's card (PUB-1; PIPL 13–15): what residents may read of a doctor, on what ground, in which words she agreed. The
// plan orders experts to be announced, which carries name, title and specialty; an introduction rests on her consent alone.
// Wordings are data with a version: none is ever changed, a better one is added at the end.

export const CARD_PURPOSES = ['name', 'introduction'] as const
export type CardPurpose = (typeof CARD_PURPOSES)[number]
/** By herself, on paper, by the plan's order (the name alone), by the switch there was before cards. */
export type CardWay = 'self' | 'paper' | 'plan' | 'earlier'
export const MOST_INTRODUCTION = 300
export const MOST_GOOD_AT = 80

type Wording = { version: number; zh: string; en: string }
export const CARD_WORDINGS: Record<CardPurpose, readonly [Wording, ...Wording[]]> = {
  name: [
    {
      version: 1,
      zh: '坐诊安排旁显示您的姓名全称，与职称、专业、所在医院在一起：公开网页、坐诊海报、公众号等文案、坐诊日历。只随您的坐诊安排显示。可随时撤回，撤回后立即改为只显示姓（如“陈医师”）；已经印出的海报由单位撤换。',
      en: 'Your full name stands beside title, specialty and hospital with each of your clinic days: on the public page, posters, texts for the county’s account and the calendar. You may withdraw at any time: from then on only your surname is shown; printed posters are replaced by the unit.',
    },
  ],
  introduction: [
    {
      version: 1,
      zh: '显示的就是您看到的这一版“擅长”和“介绍”，连同姓名全称、职称、专业、所在医院。显示在：您坐诊单位的公开网页、坐诊海报、公众号文案。显示多久：您有坐诊安排的月份；介绍改动以后，须您重新同意才显示新的。怎样撤回：随时在“我的”（手机）或“设置·我的专家名片”（电脑）点“撤回”，也可请医务科代办；撤回后网页、新打印的海报和新取的文案立即不再显示，已经印出、发出的由单位撤换。不同意或撤回，不影响下派、考核和晋升。',
      en: 'What is shown is this version of the text (“good at” and introduction) with your full name, title, specialty and hospital; on the public page of the unit where you serve, its posters and the texts for the county’s account; in the months in which you have clinic days. A changed text is shown only after you agree to it again. Withdraw at any time under “Mine” on the phone or in the settings at the desk, or ask your medical office: page, new posters and new texts stop showing it at once, what was printed or sent is replaced by the unit. Refusing or withdrawing changes nothing about your posting, assessment or promotion.',
    },
  ],
}

/** The wording to agree to today. */
export function cardWording(purpose: CardPurpose): Wording {
  const wordings = CARD_WORDINGS[purpose]
  return wordings.at(-1) ?? wordings[0]
}

export type CardAct = {
  purpose: CardPurpose
  act: 'given' | 'withdrawn'
  way: CardWay
  cardVersion: number | null
}

/**
 * How a card stands after its acts, oldest first. `asked`: there is a text that its doctor has not agreed to, whether it is
 * the first or a newer one than she knows; the one she agreed to stays in sight meanwhile.
 */
export type CardStanding = {
  nameShown: boolean
  shownVersion: number | null
  state: 'none' | 'asked' | 'shown' | 'changed' | 'withdrawn'
}

export function cardStanding(acts: readonly CardAct[], newestVersion: number): CardStanding {
  const last = (purpose: CardPurpose): CardAct | undefined => acts.findLast((one) => one.purpose === purpose)
  const nameShown = last('name')?.act === 'given'
  const introduction = last('introduction')
  const shownVersion = nameShown && introduction?.act === 'given' ? introduction.cardVersion : null
  if (newestVersion === 0) return { nameShown, shownVersion, state: 'none' }
  if (shownVersion !== null)
    return { nameShown, shownVersion, state: shownVersion === newestVersion ? 'shown' : 'changed' }
  return { nameShown, shownVersion, state: introduction ? 'withdrawn' : 'asked' }
}

/** What an act brings along: an introduction without a name says nothing, and a name withdrawn takes it off as well. */
export function actsOf(
  wanted: { purpose: CardPurpose; act: 'given' | 'withdrawn' },
  standing: CardStanding,
): CardPurpose[] {
  if (wanted.purpose === 'introduction')
    return wanted.act === 'given' && !standing.nameShown ? ['name', 'introduction'] : ['introduction']
  return wanted.act === 'withdrawn' && standing.shownVersion !== null ? ['introduction', 'name'] : ['name']
}
