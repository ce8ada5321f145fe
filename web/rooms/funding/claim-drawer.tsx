// One claim: written beside what its day card says, handed in, approved, paid; what happened so far stands below (FIN-1).
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import {
  actOnClaim,
  type ClaimView,
  getClaim,
  getExpenseTotals,
  listClaims,
  type OpenDay,
  saveClaim,
} from '../../../contract/funding-expenses.ts'
import {
  type CardFigures,
  differencesOf,
  EXPENSE_NAMES,
  linesFromCard,
} from '../../../domain/funding/expenses.ts'
import { readYuan, yuanOf } from '../../../domain/funding/money.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { useNotice } from '../../kit/notice.ts'
import { ProblemAlert } from '../../kit/problem-alert.tsx'
import { ReasonDialog } from '../../kit/reason-dialog.tsx'
import { dayWords, momentWords } from '../../shell/format.ts'
import { usePreferences, useWords } from '../../shell/preferences.tsx'
import { useAct, useCall } from '../../shell/query.ts'
import { ClaimLines, type DraftLine, emptyLine } from './claim-lines.tsx'
import { ClaimPhotos } from './claim-photos.tsx'
import { fundingWords } from './words.ts'

const REFRESH = [listClaims, getClaim, getExpenseTotals]
type About = Pick<
  ClaimView,
  'regionId' | 'programmeId' | 'day' | 'practitioner' | 'unit' | 'hospital' | 'card'
> & {
  id: string
  cardId: string | null
}
type Noted = keyof typeof fundingWords.zh.noteTitles
const isNoted = (act: string): act is Noted => act in fundingWords.zh.noteTitles

function Beside({ about, lines }: { about: About; lines: { kind: DraftLine['kind']; fen: number }[] }) {
  const w = useWords(fundingWords)
  const differences = differencesOf(lines, about.card)
  return (
    <section>
      <h3>{w.beside}</h3>
      <div className="row">
        {about.card ? null : <span>{w.noCard}</span>}
        {differences.length === 0 ? <span>{w.same}</span> : null}
        {about.cardId ? (
          <Link to="/cards/$regionId/$id" params={{ regionId: about.regionId, id: about.cardId }}>
            {w.openCard}
          </Link>
        ) : null}
      </div>
      <ul className="claim-beside">
        {differences.map((d) => (
          <li key={d.part} className="nums">
            {w.part[d.part]}：{w.card} {yuanOf(d.card)} · {w.claim} {yuanOf(d.claimed)}
          </li>
        ))}
      </ul>
    </section>
  )
}

const draftOf = (claim: ClaimView): DraftLine[] =>
  claim.lines.map(({ fen, ...l }) => ({ ...l, amount: yuanOf(fen) }))
const cardLines = (card: CardFigures | null): DraftLine[] => {
  const lines = card ? linesFromCard(card).map((l) => emptyLine(l.kind, yuanOf(l.fen))) : []
  return lines.length ? lines : [emptyLine()]
}
const readable = (lines: readonly DraftLine[]) =>
  lines.flatMap(({ kind, amount }) => {
    const read = readYuan(amount)
    return 'fen' in read ? [{ kind, fen: read.fen }] : []
  })

function Editor({ about, claim, onSaved }: { about: About; claim: ClaimView | null; onSaved: () => void }) {
  const w = useWords(fundingWords)
  const say = useNotice()
  const [lines, setLines] = useState(() => (claim?.lines.length ? draftOf(claim) : cardLines(about.card)))
  const [difference, setDifference] = useState(claim?.difference ?? '')
  const save = useAct(saveClaim, REFRESH)
  const act = useAct(actOnClaim, REFRESH)
  const { regionId, id, programmeId, day } = about
  const keep = () =>
    save.mutateAsync({
      params: { regionId, id },
      body: {
        programmeId,
        practitionerId: about.practitioner.id,
        unitId: about.unit.id,
        day,
        difference: difference.trim(),
        lines: lines.filter((l) => l.amount.trim() !== '' || l.number.trim() !== ''),
        version: claim?.version ?? null,
      },
    })
  const saveOnly = async (): Promise<void> => {
    act.reset()
    await keep().then(
      () => {
        say(w.saved)
        onSaved()
      },
      () => undefined,
    )
  }
  const handIn = async (): Promise<void> => {
    act.reset()
    const kept = await keep().catch(() => null)
    if (!kept) return
    onSaved()
    await act
      .mutateAsync({ params: { regionId, id }, body: { act: 'submit', version: kept.version, note: '' } })
      .then(
        () => say(w.done.submit),
        () => undefined,
      )
  }
  const found = readable(lines)
  const differs = differencesOf(found, about.card).length > 0
  return (
    <form
      className="claim"
      autoComplete="off"
      onSubmit={(e) => {
        e.preventDefault()
        void saveOnly()
      }}
    >
      <ClaimLines lines={lines} onChange={setLines} />
      <Beside about={about} lines={found} />
      {differs ? (
        <section>
          <label className="field-label" htmlFor="claim-difference">
            {w.difference}
          </label>
          <Input
            id="claim-difference"
            autoComplete="off"
            maxLength={200}
            placeholder={w.differenceHint}
            value={difference}
            onChange={(e) => setDifference(e.target.value)}
          />
          {about.card ? (
            <Button type="link" className="in-row" onClick={() => setLines(cardLines(about.card))}>
              {w.fromCard}
            </Button>
          ) : null}
        </section>
      ) : null}
      <ProblemAlert error={save.error ?? act.error} />
      <div className="claim-foot">
        <Button type="primary" loading={act.isPending} onClick={() => void handIn()}>
          {w.submit}
        </Button>
        <Button htmlType="submit" loading={save.isPending}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}

function ReadOnly({ claim }: { claim: ClaimView }) {
  const w = useWords(fundingWords)
  const { language } = usePreferences()
  return (
    <>
      <table className="claim-lines">
        <thead>
          <tr>
            {[w.kind, w.amount, w.issuer, w.number, w.lineNote].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {claim.lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and keep their order
            <tr key={i}>
              <td>{EXPENSE_NAMES[line.kind][language]}</td>
              <td className="nums">{yuanOf(line.fen)}</td>
              <td className="wide">{line.issuer || '—'}</td>
              <td className="nums">{line.number || '—'}</td>
              <td>{line.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <b className="nums">{w.sum(yuanOf(claim.totalFen))}</b>
      <Beside about={claim} lines={claim.lines} />
      {claim.difference ? (
        <p>
          {w.difference}：{claim.difference}
        </p>
      ) : null}
    </>
  )
}

function Acts({ claim }: { claim: ClaimView }) {
  const w = useWords(fundingWords)
  const say = useNotice()
  const [asking, setAsking] = useState<Noted | null>(null)
  const [doing, setDoing] = useState<keyof typeof w.done>('save')
  const act = useAct(actOnClaim, REFRESH, () => {
    setAsking(null)
    say(w.done[doing])
  })
  const { regionId, id, version } = claim
  const run = (name: Exclude<ClaimView['mayDo'][number], 'save'>, note = ''): void => {
    setDoing(name)
    act.mutate({ params: { regionId, id }, body: { act: name, version, note } })
  }
  const offered = claim.mayDo.flatMap((a) => (a === 'save' || a === 'submit' ? [] : [a]))
  const waits =
    claim.state === 'submitted' && claim.mayDo.includes('return') && !claim.mayDo.includes('approve')
  return (
    <div className="claim-foot">
      {waits ? <p className="quiet">{w.own}</p> : null}
      {offered.map((a) => (
        <Button
          key={a}
          type={a === 'approve' || a === 'pay' ? 'primary' : 'default'}
          danger={a === 'cancel' || a === 'return' || a === 'unpay'}
          loading={act.isPending && doing === a}
          onClick={() => (isNoted(a) ? setAsking(a) : run(a))}
        >
          {w.acts[a]}
        </Button>
      ))}
      {asking ? null : <ProblemAlert error={act.error} />}
      <ReasonDialog
        open={asking !== null}
        title={asking ? w.noteTitles[asking] : ''}
        confirm={asking ? w.acts[asking] : ''}
        danger
        busy={act.isPending}
        error={act.error}
        onCancel={() => setAsking(null)}
        onConfirm={(note) => asking && run(asking, note)}
      />
    </div>
  )
}

function Claim({ claim, onSaved }: { claim: ClaimView; onSaved: () => void }) {
  const w = useWords(fundingWords)
  return (
    <div className="claim">
      {claim.mayDo.includes('save') ? (
        <Editor key={claim.state} about={claim} claim={claim} onSaved={onSaved} />
      ) : (
        <ReadOnly claim={claim} />
      )}
      <Acts key={claim.version} claim={claim} />
      <ClaimPhotos claim={claim} />
      <section>
        <h3>{w.history}</h3>
        <ul className="claim-history">
          {claim.moves.map((m) => (
            <li key={m.at + m.act}>
              <span className="nums">{momentWords(m.at)}</span> {m.by} {w.acts[m.act]}{' '}
              <span className="nums quiet">{w.sum(yuanOf(m.totalFen))}</span> {m.note}
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Known({ at, onSaved }: { at: { regionId: string; id: string }; onSaved: () => void }) {
  const query = useCall(getClaim, { params: at })
  return <Loaded query={query}>{(claim) => <Claim claim={claim} onSaved={onSaved} />}</Loaded>
}

/** `fresh`: a day that is not claimed yet, with the id its claim will have. */
export function ClaimDrawer({
  at,
  fresh,
  programmeId,
  onClose,
}: {
  at: { regionId: string; id: string }
  fresh: OpenDay | null
  programmeId: string
  onClose: () => void
}) {
  const w = useWords(fundingWords)
  const { language } = usePreferences()
  const [saved, setSaved] = useState(fresh === null)
  const query = useCall(getClaim, { params: at }, { enabled: saved })
  const about = query.data ?? fresh
  const title = about
    ? `${w.openTitle(about.practitioner.name, dayWords(about.day, language))} · ${about.unit.name}`
    : w.list
  return (
    <Drawer open size={880} onClose={onClose} title={title} destroyOnHidden>
      {saved || !fresh ? (
        <Known at={at} onSaved={() => undefined} />
      ) : (
        <Editor about={{ ...fresh, programmeId, id: at.id }} claim={null} onSaved={() => setSaved(true)} />
      )}
    </Drawer>
  )
}
