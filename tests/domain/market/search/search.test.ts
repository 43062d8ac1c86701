import { searchDocument, searchWord } from 'db/schema/search'
import { team as teamTable } from 'db/schema/teams'
import { eq, sql } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { processDraft } from 'tests/support/judging'
import { makeBrief, marketDay, twoCriteria } from 'tests/support/market'
import { completeOrder, makeOffer, oneTier, writeOffer } from 'tests/support/offers'
import { makeOrganisation, makePerson, makeTeam, type TestOrganisation } from 'tests/support/people'
import { copyBriefs, indexWaiting } from 'tests/support/search'
import { beforeAll, describe, expect, it } from 'vitest'
import { buyOffer } from '~/domain/contracts/terms/buy-offer.server'
import { withdrawBrief } from '~/domain/market/briefs/close-brief.server'
import { moveOffer } from '~/domain/market/offers/move-offer.server'
import type { Cursor } from '~/domain/market/search/cursor'
import { dimensions, facetOf } from '~/domain/market/search/facets'
import { indexDocument } from '~/domain/market/search/index-document.server'
import { searchPage } from '~/domain/market/search/queries.server'
import { readQuery } from '~/domain/market/search/search-query'
import { sitemapPiece, sitemapPieces } from '~/domain/market/search/sitemap-queries.server'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { firstPlace, reindexFrom } from '~/jobs/reindex-search'
import { database, inTransaction, type Tx } from '~/platform/database.server'

type Draft = (typeof twoCriteria)[number]

const db = useDatabase()
let client: TestOrganisation

const query = (address: string) => readQuery(new URLSearchParams(address)).query
const search = (address: string, page = '') =>
  searchPage(database(), null, { query: query(address), page })
const found = async (address: string) => (await search(address)).rows.map((row) => row.subjectId)
const documentOf = async (id: string) =>
  (await database().select().from(searchDocument).where(eq(searchDocument.subjectId, id)))[0]

/** Documents of the index alone, for what is about the index: many, with known facets. */
async function fillIndex(rows: number): Promise<void> {
  await database().execute(sql`
    insert into search_document (subject_id, kind, url, title, summary, language, facets, verified,
      currency, amount_minor, published_at, listed_at, changed_at, words, vector)
    select id, 'offer', '/offers/' || id, title, '', 'en', facets, i % 4, 'USD', 1000 * (i % 7), at, at, at, '{}',
      search_vector('en', title, '', '', facets)
    from (select i, 'ofr_' || lpad(i::text, 26, '0') as id,
      'Grading ' || (array['mango','wheat','cotton'])[1 + i % 3] as title,
      array['kind=offer', 'currency=USD', 'sector=' || (array['agriculture','retail'])[1 + i % 2],
        'country=' || (array['PK','SA','TR'])[1 + i / 5 % 3]] as facets,
      timestamptz '2026-02-01' + (i / 3) * interval '1 hour' as at
      from generate_series(1, ${rows}::int) i) made`)
}

beforeAll(async () => {
  client = await makeOrganisation()
})

describe('what is found', () => {
  it('is a published brief, and never a draft or a withdrawn one', async () => {
    const draft = await makeBrief({ client, published: false })
    const { briefId } = await makeBrief({ client })
    expect(await indexWaiting(db, marketDay)).toContain(briefId)
    expect(await documentOf(draft.briefId)).toBeUndefined()
    expect(await found('q=appointments')).toEqual([briefId])
    expect(await found('q=APPOINTMENT&kind=brief&sector=health&country=GB&state=open')).toEqual([
      briefId,
    ])
    expect(await found('q=appointment+-missed')).toEqual([])
    const by = client.owner.personId
    await inTransaction((tx) => withdrawBrief(tx, { briefId, by, at: marketDay }))
    // The job has not run yet: the document is there and is not shown.
    expect(await documentOf(briefId)).toBeDefined()
    expect(await found('q=appointments')).toEqual([])
    await indexWaiting(db, marketDay)
    expect(await documentOf(briefId)).toBeUndefined()
    const words = await database()
      .select()
      .from(searchWord)
      .where(eq(searchWord.word, 'appointments'))
    expect(words).toEqual([])
  })

  it('is an offer on sale, and never a draft, a paused one or the brief behind an order', async () => {
    const at = marketDay
    const draft = await writeOffer({ words: { title: 'Fewer queues, not yet' } })
    const { offerId, by, team } = await makeOffer({ words: { title: 'Fewer queues at the gate' } })
    await indexWaiting(db, at)
    expect(await documentOf(draft.offerId)).toBeUndefined()
    const narrow = 'sector=health&class=restricted&currency=EUR&price=EUR-5000&weeks=5'
    expect(await found(`q=queues&kind=offer&${narrow}`)).toEqual([offerId])
    for (const other of ['sector=energy', 'class=critical', 'currency=USD', 'weeks=1']) {
      expect(await found(`q=queues&${other}`)).toEqual([])
    }
    await database()
      .update(teamTable)
      .set({ name: 'Gatekeepers' })
      .where(eq(teamTable.id, team.teamId))
    const briefId = await completeOrder(offerId, client)
    await inTransaction((tx) => buyOffer(tx, { briefId, by: client.owner.personId, at }))
    expect(await indexWaiting(db, at)).toEqual(expect.arrayContaining([briefId, offerId]))
    expect(await documentOf(briefId)).toBeUndefined()
    expect((await search('q=gatekeepers&kind=offer')).rows).toMatchObject([
      {
        subjectId: offerId,
        summary: 'Gatekeepers',
        amount: { currency: 'EUR' },
        amountIsLeast: false,
      },
    ])
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'pause', by, at }))
    expect(await found('q=queues')).toEqual([])
    await indexWaiting(db, at)
    expect(await documentOf(offerId)).toBeUndefined()
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'resume', by, at }))
    await indexWaiting(db, at)
    expect(await found('q=queues')).toEqual([offerId])
    await inTransaction((tx) => moveOffer(tx, { offerId, event: 'withdraw', by, at }))
    expect(await found('q=queues')).toEqual([])
  })

  it('is an offer by what its criteria promise, in the words of the field and its own', async () => {
    const [first, second] = twoCriteria as [Draft, Draft]
    const macro: Draft = { ...first, metric: 'f1', averaging: 'macro', positiveClass: null }
    const figure = {
      ...second,
      ...processDraft('', { measure: 'Patients who are a no-show' }),
    } as unknown as Draft
    const { offerId } = await makeOffer({
      words: { title: 'Calls to wards' },
      criteria: [macro, figure, second],
      tier: {
        milestones: oneTier.milestones.map((row) => ({ ...row, criterionIds: ['c1', 'c2', 'c3'] })),
      },
    })
    await inTransaction((tx) =>
      indexDocument(tx, {
        kind: 'offer',
        subjectId: offerId,
        verified: async () => 0,
        at: marketDay,
      }),
    )
    for (const words of ['no-show', 'macro-F1', '"average over classes"']) {
      expect(await found(`q=${encodeURIComponent(words)}&kind=offer`), words).toContain(offerId)
    }
  })

  it('comes in the order of its price, within one currency', async () => {
    const priced = async (priceMinor: string) => {
      const milestones = oneTier.milestones.map((row) => ({ ...row, amountMinor: priceMinor }))
      const words = { title: 'Sorting parcels', currency: 'GBP' as const }
      return (await makeOffer({ words, tier: { priceMinor, milestones } })).offerId
    }
    const [dear, cheap] = [await priced('99900000000'), await priced('100000')]
    await indexWaiting(db, marketDay)
    expect(await found('q=parcels&currency=GBP&sort=cheapest')).toEqual([cheap, dear])
    const { query: asked, problems } = readQuery(new URLSearchParams('q=parcels&sort=cheapest'))
    expect([asked.sort, problems]).toEqual(['best', ['sort_currency']])
  })

  it('is somebody who offers work, by their skills in either language', async () => {
    const buyer = await makePerson(database(), { name: 'Zubaida Buyer' })
    const doubtful = await makePerson(database(), { name: 'Zubaida Unconfirmed', confirmed: false })
    const worker = await makePerson(database(), { name: 'Zubaida Worker' })
    for (const { personId: by } of [doubtful, worker]) {
      await inTransaction((tx) => claimSkill(tx, { by, skillId: 'statistics', at: marketDay }))
    }
    await indexWaiting(db, marketDay)
    expect(await found('q=zubaida')).toEqual([worker.personId])
    expect(await found('q=zubaida&skill=statistics&kind=person')).toEqual([worker.personId])
    expect(await found('q=شماریاتی&kind=person')).toEqual([worker.personId])
    expect(await documentOf(buyer.personId)).toBeUndefined()
    expect(await documentOf(doubtful.personId)).toBeUndefined()
  })

  it('is a team, with the skills of its members, and changes with its name', async () => {
    const lead = await makePerson(database(), { name: 'Lalarukh' })
    const { teamId } = await makeTeam([lead])
    await indexWaiting(db, marketDay)
    expect(await found('q=lalarukh&kind=team')).toEqual([teamId])
    await database().execute(sql`update team set name = 'Çağrı Merkezi' where id = ${teamId}`)
    await indexWaiting(db, marketDay)
    expect(await found('q=cagri&kind=team')).toEqual([teamId])
    expect(await found('q=ÇAĞRI&kind=team')).toEqual([teamId])
    expect(await found('q=lalarukh&kind=team')).toEqual([])
  })

  it('is the same after everything was read anew', async () => {
    const known = async () => ({
      documents: await database().select().from(searchDocument).orderBy(searchDocument.subjectId),
      words: await database()
        .select({ word: searchWord.word, documents: searchWord.documents })
        .from(searchWord)
        .orderBy(searchWord.word),
    })
    const before = await known()
    await database().delete(searchDocument)
    await database().delete(searchWord)
    for (let place: typeof firstPlace | null = firstPlace; place; ) {
      place = await reindexFrom(database(), place, marketDay)
    }
    expect(await known()).toEqual(before)
  })

  it('is ranked by what was proved when its turn came, not when it began to wait', async () => {
    const { teamId: subjectId } = await makeTeam([await makePerson(database())])
    let proved = 1
    const index = (tx: Tx) =>
      indexDocument(tx, { kind: 'team', subjectId, verified: async () => proved, at: marketDay })
    let second: Promise<unknown> = Promise.resolve()
    await inTransaction(async (tx) => {
      await index(tx)
      second = inTransaction(index)
      await new Promise((done) => setTimeout(done, 100))
      proved = 2
    })
    await second
    expect((await documentOf(subjectId))?.verified).toBe(2)
  })

  it('is nothing worse for odd questions', async () => {
    const odd = [
      `'; drop table person; --`,
      "' | ''",
      '& ! (',
      '"',
      'the',
      '-clinic',
      ':*',
      '%',
      '٪۔',
      'a\0b',
    ]
    for (const q of odd) {
      const { rows } = await search(new URLSearchParams({ q }).toString())
      expect(Array.isArray(rows)).toBe(true)
    }
  })
})

describe('words in four languages', () => {
  const texts: [string, string, string[], string][] = [
    ['tr', 'Kaçırılan randevuları azaltmak', ['randevular', 'KACIRILAN', 'randevu'], 'randevusuz'],
    ['ar', 'تقليل المواعيد الفائتة في العيادات', ['عيادة', 'العيادة', 'مواعيد'], 'مدرسة'],
    ['ur', 'کلینک میں ملاقاتوں کی غیر حاضری', ['كلينك', 'کلینک', 'ملاقاتوں'], 'گندم'],
    ['en', 'Fewer missed appointments', ['appointment', 'MISSED', 'missing'], 'dentist'],
  ]
  it.each(texts)('%s', async (language, title, words, other) => {
    const id = `ofr_words_${language}`
    await database().execute(sql`
      insert into search_document (subject_id, kind, url, title, summary, language, facets, verified,
        published_at, listed_at, changed_at, words, vector)
      select ${id}, 'offer', '/', ${title}, '', ${language}, '{}', 0, now(), now(), now(), '{}',
        search_vector(${language}, ${title}, '', '', '{}')`)
    const { matchOf, conditionOf } = await import('~/domain/market/search/match.server')
    const hits = async (q: string) => {
      const condition = conditionOf(
        await matchOf(database(), query(new URLSearchParams({ q }).toString())),
      )
      const rows = await database()
        .select({ id: searchDocument.subjectId })
        .from(searchDocument)
        .where(condition ?? undefined)
      return rows.some((row) => row.id === id)
    }
    for (const word of words) expect(`${word} ${await hits(word)}`).toBe(`${word} true`)
    expect(await hits(other)).toBe(false)
    await database().delete(searchDocument).where(eq(searchDocument.subjectId, id))
  })
})

describe('a slip of the finger', () => {
  it('is answered with what was perhaps meant, as somebody wrote it', async () => {
    const { briefId } = await makeBrief({ client })
    await makeTeam([await makePerson(database(), { name: 'کلینک' })])
    await indexWaiting(db, marketDay)
    expect((await search('q=apointmnets')).suggestion).toBe('appointments')
    expect((await search('q=fewer+mised+appointments')).suggestion).toBe(
      'fewer missed appointments',
    )
    expect((await search(`q=${encodeURIComponent('کلینکک')}`)).suggestion).toBe('کلینک')
    expect((await search('q=qqqqzzzz')).suggestion).toBeNull()
    expect(await found('q=appointments&kind=brief')).toEqual([briefId])
  })
})

describe('lists', () => {
  beforeAll(async () => {
    await database().delete(searchDocument).where(eq(searchDocument.kind, 'offer'))
    await fillIndex(130)
  })

  /** The rows of the index that have these facets, read without it. */
  async function read(facets: Record<string, string>, word = '') {
    const rows = await database().select().from(searchDocument)
    return rows.filter(
      (row) =>
        Object.entries(facets).every(([name, value]) => row.facets.includes(`${name}=${value}`)) &&
        row.title.toLowerCase().includes(word),
    )
  }

  it.each([
    ['kind=offer', '', { kind: 'offer' }],
    ['q=mango&sector=agriculture', 'mango', { sector: 'agriculture' }],
    [
      'q=wheat&sector=retail&country=SA&kind=offer',
      'wheat',
      { sector: 'retail', country: 'SA', kind: 'offer' },
    ],
  ] as const)('%s is counted as a plain reading counts it', async (address, word, facets) => {
    const { counted } = await search(address)
    expect(counted.complete).toBe(true)
    expect(counted.total).toBe((await read(facets, word)).length)
    for (const name of dimensions) {
      const { [name as 'kind']: _, ...others } = facets as Record<string, string>
      const expected = new Map<string, number>()
      for (const row of await read(others, word)) {
        for (const token of row.facets) {
          const facet = facetOf(token)
          if (facet?.dimension === name)
            expected.set(facet.value, (expected.get(facet.value) ?? 0) + 1)
        }
      }
      const given = new Map(counted.facets[name].map(({ value, count }) => [value, count]))
      expect(`${name} ${JSON.stringify([...given].sort())}`).toBe(
        `${name} ${JSON.stringify([...expected].sort())}`,
      )
    }
  })

  it.each([
    'kind=offer',
    'kind=offer&sort=proven',
    'q=grading',
    'q=mango&sort=newest',
    'q=grading&sort=proven',
    'kind=offer&currency=USD&sort=cheapest',
  ])('%s has every row once, there and back', async (address) => {
    const { rowsOfMatches } = await import('~/domain/market/search/page-of-matches.server')
    const { matchOf } = await import('~/domain/market/search/match.server')
    const asked = query(address)
    const match = await matchOf(database(), asked)
    for (const complete of [true, false]) {
      const pages: string[][] = []
      let cursor: Cursor | null = null
      let first: (Cursor | null)[] = []
      for (;;) {
        const rows = await rowsOfMatches(database(), match, { sort: asked.sort, cursor, complete })
        const shown = rows.slice(0, 20)
        pages.push(shown.map(({ subjectId }) => subjectId))
        const [head, last] = [shown[0], shown.at(-1)]
        first = [...first, head ? { ...head, side: 'before' as const } : null]
        if (rows.length <= 20 || !last) break
        cursor = { ...last, side: 'after' }
      }
      const all = pages.flat()
      const word = /mango/.test(address) ? 'mango' : 'grading'
      expect(new Set(all).size).toBe(all.length)
      expect(all.length).toBe((await read({ kind: 'offer' }, word)).length)
      for (const [at, back] of first.entries()) {
        if (at === 0 || !back) continue
        const rows = await rowsOfMatches(database(), match, {
          sort: asked.sort,
          cursor: back,
          complete,
        })
        expect(
          rows
            .slice(0, 20)
            .reverse()
            .map(({ subjectId }) => subjectId),
        ).toEqual(pages[at - 1])
      }
    }
  })

  it('say where to go on, and what a page that is none was', async () => {
    await database().delete(searchDocument).where(eq(searchDocument.kind, 'offer'))
    await copyBriefs(22)
    await indexWaiting(db, marketDay)
    const one = await search('kind=brief')
    const two = await search('kind=brief', one.next ?? '')
    expect(one.previous).toBeNull()
    expect(two.rows.length).toBeGreaterThan(0)
    expect(two.next).toBeNull()
    const back = await search('kind=brief', two.previous ?? '')
    expect(back.rows).toEqual(one.rows)
    const [side, weight, , ...rest] = JSON.parse(
      Buffer.from(one.next ?? '', 'base64url').toString(),
    )
    const forged = ['2026-02-30T09:00:00Z', '0000-01-01T00:00:00Z', '2026-01-01T24:00:00Z'].map(
      (date) => Buffer.from(JSON.stringify([side, weight, date, ...rest])).toString('base64url'),
    )
    for (const page of ['x', one.next?.slice(2) ?? '', 'W10', '💥', ...forged]) {
      expect((await search('kind=brief', page)).pageGone).toBe(true)
    }
    // A cursor belongs to its query.
    expect((await search('kind=team', one.next ?? '')).pageGone).toBe(true)
  })
})

describe('the map for searching machines', () => {
  it('has every document once, in pieces', async () => {
    const pieces = await sitemapPieces(database(), 7)
    const urls = (await Promise.all(pieces.map((from) => sitemapPiece(database(), from, 7)))).flat()
    const all = await database().select({ url: searchDocument.url }).from(searchDocument)
    expect(urls.map(({ url }) => url).sort()).toEqual(all.map(({ url }) => url).sort())
  })
})
