// What the public pages show; the server fills it, the pages only draw it. No mobile of a doctor and no
// resident's data has a place in these shapes (PUB-1, PUB-2).

export type PublicDuty = {
  day: string
  half: 'day' | 'am' | 'pm'
  homeVisitHalf: 'am' | 'pm' | null
  expert: string
  title: string
  /** In words people use: 心血管内科（心脏病、高血压）. */
  specialty: string
  hospital: string
  /** `new`: a change brought it; `off`: a change took it away, it is shown struck out (PUB-3). */
  mark: 'new' | 'off' | null
}

/** An expert who agreed to be introduced (PUB-1). */
export type PublicExpert = {
  expert: string
  title: string
  specialty: string
  hospital: string
  introduction: string
  /** '' where the card says none. */
  goodAt: string
}

/** What changed since the schedule went out, one for each change, in sentences (PUB-3, P31). */
export type PublicNotice = {
  id: string
  madeAt: string
  units: { id: string; name: string; lines: string[] }[]
}

export type PublicUnit = {
  id: string
  name: string
  /** The unit's own switchboard, never a person's number. */
  phone: string | null
  duties: PublicDuty[]
  /** Those of the month's days who agreed to it. */
  experts: PublicExpert[]
  posterUrl: string
  calendarUrl: string
}

/** How the reader wants it: links keep these. */
export type Look = { large: boolean; contrast: boolean }

export type PublicPage =
  | {
      kind: 'home'
      look: Look
      query: string
      results: { name: string; path: string; href: string }[]
      counties: { name: string; href: string; units: number }[]
      /** Typical cases to be read. */
      cases: number
    }
  | {
      kind: 'place'
      look: Look
      code: string
      name: string
      /** 福建省 龙岩市 永定区. */
      path: string
      level: 'county' | 'township' | 'village'
      month: string
      months: string[]
      today: string
      units: PublicUnit[]
      /** Newest first; each ends when its last day has passed. */
      notices: PublicNotice[]
      publishedAt: string | null
      /** Printed on paper so that an old print can be told from the newest. */
      version: number
      address: string
      villages: { name: string; href: string }[]
      townships: { name: string; href: string }[]
      /** The county has typical cases to be read. */
      hasCases: boolean
      demonstration: boolean
    }
  | {
      /** 培训签到: open on the duty's day alone (WRK-6, TRN-1). */
      kind: 'attendance'
      look: Look
      token: string
      day: string
      unit: string
      doctor: string
      hospital: string
      /** Village clinics nearby, to choose from; anything else may be written. */
      clinics: string[]
      open: boolean
      /** What was typed, when it has to be mended. */
      typed: { name: string; clinic: string; session: string }
      said: 'nothing' | 'signed' | 'already' | 'wrong' | 'tooMany' | 'full'
      demonstration: boolean
    }
  | {
      /** 我要反映: what a resident says of a unit (PUB-7). */
      kind: 'feedback'
      look: Look
      code: string
      name: string
      units: { id: string; name: string }[]
      /** When the form was opened, signed; it is sent once. */
      token: string
      wording: string
      typed: { unitId: string; kind: string; text: string; contact: string; agreed: boolean }
      said: 'nothing' | 'received' | 'already' | 'wrong' | 'consent' | 'tooMany' | 'stale'
      /** By which the answer is looked up. */
      receipt: string
      demonstration: boolean
    }
  | {
      /** 查答复 by the receipt. */
      kind: 'feedbackAnswer'
      look: Look
      asked: string
      said: 'nothing' | 'none' | 'tooMany' | 'found'
      found: {
        day: string
        unit: string
        kind: string
        answer: string | null
        answeredOn: string | null
      } | null
      demonstration: boolean
    }
  | {
      /** 典型经验: what was published, newest first (PUB-5). */
      kind: 'cases'
      look: Look
      /** The county that was asked for; null for all. */
      county: string | null
      items: { title: string; effect: string; units: string[]; href: string; on: string; county: string }[]
      counties: { name: string; href: string }[]
      demonstration: boolean
    }
  | {
      kind: 'case'
      look: Look
      title: string
      done: string
      effect: string
      county: string
      author: string
      units: string[]
      doctors: { name: string; title: string; hospital: string }[]
      figures: {
        from: string
        to: string
        cards: number
        rows: { zh: string; value: number; unit: string }[]
      } | null
      on: string
      version: number
      address: string
      listHref: string
      demonstration: boolean
    }
  | {
      /** 核对基层服务证明: what was certified under a code (ASM-5). */
      kind: 'certificate'
      look: Look
      typed: string
      state: 'ask' | 'noCode' | 'unknown' | 'valid' | 'revoked'
      found: {
        number: string
        name: string
        hospital: string
        title: string
        region: string
        from: string
        to: string
        days: number
        personDays: number
        kinds: { name: string; days: number }[]
        units: string[]
        issuer: string
        issuedOn: string
        checkCode: string
        fingerprint: string
        revoked: { on: string; why: string } | null
      } | null
      demonstration: boolean
    }
  | {
      /** 回访抽样公开: what was frozen, by which seed it was drawn, and the file to draw it again (R19). */
      kind: 'surveys'
      look: Look
      /** The county that was asked for; null for all. */
      county: string | null
      items: {
        name: string
        county: string
        sample: number
        state: 'frozen' | 'drawn' | 'closed' | 'cancelled'
        /** Why it was cancelled. */
        endNote: string
        fileHref: string
        rounds: {
          round: number
          reason: string
          hash: string
          size: number
          frozenAt: string
          seed: string | null
          seededAt: string | null
        }[]
      }[]
      demonstration: boolean
    }
  | { kind: 'notFound'; look: Look; what: string }

/** The renderer that the web build provides: a page in, a whole HTML document out. */
export type RenderPublicPage = (page: PublicPage) => string
