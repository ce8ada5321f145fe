// Documents over HTTP: numbers against plain SQL, each body its own, words saved and told apart, files, templates.
import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentOffer, DocumentView } from '../../../contract/reports-documents.ts'
import { pdfFacts } from '../../../test/fixtures/sheets/golden.ts'
import { HOSTILE, monthTemplate } from '../../../test/fixtures/word-templates.ts'
import { PROGRAMME, REGION, startServer, type TestServer } from '../../../test/harness/server.ts'
import type { Context } from '../../platform/action.ts'
import { inScope } from '../../platform/database.ts'
import { draftPackageNarratives } from './document-facts.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const at = (programme = PROGRAMME, region = REGION): string =>
  `/api/regions/${region}/programmes/${programme}/documents`
const get = async (login: string, url: string) => (await server.as(login))('GET', url)
const view = async (login: string, url: string): Promise<DocumentView> => {
  const answer = await get(login, url)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const oracle = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  inScope(server.services.db, { kind: 'system' }, async (trx) => (await query.execute(trx)).rows)
const textOf = (d: DocumentView): string =>
  d.blocks
    .flatMap((b) => {
      if (b.kind === 'heading') return [b.text]
      if (b.kind === 'paragraph')
        return b.edited ? [b.edited.text] : b.pieces.map((p) => (typeof p === 'string' ? p : p.text))
      if (b.kind === 'table') return b.rows.flat().map((p) => (typeof p === 'string' ? p : p.text))
      return []
    })
    .join('')
const figuresOf = (d: DocumentView) =>
  d.blocks.flatMap((b) =>
    b.kind === 'paragraph' ? b.pieces.flatMap((p) => (typeof p === 'string' ? [] : [p])) : [],
  )
const factIn = (d: DocumentView, path: string): number | undefined =>
  figuresOf(d).find((f) => f.path === path)?.value

describe('numbers against plain SQL', () => {
  it.each([
    ['bureau', { programme: PROGRAMME, region: REGION }, '2024-05', '2024-05-20'],
    ['shishi', { programme: 'shishi-2022', region: '350581' }, '2022-09', '2022-09-30'],
    ['sanming', { programme: 'sanming-2023', region: '350400' }, '2023-07', '2023-07-31'],
    ['guangshan', { programme: 'guangshan-2021', region: '411522' }, '2021-12', '2021-12-31'],
    ['licheng', { programme: 'licheng-2023', region: '350502' }, '2023-10', '2023-10-31'],
  ])('%s', async (login, { programme, region }, period, to) => {
    const from = `${period}-01`
    const made = await view(login, `${at(programme, region)}/monthlyNarrative/${period}`)
    const under = `${region.replace(/(00)+$/, '')}%`
    const [days] = await oracle(sql<{ n: number; doctors: number; units: number }>`
      select count(distinct (practitioner_id, unit_id, day))::int n, count(distinct practitioner_id)::int doctors, count(distinct unit_id)::int units
      from day_cards where programme_id = ${programme} and region_id like ${under} and status in ('submitted', 'confirmed') and day between ${from} and ${to}`)
    expect(days?.n).toBeGreaterThan(0)
    expect(factIn(made, 'span.personDays')).toBe(days?.n)
    expect(factIn(made, 'span.doctors')).toBe(days?.doctors)
    expect(factIn(made, 'span.unitsServed')).toBe(days?.units)
    const [work] = await oracle(sql<{ seen: number; leaflets: number }>`
      select (select coalesce(sum(a.count), 0)::int from day_card_activities a join day_cards c on c.region_id = a.region_id and c.id = a.day_card_id
        where a.kind in ('outpatient', 'wardRound', 'surgery') and c.programme_id = ${programme} and c.region_id like ${under} and c.status in ('submitted', 'confirmed') and c.day between ${from} and ${to}) seen,
        coalesce(sum(leaflets), 0)::int leaflets from day_cards
      where programme_id = ${programme} and region_id like ${under} and status in ('submitted', 'confirmed') and day between ${from} and ${to}`)
    expect(factIn(made, 'span.consultations')).toBe(work?.seen)
    expect(factIn(made, 'span.leaflets')).toBe(work?.leaflets)
  })
  it('says what 附件3 says of the same month', async () => {
    const form = (
      await get('bureau', `/api/regions/${REGION}/programmes/${PROGRAMME}/forms/workload-return/2024-04`)
    ).json()
    const made = await view('bureau', `${at()}/monthlyNarrative/2024-04`)
    const total = (key: string): string => {
      const [label, ...values] = form.total
      const column = form.columns.findIndex((c: { key: string }) => c.key === key)
      return values[column - label.colspan].text
    }
    expect(String(factIn(made, 'span.homeVisits'))).toBe(total('homeVisits'))
    expect(String(factIn(made, 'span.traineeVisits'))).toBe(total('trainedStaff'))
  })
  it('shows the arithmetic of a city’s target in its bulletin, and its counties in order', async () => {
    const made = await view('sanming', `${at('sanming-2023', '350400')}/bulletin/2023-11`)
    const targets = made.blocks.find((b) => b.kind === 'table' && b.title === '目标完成情况')
    expect(targets?.kind === 'table' && targets.note).toContain('146 × 11 = 1606')
    expect(textOf(made)).toContain('1606 ÷ 143 = 11.2')
    const counties = made.blocks.find((b) => b.kind === 'table' && b.title.includes('县（市、区）'))
    expect(counties?.kind === 'table' && counties.rows.length).toBeGreaterThan(5)
    expect(made.attachments[0]?.title).toBe('受援单位进展情况表')
  })
})

describe('what there is for whom', () => {
  it.each([
    ['bureau', 6],
    ['alliance', 6],
    ['inspector', 6],
    ['hospital', 4],
    ['unit', 4],
  ])('%s is offered %i documents', async (login, count) => {
    const items: DocumentOffer[] = (
      (await view(login, `${at()}?month=2024-05`)) as never as { items: DocumentOffer[] }
    ).items
    expect(items).toHaveLength(count)
  })
  it('writes of a unit’s own rows alone', async () => {
    const made = await view('unit', `${at()}/monthlyNarrative/2024-04`)
    expect(made.body.name).toContain('湖雷镇中心卫生院')
    const [own] = await oracle(sql<{ n: number }>`
      select count(*)::int n from day_cards where unit_id = ${made.body.id} and to_char(day, 'YYYY-MM') = '2024-04' and status in ('submitted', 'confirmed')`)
    expect(factIn(made, 'span.personDays')).toBe(own?.n)
    expect(textOf(made)).not.toContain('覆盖率')
  })
  it('lets the bureau read a unit’s document and leaves its words to the unit', async () => {
    const own = await view('unit', `${at()}/monthlyNarrative/2024-04`)
    const read = await view('bureau', `${at()}/monthlyNarrative/2024-04?organisationId=${own.body.id}`)
    expect(read.body).toEqual(own.body)
    expect(read.mayEdit).toBe(false)
    expect(own.mayEdit).toBe(true)
  })
  it.each([
    ['hospital', 'bulletin/2024-05', 403],
    ['bureau', 'bulletin/2030-05', 422],
    ['bureau', 'monthlyNarrative/2024', 422],
    ['bureau', 'monthlyNarrative/2024-11', 422],
    ['bureau', 'nothing/2024', 400],
    ['shishi', 'bulletin/2024-05', 404],
    ['doctor', 'monthlyNarrative/2024-05', 403],
    ['village', 'monthlyNarrative/2024-05', 403],
  ])('%s asking for %s is answered %i', async (login, path, status) => {
    expect((await get(login, `${at()}/${path}`)).statusCode).toBe(status)
  })
  it('hides another body’s document from a hospital', async () => {
    const unit = await view('unit', `${at()}/monthlyNarrative/2024-04`)
    expect(
      (await get('hospital', `${at()}/monthlyNarrative/2024-04?organisationId=${unit.body.id}`)).statusCode,
    ).toBe(404)
  })
})

describe('typical cases (PUB-5)', () => {
  it('are quoted as they were approved, and no longer once they are withdrawn', async () => {
    const cases = `/api/regions/${REGION}/cases`
    const unit = await server.as('unit')
    const bureau = await server.as('bureau')
    const postings = (await unit('GET', `/api/regions/${REGION}/programmes/${PROGRAMME}/postings`)).json()
      .items
    const id = uuidv7()
    const written = await unit('PUT', `/api/regions/${REGION}/programmes/${PROGRAMME}/cases/${id}`, {
      title: '流动的专家门诊',
      done: '每周三上午固定坐诊。\n下午入户随访。',
      effect: '群众在家门口看上了专家。',
      unitIds: [postings[0].unit.id],
      practitionerIds: [],
      figures: null,
      cleared: [],
      after: 0,
    })
    expect(written.statusCode, written.body).toBe(200)
    const act = async (send: typeof unit, doing: string, note = '') => {
      const { revision } = (await bureau('GET', `${cases}/${id}`)).json()
      const done = await send('POST', `${cases}/${id}/acts`, { act: doing, revision, note })
      expect(done.statusCode, done.body).toBe(200)
    }
    const quotes = async (login: string) =>
      (await view(login, `${at()}/monthlyNarrative/2024-05`)).blocks.filter(
        (b) => b.kind === 'quote' && b.title === '流动的专家门诊',
      )
    await act(unit, 'submit')
    expect(await quotes('bureau')).toEqual([])
    await act(bureau, 'approve')
    expect(await quotes('bureau')).toEqual([
      {
        kind: 'quote',
        title: '流动的专家门诊',
        text: '每周三上午固定坐诊。\n下午入户随访。\n群众在家门口看上了专家。',
        from: '永定区湖雷镇中心卫生院',
      },
    ])
    const { text } = await pdfFacts(
      new Uint8Array((await get('bureau', `${at()}/annualReport/2024/pdf`)).rawPayload),
    )
    expect(text).toContain('流动的专家门诊')
    expect(text).toContain('——永定区湖雷镇中心卫生院')
    await act(bureau, 'withdraw', '数字需要核实')
    expect(await quotes('bureau')).toEqual([])
  })
})

describe('words of a person', () => {
  it('stand in the document and its files, know who and when, and are taken back', async () => {
    const url = `${at()}/monthlyNarrative/2024-05`
    const send = await server.as('bureau')
    const first = await view('bureau', url)
    const blank = first.blocks.find((b) => b.kind === 'blank')
    const line = first.blocks.find((b) => b.kind === 'paragraph' && b.id.endsWith('coverage'))
    const [blankId, lineId] = [blank, line].map((b) =>
      b?.kind === 'blank' || b?.kind === 'paragraph' ? b.id : '',
    )
    const head = { ...first.head, serial: '21', recipient: '龙岩市卫生健康委员会', signedOn: '2024-05-20' }
    const saved = await send('PUT', url, {
      version: first.version,
      head,
      edits: [
        { block: blankId, text: '局主要领导带队走访。' },
        { block: lineId, text: '' },
      ],
    })
    expect(saved.statusCode, saved.body).toBe(200)
    const after: DocumentView = saved.json()
    expect(after.number).toBe('永卫〔2024〕21号')
    expect(after.openBlanks).toBe(first.openBlanks - 1)
    const edited = after.blocks.find((b) => b.kind === 'blank' && b.id === blankId)
    expect(edited?.kind === 'blank' && edited.edited).toMatchObject({
      text: '局主要领导带队走访。',
      by: '永定区卫健局医政股',
      stale: false,
    })
    const pdf = await get('bureau', `${url}/pdf`)
    const { text } = await pdfFacts(new Uint8Array(pdf.rawPayload))
    expect(text).toContain('局主要领导带队走访')
    expect(text).not.toContain('共有受援单位')
    // A second person with the older version is not let over it.
    const late = await send('PUT', url, { version: first.version, edits: [] })
    expect([late.statusCode, late.json().code]).toEqual([409, 'changed-meanwhile'])
    const back: DocumentView = (
      await send('PUT', url, { version: after.version, edits: [{ block: lineId, text: null }] })
    ).json()
    expect(textOf(back)).toContain('共有受援单位')
    const list = (await get('bureau', `${at()}?month=2024-05`)).json()
    expect(list.items[0].saved).toMatchObject({ by: '永定区卫健局医政股', version: 2 })
  })
  it('refuses words for a paragraph that is not there, and the words of others', async () => {
    const send = await server.as('bureau')
    const none = await send('PUT', `${at()}/stageReport/2024-05`, {
      version: 0,
      edits: [{ block: 'nowhere', text: 'x' }],
    })
    expect(none.statusCode).toBe(404)
    expect(
      (await (await server.as('inspector'))('PUT', `${at()}/stageReport/2024-05`, { version: 0 })).statusCode,
    ).toBe(403)
  })
})

describe('files', () => {
  it('are a PDF/A with every unit’s name in allowed fonts, and a .docx that says the same', async () => {
    const pdf = await get('bureau', `${at()}/bulletin/2024-05/pdf`)
    expect(pdf.statusCode, pdf.body.slice(0, 300)).toBe(200)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    const { text, fonts, raw, pages } = await pdfFacts(new Uint8Array(pdf.rawPayload))
    const units = await oracle(sql<{ name: string }>`
      select o.name from organisations o join programme_organisations m on m.organisation_id = o.id where m.programme_id = ${PROGRAMME} and m.side = 'receiving'`)
    expect(units.length).toBe(24)
    expect(units.filter((u) => !text.includes(u.name))).toEqual([])
    expect(fonts.every((name) => /^Noto(?:Serif|Sans)SC-/.test(name))).toBe(true)
    expect(raw).toMatch(/pdfaid:part>2</)
    expect(pages % 2).toBe(0)
    const docx = await get('bureau', `${at()}/bulletin/2024-05/docx`)
    const words = strFromU8(
      unzipSync(new Uint8Array(docx.rawPayload))['word/document.xml'] ?? new Uint8Array(),
    ).replace(/<[^>]+>/g, '')
    expect(units.filter((u) => !words.includes(u.name))).toEqual([])
    expect(decodeURIComponent(String(docx.headers['content-disposition']))).toContain('通报.docx')
  })
  it('leave a trace', async () => {
    const rows = await oracle(
      sql<{
        sentence: string
      }>`select sentence from audit_events where action in ('getDocumentPdf', 'getDocumentDocx')`,
    )
    expect(rows.map((r) => r.sentence).join()).toContain('下载 关于永定区2024年5月')
  })
})

describe('the bureau’s own templates', () => {
  const templates = `/api/regions/${REGION}/document-templates`
  const add = (name: string) =>
    `${templates}?kind=monthlyNarrative&name=${encodeURIComponent(name)}&fileName=${encodeURIComponent('简报.docx')}`
  it('are checked, kept in versions, filled, taken out of use; others only fill', async () => {
    const bureau = await server.as('bureau')
    const check = await bureau('POST', `${templates}/check`, await monthTemplate(['{{满意度}}']))
    expect(check.json().problems).toEqual([
      expect.objectContaining({ code: 'tag-unknown', place: { path: '正文第 4 段' } }),
    ])
    expect((await bureau('POST', add('简报'), await monthTemplate(['{{满意度}}']))).json().code).toBe(
      'template-refused',
    )
    const first = (await bureau('POST', add('简报'), await monthTemplate())).json()
    expect(first).toMatchObject({ version: 1, name: '简报', retired: false, by: '永定区卫健局医政股' })
    expect((await bureau('POST', add('简报'), await monthTemplate(['{{文号}}']))).json().version).toBe(2)
    const listed = (await bureau('GET', templates)).json()
    expect(listed.items.map((t: { version: number; retired: boolean }) => [t.version, t.retired])).toEqual([
      [2, false],
      [1, true],
    ])
    const unit = await server.as('unit')
    expect((await unit('GET', templates)).json()).toMatchObject({ mayEdit: false })
    expect((await unit('POST', add('x'), await monthTemplate())).statusCode).toBe(403)
    const filled = await unit('GET', `${at()}/monthlyNarrative/2024-04/filled/${listed.items[0].id}`)
    expect(filled.statusCode, filled.body.slice(0, 300)).toBe(200)
    const words = strFromU8(
      unzipSync(new Uint8Array(filled.rawPayload))['word/document.xml'] ?? new Uint8Array(),
    ).replace(/<[^>]+>/g, '')
    expect(words).toContain('永定区2024年4月简报')
    expect(words).toContain('湖雷镇中心卫生院')
    const retired = await unit('GET', `${at()}/monthlyNarrative/2024-04/filled/${first.id}`)
    expect(retired.json().code).toBe('template-of-another-kind')
    const other = await unit('GET', `${at()}/annualReport/2024/filled/${listed.items[0].id}`)
    expect(other.statusCode).toBe(422)
    expect(
      (await bureau('PATCH', `${templates}/${listed.items[0].id}`, { retired: true })).json().retired,
    ).toBe(true)
    const file = await bureau('GET', `${templates}/${first.id}/file`)
    expect(new Uint8Array(file.rawPayload).length).toBe(first.size)
  })
  it.each(HOSTILE.map(([what, code, make]) => [what, code, make] as const))(
    'refuses %s as %s',
    async (_, code, make) => {
      const answer = await (await server.as('bureau'))('POST', add('坏'), await make())
      expect(answer.statusCode).toBeLessThan(500)
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      if (answer.statusCode === 422)
        expect(answer.json().problems.map((p: { code: string }) => p.code)).toContain(code)
    },
  )
  it('are seen by their own county alone', async () => {
    expect((await get('shishi', templates)).statusCode).toBe(404)
  })
})

describe('drafts for the report packages (RPT-1, RPT-3)', () => {
  it('fills each narrative title of a package from the ledger, and nothing of a month to come', async () => {
    const draft = (period: string, titles: string[]) =>
      inScope(server.services.db, { kind: 'division', division: REGION }, (trx) =>
        draftPackageNarratives(
          {
            trx,
            today: '2024-05-20',
            actor: { role: 'bureau', scope: { kind: 'division', division: REGION }, organisationId: null },
          } as unknown as Context,
          { regionId: REGION, programmeId: PROGRAMME, period, titles },
        ),
      )
    const titles = ['第一个月工作完成情况', '存在问题', '下一步工作计划和建议']
    const made = await draft('2024-04', titles)
    expect(Object.keys(made)).toEqual(titles)
    expect(made.第一个月工作完成情况).toMatch(/2024年4月下基层服务\d+人次/)
    expect(made.存在问题?.length).toBeGreaterThan(5)
    expect(await draft('2024-09', titles)).toEqual(Object.fromEntries(titles.map((t) => [t, ''])))
  })
})
