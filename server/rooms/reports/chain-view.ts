// One report as its readers see it: where it stands, what is open to them and why not, its versions, acts and comments.
import type { ReportView, ReportWords } from '../../../contract/reports-chain.ts'
import { formDefinition } from '../../../domain/forms/definitions/registry.ts'
import { leavesOf } from '../../../domain/forms/form.ts'
import {
  isLocked,
  openActs,
  type ReportAct,
  type ReportFacts,
  type ReportStanding,
  type ReportState,
  type Side,
} from '../../../domain/reports/chain.ts'
import type { ReportContent } from '../../../domain/reports/content.ts'
import type { Context } from '../../platform/action.ts'
import { reporterNameOf } from '../organisations/door.ts'
import { sideWords } from './bodies.ts'
import { draftPackageNarratives } from './document-facts.ts'
import { findObligation, obligationView } from './obligations.ts'
import { coverage, packageQuestions } from './package-content.ts'
import * as store from './store-chain.ts'

const NO_WORDS: ReportWords = { narratives: [], signers: { filler: '', reviewer: '', leader: '' } }

/** Everything known of a report and of the reader's stand towards it. */
export async function loadReport(context: Context, key: store.ReportKey) {
  const { trx } = context
  const owed = await findObligation(context, key)
  const row = await store.reportByKey(trx, key)
  const of = row ? { regionId: key.regionId, reportId: row.id } : null
  const acts = of ? await store.actsOf(trx, of) : []
  const exceptions = of ? await store.exceptionsOf(trx, of) : []
  const drafts = of ? await store.draftsOf(trx, of) : []
  const standing: ReportStanding = {
    state: (row?.state ?? 'draft') as ReportState,
    submittedBy: row?.submitted_by ?? null,
    lastAt: row?.last_at?.toISOString() ?? null,
    resubmitBy: row?.resubmit_by ?? null,
  }
  const facts: ReportFacts = {
    today: context.today,
    now: context.now.toISOString(),
    openUntil: owed.obligation.openUntil,
    exceptions: exceptions.flatMap((e) =>
      e.state === 'granted' && e.expires_on ? [{ expiresOn: e.expires_on }] : [],
    ),
    owedAnew: owed.obligation.owedAnew,
    comments: 0,
    note: '',
  }
  const revision = drafts.filter((d) => !d.aside).at(-1)?.revision ?? 0
  return {
    ...owed,
    key,
    row,
    of,
    acts,
    exceptions,
    drafts,
    standing,
    facts,
    revision,
    // an act or a text by somebody else changes it: who acts on an older view is told so
    stamp: `${acts.length}.${exceptions.length}.${exceptions.filter((e) => e.state !== 'asked').length}`,
    actor: { accountId: context.actor.accountId, side: owed.side },
    now: context.now,
  }
}
export type LoadedReport = Awaited<ReturnType<typeof loadReport>>

function fieldLabel(formId: string | null, field: string | null): string {
  const definition = formId ? formDefinition(formId) : undefined
  return (definition && leavesOf(definition).find((f) => f.key === field)?.label) ?? field ?? ''
}

/** Words for the row a comment stands on, from the version it was made on. */
function rowLabel(content: ReportContent | undefined, formId: string | null, rowId: string | null): string {
  if (!content || !rowId) return ''
  if (rowId === 'total') return '合计'
  const form = content.forms.find((f) => f.formId === formId)
  const row = form?.data.rows[form.rowIds.indexOf(rowId)]
  return [row?.receivingUnit, row?.doctorName, row?.dutyDay].filter(Boolean).join(' ')
}

export const contentOf = (row: { content: unknown }): ReportContent => row.content as ReportContent

async function versionViews(context: Context, loaded: LoadedReport) {
  const rows = loaded.of ? await store.versionsOf(context.trx, loaded.of) : []
  const views = rows.map((v) => {
    const c = contentOf(v)
    return {
      version: v.version,
      hash: v.hash,
      sealedAt: v.sealed_at.toISOString(),
      sealedBy: v.sealer,
      coversTo: c.coversTo,
      provisional: c.provisional,
      narratives: [...c.narratives],
      signers: c.signers,
      answers: [...c.answers],
      includes: [...c.includes],
      missing: [...c.missing],
    }
  })
  return { rows, views }
}

const draftWords = (words: unknown): ReportWords => ({ ...NO_WORDS, ...(words as Partial<ReportWords>) })

/** ORG-6: whoever the organisation named for its reports fills them in. */
export const fillerOf = async ({ trx }: Context, { obligation: { body } }: LoadedReport): Promise<string> =>
  (body.level === 'unit' ? await reporterNameOf(trx, body.id) : undefined) ?? ''

async function draftView(context: Context, loaded: LoadedReport): Promise<ReportView['draft']> {
  const head = loaded.drafts.filter((d) => !d.aside).at(-1)
  const words = draftWords(head?.words ?? {})
  const filler = words.signers.filler || (await fillerOf(context, loaded))
  return {
    revision: head?.revision ?? 0,
    words: { ...words, signers: { ...words.signers, filler } },
    by: head?.author ?? null,
    at: head?.at.toISOString() ?? null,
    aside: loaded.drafts
      .filter((d) => d.aside && d.revision > (head?.revision ?? 0))
      .map((d) => ({
        revision: d.revision,
        words: draftWords(d.words),
        by: d.author,
        at: d.at.toISOString(),
      })),
  }
}

/** What is open to the reader: acts, and asking for or deciding an exception. */
function openTo(loaded: LoadedReport, mayFile: boolean) {
  const { standing, facts, exceptions, side, actor } = loaded
  const locked = isLocked(standing, facts) && standing.state !== 'submitted'
  const asked = exceptions.some((e) => e.state === 'asked')
  return {
    lock: {
      locked,
      openUntil: facts.openUntil,
      opensBy: sideWords(loaded.obligation.body, 'receiver'),
    },
    acts: mayFile ? openActs(standing, actor, facts) : [],
    mayAskException: mayFile && side === 'owner' && locked && !asked,
    mayDecideException: mayFile && side !== 'owner' && asked,
  }
}

/** Drafts from the ledger for whoever is to write: titles that the ledger says nothing to stay out. */
async function draftedFor(context: Context, { obligation, key, side }: LoadedReport, writing: boolean) {
  if (!writing || side !== 'owner' || obligation.narratives.length === 0) return []
  const drafts = await draftPackageNarratives(context, {
    regionId: key.regionId,
    programmeId: key.programmeId,
    period: obligation.period,
    titles: obligation.narratives,
    ...(obligation.body.level === 'unit' ? { organisationId: obligation.body.id } : {}),
  })
  return Object.entries(drafts).flatMap(([title, text]) => (text ? [{ title, text }] : []))
}

export async function reportView(context: Context, loaded: LoadedReport): Promise<ReportView> {
  const { obligation, document, row } = loaded
  const where = { programmeId: loaded.key.programmeId }
  const { rows, views } = await versionViews(context, loaded)
  const comments = loaded.of ? await store.commentsOf(context.trx, loaded.of) : []
  const scans = loaded.of ? await store.scansOf(context.trx, loaded.of) : []
  const open = openTo(loaded, context.actor.role !== 'inspector')
  const drafted = await draftedFor(context, loaded, open.acts.includes('submit'))
  const questions = open.acts.includes('submit') ? await packageQuestions(context, where, obligation) : []
  return {
    ...obligationView(where, document, loaded),
    ...open,
    ...coverage(obligation.period, context.today),
    stamp: loaded.stamp,
    resubmitBy: row?.resubmit_by ?? null,
    version: row?.version ?? 0,
    versions: views,
    timeline: loaded.acts.map((t) => ({
      act: t.act as ReportAct,
      side: t.side as Side,
      state: t.state as ReportState,
      version: t.version,
      note: t.note,
      by: t.actor,
      at: t.at.toISOString(),
    })),
    comments: comments.map((c) => {
      const made = rows.find((v) => v.version === c.version)
      return {
        id: c.id,
        version: c.version,
        formId: c.form_id,
        rowId: c.row_id,
        row: rowLabel(made && contentOf(made), c.form_id, c.row_id),
        field: c.field,
        fieldLabel: fieldLabel(c.form_id, c.field),
        text: c.text,
        by: c.author,
        at: c.at.toISOString(),
      }
    }),
    exceptions: loaded.exceptions.map((e) => ({
      id: e.id,
      reason: e.reason,
      askedBy: e.asker,
      askedAt: e.asked_at.toISOString(),
      state: e.state as 'asked' | 'granted' | 'refused',
      expiresOn: e.expires_on,
      decidedBy: e.decider,
      note: e.note,
    })),
    scans: scans.map((s) => ({
      id: s.id,
      version: s.version,
      fileName: s.file_name,
      mediaType: s.media_type,
      size: s.size,
      hash: s.hash,
      by: s.author,
      at: s.at.toISOString(),
    })),
    draft: await draftView(context, loaded),
    drafted,
    questions,
  }
}
