// surveys: who waits is told: whoever may name the seed once a frame is frozen, the bureau once it may call.
import type { NoticeKind } from '../../../domain/notices/texts.ts'
import type { Context } from '../../platform/action.ts'
import { tellNotices } from '../../platform/notify/notices.ts'
import { alliancesAmong } from '../organisations/door.ts'
import { membersOf } from '../programme/door.ts'
import { nameOf } from './rule.ts'
import type { SurveyRow } from './store.ts'

async function tell(
  { trx, actor, now }: Context,
  survey: SurveyRow,
  told: { kind: NoticeKind; round: number; offices: boolean },
): Promise<void> {
  const members = told.offices ? await membersOf(trx, survey.programme_id) : []
  const offices = (
    await alliancesAmong(
      trx,
      members.map(({ organisation_id }) => organisation_id),
    )
  ).flatMap(({ office_id }) => (office_id ? [office_id] : []))
  await tellNotices(
    trx,
    {
      regionId: survey.region_id,
      kind: told.kind,
      params: { survey: nameOf(survey.per, survey.period), by: actor.name },
      event: `${told.kind}/${survey.id}/${told.round}`,
      subject: { type: 'survey', id: survey.id },
      programmeId: survey.programme_id,
      recipients: [
        { role: 'bureau', divisionCode: survey.region_id },
        ...[...new Set(offices)].map((organisationId) => ({
          role: 'allianceOffice' as const,
          organisationId,
        })),
      ],
      by: actor.accountId,
    },
    now,
  )
}

export const tellSeedAsked = (context: Context, survey: SurveyRow, round: number): Promise<void> =>
  tell(context, survey, { kind: 'survey-seed-asked', round, offices: true })
export const tellDrawn = (context: Context, survey: SurveyRow, round: number): Promise<void> =>
  tell(context, survey, { kind: 'survey-drawn', round, offices: false })
