// Telling bodies what concerns them. `tellNotices` is the one way: it writes in the transaction of the act, so that either
// both happened or neither did. What goes by other channels stands in the outbox beside, written here, sent after the commit.
import { v7 as uuidv7 } from 'uuid'
import * as contract from '../../../contract/notices.ts'
import { refuse } from '../../../contract/problems.ts'
import type { Role } from '../../../domain/access/roles.ts'
import { type NoticeKind, type NoticeParams, renderNotice } from '../../../domain/notices/texts.ts'
import { type Action, action } from '../action.ts'
import type { Db, Trx } from '../database.ts'
import { queueNotice, takeBackQueued } from './queue.ts'
import * as store from './store.ts'

/** A role of an organisation, or of a division itself (the health bureau of a county). */
type Recipient = { role: Role; organisationId: string } | { role: Role; divisionCode: string }

type Telling = {
  regionId: string
  kind: NoticeKind
  /** Values of the sentence: names and days, nothing that the reader does not need. */
  params: NoticeParams
  /** What happened, as a key: told twice, each recipient has it once. */
  event: string
  /** The event of an earlier notice that this one takes back. */
  takesBack?: string
  subject: { type: string; id: string }
  programmeId: string | null
  recipients: readonly Recipient[]
  by: string
}

/** Tells each recipient once, in the caller's transaction; what an earlier event left unsent is not sent any more. */
export async function tellNotices(trx: Trx, told: Telling, now: Date): Promise<void> {
  const { event, takesBack = null, recipients, ...about } = told
  if (takesBack) await takeBackQueued(trx, told.regionId, takesBack, now)
  for (const { role, ...of } of recipients) {
    const recipient = {
      role,
      organisationId: 'organisationId' in of ? of.organisationId : null,
      divisionCode: 'divisionCode' in of ? of.divisionCode : null,
    }
    const row = { ...about, ...recipient, id: uuidv7(), eventKey: event, aboutEvent: takesBack }
    // told before: whatever channels there are by now, it is not told again
    if (await store.insertNotice(trx, row, now))
      await queueNotice(trx, { ...about, event, takesBack, recipient }, now)
  }
}

const MOST = 200

/** What is addressed to a role, in words, newest first. */
export async function noticesOf(
  db: Db | Trx,
  role: Role,
  { unseenOnly, most = MOST }: { unseenOnly: boolean; most?: number },
): Promise<contract.NoticeView[]> {
  const rows = await store.noticesFor(db, role, unseenOnly, most)
  return rows.map((row) => {
    const params = row.params as NoticeParams
    return {
      regionId: row.region_id,
      id: row.id,
      kind: row.kind,
      ...renderNotice(row.kind, params),
      madeAt: row.made_at.toISOString(),
      link: {
        type: row.subject_type,
        id: row.subject_id,
        programmeId: row.programme_id,
        day: typeof params.day === 'string' ? params.day : null,
      },
      takesBack: row.takes_back
        ? { id: row.takes_back.id, madeAt: new Date(row.takes_back.madeAt).toISOString() }
        : null,
      takenBackAt: row.taken_back_at ? new Date(row.taken_back_at).toISOString() : null,
      readAt: row.read_at?.toISOString() ?? null,
      readBy: row.reader,
    }
  })
}

const listNotices = action(contract.listNotices, {
  allow: 'session.use',
  run: async ({ trx, actor }, { query }) => ({
    unseen: await store.countUnseen(trx, actor.role),
    items: await noticesOf(trx, actor.role, { unseenOnly: query.unseen === 'yes' }),
  }),
})

const markNoticeRead = action(contract.markNoticeRead, {
  allow: 'session.use',
  async run({ trx, actor, now, say }, { params }) {
    const notice = await store.noticeById(trx, actor.role, params)
    if (!notice) throw refuse('not-found', { what: '通知' })
    await store.setRead(trx, params, actor.accountId, now)
    say({
      zh: `已阅通知：${renderNotice(notice.kind, notice.params as NoticeParams).zh}`,
      subject: { type: notice.subject_type, id: notice.subject_id },
      regionId: params.regionId,
    })
    return undefined
  },
})

export const noticeActions: Action[] = [listNotices, markNoticeRead]
