// The only place that lists the rooms: their actions, and the events by which a lower room is heard above.
import type { FastifyInstance } from 'fastify'
import { SYNCED_CALLS } from '../contract/sync.ts'
import type { Action, Services } from './platform/action.ts'
import { startDaily } from './platform/daily.ts'
import { inScope } from './platform/database.ts'
import { createHttp } from './platform/http.ts'
import { channelActions } from './platform/notify/channels.ts'
import { noticeActions } from './platform/notify/notices.ts'
import { outboxActions } from './platform/notify/outbox.ts'
import { createSender } from './platform/notify/sender.ts'
import { serveWeb } from './platform/static-files.ts'
import { deviceActions } from './platform/sync/devices.ts'
import { syncAction } from './platform/sync/sync.ts'
import { accessActions } from './rooms/access/actions.ts'
import { authenticator } from './rooms/access/actors.ts'
import { assessmentActions } from './rooms/assessments/actions.ts'
import { certificatePages } from './rooms/assessments/certificate-pages.ts'
import { dispatchActions } from './rooms/dispatch/actions.ts'
import { failAbandonedRuns, stopRuns } from './rooms/dispatch/door.ts'
import { fundingActions } from './rooms/funding/actions.ts'
import { leaveActions } from './rooms/leave/actions.ts'
import { tellOverdueLeaves } from './rooms/leave/door.ts'
import { organisationActions } from './rooms/organisations/actions.ts'
import { peopleActions } from './rooms/people/actions.ts'
import { programmeActions } from './rooms/programme/actions.ts'
import { publicityActions } from './rooms/publicity/actions.ts'
import { casePages } from './rooms/publicity/case-pages.ts'
import { feedbackPages } from './rooms/publicity/feedback-pages.ts'
import { publicPages } from './rooms/publicity/pages.ts'
import { referralActions } from './rooms/referrals/actions.ts'
import { reportActions } from './rooms/reports/actions.ts'
import { remindOfReports } from './rooms/reports/remind.ts'
import { supervisionActions } from './rooms/supervision/actions.ts'
import { superviseToday } from './rooms/supervision/daily.ts'
import { hearFeedback } from './rooms/supervision/hear-feedback.ts'
import { surveyActions } from './rooms/surveys/actions.ts'
import { surveyPages } from './rooms/surveys/pages.ts'
import { visitActions } from './rooms/visits/actions.ts'
import { attendancePages } from './rooms/visits/attendance-pages.ts'
import { emptyPositions } from './rooms/visits/door.ts'

const rooms: readonly Action[] = [
  ...accessActions,
  ...organisationActions,
  ...peopleActions,
  ...programmeActions,
  ...dispatchActions,
  ...visitActions,
  ...leaveActions,
  ...referralActions,
  ...publicityActions,
  ...reportActions,
  ...assessmentActions,
  ...surveyActions,
  ...supervisionActions,
  ...fundingActions,
]

/** Every act of the product; phones tell theirs again through `sync`. */
export const actions: readonly Action[] = [
  ...rooms,
  ...deviceActions,
  ...noticeActions,
  ...channelActions,
  ...outboxActions,
  syncAction(rooms, SYNCED_CALLS),
]

/** The whole server: API, public pages, the built desk; listens nowhere yet. */
export function createApp(given: Services): FastifyInstance {
  const sender = createSender(given)
  const services: Services = {
    ...given,
    wakeSender: () => void sender.wake(),
    emit: async (event, context, about) => {
      if (event === 'feedback') await hearFeedback(context, about)
    },
  }
  const app = createHttp(services, actions, authenticator(services.db, services.clock))
  // A planning run lives in this process: what a killed one left behind is closed, and ours end with us.
  app.addHook('onReady', () => inScope(services.db, { kind: 'system' }, failAbandonedRuns))
  app.addHook('onClose', async () => stopRuns())
  const daily = startDaily(services, async () => {
    await emptyPositions(services)
    await inScope(services.db, { kind: 'system' }, async (trx) => {
      await tellOverdueLeaves(trx, services.clock.now())
    })
  })
  // A province's reminders take a while: the start does not wait for them, the end does.
  const reminders = startDaily(services, async () => {
    await inScope(services.db, { kind: 'system' }, (trx) => remindOfReports(trx, services.clock.now()))
  })
  // Draws stand apart from reminders: a failure of the one does not keep the other back.
  const supervision = startDaily(services, async () => {
    await inScope(services.db, { kind: 'system' }, (trx) => superviseToday(trx, services.clock.now()))
  })
  app.addHook('onReady', () => daily.now())
  app.addHook('onReady', async () => {
    void reminders.now()
    void supervision.now()
  })
  app.addHook('onClose', () => Promise.all([daily.stop(), reminders.stop(), supervision.stop()]))
  app.addHook('onReady', async () => sender.start())
  app.addHook('onClose', () => sender.stop())
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    await services.db.selectFrom('programmes').select('id').limit(1).execute()
    return reply.send({ status: 'ready' })
  })
  void app.register(async (scope) => publicPages(scope, services))
  void app.register(async (scope) => feedbackPages(scope, services))
  void app.register(async (scope) => casePages(scope, services))
  void app.register(async (scope) => surveyPages(scope, services))
  void app.register(async (scope) => certificatePages(scope, services))
  void app.register(async (scope) => attendancePages(scope, services))
  serveWeb(app)
  return app
}
