// Who may do what: a readable table from permission to roles. Row scope (which county, which unit) is
// decided beside it by `scopeOf` and, underneath, by row-level security (SEC-2).

export const ROLES = [
  'bureau',
  'allianceOffice',
  'hospital',
  'receivingUnit',
  'doctor',
  'village',
  'inspector',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

export const ROLE_NAMES: Record<Role, { zh: string; en: string }> = {
  bureau: { zh: '卫健局', en: 'health bureau' },
  allianceOffice: { zh: '医共体办公室', en: 'alliance office' },
  hospital: { zh: '支援医院医务科', en: 'hospital medical office' },
  receivingUnit: { zh: '受援单位', en: 'receiving unit' },
  doctor: { zh: '下基层医师', en: 'doctor' },
  village: { zh: '村卫生所', en: 'village clinic' },
  inspector: { zh: '督查（只读）', en: 'inspector (read only)' },
  administrator: { zh: '系统管理员', en: 'administrator' },
}

const managers: readonly Role[] = ['bureau', 'allianceOffice']
const recorders: readonly Role[] = ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'doctor']
const readers: readonly Role[] = [...recorders, 'inspector']

/** Permission → roles. The administrator runs the system and sees no patient and no day card (三员分立). */
export const PERMISSIONS = {
  'session.use': ROLES,
  'account.manage': ['administrator'],
  'audit.read': ['administrator', 'inspector'],
  'organisation.read': ROLES,
  'organisation.write': ['bureau', 'allianceOffice', 'administrator'],
  // ORG-6: whom to call when a report is missing; named by the body itself, its office or the bureau (the action asks which).
  'reporter.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'reporter.write': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  'reporter.reveal': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  // ORG-1 … ORG-3, ORG-8, ORG-9, CAP-2: the county's own is the bureau's; a body names its own persons (the action asks which).
  'governance.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'governance.write': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  // The administrator chooses whose account it is by name; numbers are masked for her as for everybody.
  'practitioner.read': [...readers, 'administrator'],
  'practitioner.write': ['bureau', 'allianceOffice', 'hospital'],
  'practitioner.reveal': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  'programme.read': ROLES,
  'programme.write': [...managers, 'administrator'],
  'holiday.write': ['administrator'],
  'demand.read': readers,
  'demand.write': ['bureau', 'allianceOffice', 'receivingUnit'],
  'staffing.import': managers,
  'posting.read': readers,
  'posting.write': managers,
  'roster.read': [...readers, 'village'],
  'roster.plan': managers,
  'roster.publish': managers,
  'dayCard.read': readers,
  'dayCard.write': recorders,
  'dayCard.confirm': ['bureau', 'allianceOffice', 'receivingUnit'],
  // The code at the place is shown by the unit itself; what contradicts is settled by who manages, not by a party to it.
  'siteCode.show': ['receivingUnit'],
  'presence.settle': managers,
  'presence.settings': ['bureau'],
  'beneficiary.reveal': ['bureau', 'receivingUnit'],
  // Whoever a resident turns to writes her withdrawal down, each within her own rows (PIPL 15).
  'consent.withdraw': recorders,
  // Whoever stands in the room holds the session: carries its code, adds by name, strikes out.
  'attendance.lead': ['receivingUnit', 'doctor'],
  // Names of trainees in clear for those who print or check the list; masked for other readers (SEC-1).
  'attendance.names': ['bureau', 'receivingUnit', 'doctor'],
  'visitOrder.record': ['village'],
  'visitOrder.read': ['bureau', 'allianceOffice', 'receivingUnit', 'village', 'inspector'],
  'visitOrder.reveal': ['bureau', 'receivingUnit'],
  'leave.read': readers,
  'leave.request': ['doctor', 'hospital'],
  'leave.act': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'doctor'],
  'leave.decide': ['bureau'],
  'absence.reply': ['doctor', 'hospital'],
  'absence.decide': ['bureau'],
  'leave.delegate': ['hospital', 'receivingUnit'],
  // Who answers for what residents are told; a hospital or a doctor sees one side of a change only, and reads the public page.
  'publicity.read': ['bureau', 'allianceOffice', 'receivingUnit', 'inspector'],
  // Which addresses this server calls is for whoever answers for the county's box; every body's channels are set there.
  'channel.manage': ['bureau'],
  'publicity.write': ['bureau', 'allianceOffice', 'receivingUnit'],
  // PUB-1: a card is drafted by whoever keeps the doctor's record, agreed to by her alone; a withdrawal is taken by whomever
  // she turns to. Consents on paper lie with her hospital, which the action asks besides.
  'expertCard.read': ['bureau', 'allianceOffice', 'hospital', 'doctor'],
  'expertCard.write': ['hospital', 'doctor'],
  'expertCard.consent': ['doctor'],
  'expertCard.record': ['bureau', 'allianceOffice', 'hospital'],
  'expertCard.withdraw': ['bureau', 'allianceOffice', 'hospital', 'doctor'],
  // PUB-5: a unit, a hospital or the bureau writes; the bureau decides (the domain asks for another person); PUB-6: and reports.
  'case.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'case.write': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  'case.push': ['bureau'],
  // PUB-7: a unit reads what is said of it but complaints, which are the bureau's (row-level security says so too).
  'feedback.read': ['bureau', 'receivingUnit', 'inspector'],
  'feedback.answer': ['bureau', 'receivingUnit'],
  'feedback.reveal': ['bureau'],
  'report.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'report.file': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  'report.compare': managers,
  // PLN-7: everybody reads the own lines of the task list; the bureau alone splits by hand; a doctor reads her own.
  'task.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'task.split': ['bureau'],
  'task.own': ['doctor'],
  // SVY-1, R19: the bureau freezes a frame and calls; the seed is another person's, of the bureau or the alliance office (the
  // domain asks for another account). Units are asked about, so they neither draw nor call.
  'survey.read': ['bureau', 'allianceOffice', 'inspector'],
  'survey.draw': ['bureau'],
  'survey.seed': managers,
  'survey.call': ['bureau'],
  // SUP-1: each layer records its own checks (the action asks which); what was found is read by whom it concerns.
  'supervision.read': readers,
  'check.record': recorders,
  'check.draw': ['bureau'],
  'issue.raise': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  // The domain asks besides that whoever mended does not re-check (ISS-5), and that nobody decides about herself (SUP-9).
  'issue.act': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit'],
  'measure.notice': ['bureau'],
  'measure.act': ['bureau', 'hospital', 'receivingUnit', 'doctor'],
  // SUP-7: who complained and of whom is the bureau's to know.
  'lead.read': ['bureau', 'inspector'],
  'lead.write': ['bureau'],
  'lead.reveal': ['bureau'],
  'supervisionList.read': ['bureau', 'inspector'],
  'supervisionList.sign': ['bureau'],
  // ASM-5 … ASM-7: a doctor reads her own account; the bureau certifies what the units confirmed.
  'credit.own': ['doctor'],
  'credit.read': ['bureau', 'allianceOffice', 'hospital', 'inspector'],
  'credit.answer': ['bureau'],
  'certificate.read': ['bureau', 'allianceOffice', 'hospital', 'doctor', 'inspector'],
  'certificate.issue': ['bureau'],
  'doctorYear.write': ['bureau', 'hospital'],
  // ASM-2: two bodies give points and sign (the action asks for which side); the doctor appeals, the bureau decides.
  'assessment.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'assessment.mark': ['hospital', 'receivingUnit'],
  'assessment.own': ['doctor'],
  'assessment.decide': ['bureau'],
  // FIN-1: claimed by the doctor or her hospital, approved and paid by the hospital (the domain asks for another person).
  'expense.read': ['bureau', 'allianceOffice', 'hospital', 'doctor', 'inspector'],
  'expense.claim': ['hospital', 'doctor'],
  // ASM-9: the bureau proposes, notices and decides (the domain asks for another hand); whom it is about replies.
  'exit.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'exit.own': ['doctor'],
  'exit.propose': ['bureau'],
  'exit.act': ['bureau', 'hospital', 'receivingUnit', 'doctor'],
  'exit.rematch': ['bureau'],
  // ASM-11: the unit reports, the lead hospital (or the alliance's office that stands for it) acknowledges.
  'violation.read': ['bureau', 'allianceOffice', 'hospital', 'receivingUnit', 'inspector'],
  'violation.report': ['bureau', 'receivingUnit'],
  'violation.acknowledge': ['allianceOffice', 'hospital'],
  // What a reviewer takes away (RPT-8).
  'inspection.read': ['bureau', 'inspector'],
  // Boxes above and below: who is trusted and what is exchanged is the bureau's, whose reports they are.
  'federation.exchange': ['bureau'],
  // The templates of a county's documents are the bureau's own.
  'document.template': ['bureau'],
  // FRM-6: a bureau lays its own tables out; everybody who reports fills them.
  'table.write': ['bureau'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role)
}

/** The roles that hold a permission, in words, for the remedy of a refusal. */
export function holdersOf(permission: Permission): { zh: string; en: string } {
  const names = PERMISSIONS[permission].map((role) => ROLE_NAMES[role])
  return { zh: names.map((n) => n.zh).join('、'), en: names.map((n) => n.en).join(', ') }
}

/** Where a role looks: a division and all below it, a set of organisations, one practitioner, or nothing. */
export type Scope =
  | { kind: 'division'; division: string }
  | { kind: 'organisations'; organisations: string[] }
  | { kind: 'practitioner'; practitioner: string }
  | { kind: 'public' }
  | { kind: 'system' }
  | { kind: 'none' }

export type RoleHolding = {
  role: Role
  divisionCode: string | null
  organisationIds: string[]
  practitionerId: string | null
}

/** The row scope of a role as held by an account; a holding without its anchor sees nothing. */
export function scopeOf(holding: RoleHolding): Scope {
  const division: Scope = holding.divisionCode
    ? { kind: 'division', division: holding.divisionCode }
    : { kind: 'none' }
  const organisations: Scope = holding.organisationIds.length
    ? { kind: 'organisations', organisations: holding.organisationIds }
    : { kind: 'none' }
  switch (holding.role) {
    case 'bureau':
    case 'inspector':
      return division
    case 'allianceOffice':
    case 'hospital':
    case 'receivingUnit':
    case 'village':
      return organisations
    case 'doctor':
      return holding.practitionerId
        ? { kind: 'practitioner', practitioner: holding.practitionerId }
        : { kind: 'none' }
    case 'administrator':
      return { kind: 'none' }
  }
}
