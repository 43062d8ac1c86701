import { contract, holdbackClaim, milestone } from 'db/schema/contracts'
import { credential } from 'db/schema/credentials'
import { person } from 'db/schema/identity'
import { portfolioEntry } from 'db/schema/reputation'
import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowNaming } from '~/domain/contracts/allow-naming.server'
import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { issueDeliveredCredentials } from '~/domain/contracts/milestones/issue-delivered-credentials.server'
import { namingOf, namings } from '~/domain/contracts/naming'
import { namingPage } from '~/domain/contracts/naming-queries.server'
import { deliveredFigures, deliveredWork } from '~/domain/figures/delivered-work.server'
import type { Sector } from '~/domain/market/briefs/brief'
import { mostArtefacts } from '~/domain/reputation/artefact'
import {
  addArtefact,
  describeArtefact,
  moveArtefact,
  removeArtefact,
} from '~/domain/reputation/artefact.commands.server'
import { artefactLink } from '~/domain/reputation/forms.server'
import { outcomesOfOffer, proofOfOffer } from '~/domain/reputation/offer-proof-queries.server'
import { ownPortfolio } from '~/domain/reputation/own-portfolio-queries.server'
import { moved, opensFor, portfolioVisibilities } from '~/domain/reputation/portfolio'
import {
  changeEntry,
  choosePortfolioVisibility,
  moveEntry,
  renewPortfolioLink,
  writePortfolioWords,
} from '~/domain/reputation/portfolio.commands.server'
import { portfolioFile, portfolioPage } from '~/domain/reputation/portfolio-page.server'
import {
  portfolioOfPerson,
  portfolioOfTeam,
  portfolioRow,
  verifiedOutcomes,
} from '~/domain/reputation/portfolio-queries.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { recordOfTeam } from '~/domain/reputation/work-queries.server'
import { database, inTransaction, type Tx } from '~/platform/database.server'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  start,
  startModel,
  type World,
} from '../../support/contracts'
import { useDatabase } from '../../support/database'
import { twoCriteria } from '../../support/market'
import { makeOffer } from '../../support/offers'
import { signedIn, viewerOf } from '../../support/people'

useDatabase()
const at = start
let world: World
let model: Model
type OfferCriterion = (typeof twoCriteria)[number]
const done: { contractId: string; milestoneId: string }[] = []

beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  for (let turn = 0; turn < 2; turn += 1) {
    const { contractId, milestoneId } = await reviewedMilestone(world, model)
    const by = world.client.personId
    await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by, at }))
    await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))
    done.push({ contractId, milestoneId })
  }
})
afterAll(() => model?.close())

const personId = () => world.lead.personId
const asLead = () => viewerOf(world.lead)
const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(work)
const open = (viewer: Parameters<typeof portfolioPage>[1], code: string | null = null) =>
  portfolioPage(database(), viewer, { personId: personId(), code }, at)
const own = () => ownPortfolio(database(), asLead())
const show = (visibility: (typeof portfolioVisibilities)[number]) =>
  run((tx) => choosePortfolioVisibility(tx, { by: personId(), visibility }))
const notFound = { code: 'not_found' }

describe('what speaks for an offer', () => {
  const sectors: Sector[] = ['logistics']

  it('is measured as the offer is; other work in its field stands apart', async () => {
    const { teamId } = world
    const ofField = await proofOfOffer(database(), { teamId, metrics: ['bleu'], sectors })
    expect(ofField.map(({ sameMeasure }) => sameMeasure)).toEqual([false, false])
    const same = await proofOfOffer(database(), { teamId, metrics: ['accuracy'], sectors })
    expect(same.map(({ sameMeasure }) => sameMeasure)).toEqual([true, true])
    const metrics = same.flatMap(({ results }) => results.map(({ criterion }) => criterion.metric))
    expect(new Set(metrics)).toEqual(new Set(['accuracy']))
    expect(await proofOfOffer(database(), { teamId, metrics: ['bleu'], sectors: [] })).toEqual([])
  })

  it('counts with its own metrics only', async () => {
    const [recall, latency] = twoCriteria as [OfferCriterion, OfferCriterion]
    const accuracy = {
      ...recall,
      metric: 'accuracy' as const,
      averaging: null,
      positiveClass: null,
    }
    const members = [world.lead, ...world.members.filter((one) => one !== world.lead)].map(
      ({ personId }, at) => ({ personId, shareBps: at === 0 ? 3_334 : 3_333 }),
    )
    const team = { teamId: world.teamId, slug: '', lead: world.lead, members }
    const countOf = async (first: OfferCriterion) => {
      const { offerId } = await makeOffer({ team, words: { sectors }, criteria: [first, latency] })
      return outcomesOfOffer(database(), offerId)
    }
    expect(await countOf(accuracy)).toBe(done.length)
    expect(await countOf(recall)).toBe(0)
  })
})

describe('who may read a portfolio', () => {
  it('is everybody until its person says otherwise', async () => {
    const page = await open(null)
    expect(page).toMatchObject({ visibility: 'public', code: null })
    expect(page.entries).toHaveLength(2)
    expect(page.entries[0]?.results[0]).toMatchObject({ outcome: 'met' })
    expect(page.entries[0]?.results[0]).not.toHaveProperty('detail')
  })

  it('is nobody else while it is private, the operator included', async () => {
    await show('private')
    for (const viewer of [null, viewerOf(world.stranger), await signedIn(world.operator)]) {
      await expect(open(viewer)).rejects.toMatchObject(notFound)
      await expect(open(viewer, 'guess')).rejects.toMatchObject(notFound)
    }
    expect(await portfolioOfPerson(database(), null, personId())).toEqual([])
    expect((await open(asLead())).entries).toHaveLength(2)
  })

  it('stays closed to a link from before, also when its person chooses again while it is renewed', async () => {
    await show('link')
    const { linkCode } = await portfolioRow(database(), personId())
    const chosen = await run(async (tx) => {
      await renewPortfolioLink(tx, { by: personId() })
      const choosing = show('link')
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { choosing }
    })
    await chosen.choosing
    await expect(open(null, linkCode)).rejects.toMatchObject(notFound)
  })

  it('is whoever has the link, and nobody with a link from before', async () => {
    await show('link')
    const { linkCode } = await portfolioRow(database(), personId())
    expect(linkCode?.length).toBeGreaterThanOrEqual(40)
    await expect(open(null)).rejects.toMatchObject(notFound)
    await expect(open(null, '')).rejects.toMatchObject(notFound)
    await expect(open(null, `${linkCode}x`)).rejects.toMatchObject(notFound)
    expect(await open(null, linkCode)).toMatchObject({ visibility: 'link', code: linkCode })
    expect(await portfolioOfPerson(database(), null, personId())).toEqual([])
    await run((tx) => renewPortfolioLink(tx, { by: personId() }))
    await expect(open(null, linkCode)).rejects.toMatchObject(notFound)
    await show('private')
    const renewed = (await portfolioRow(database(), personId())).linkCode
    await expect(open(null, renewed)).rejects.toMatchObject(notFound)
    await show('public')
  })

  it('opens for the owner and the right code, and never for a code without a link', () => {
    const texts = fc.option(fc.string(), { nil: null })
    fc.assert(
      fc.property(
        fc.constantFrom(...portfolioVisibilities),
        texts,
        texts,
        fc.boolean(),
        (visibility, linkCode, code, self) => {
          const opened = opensFor({ visibility, linkCode }, { self, code })
          const byLink = visibility === 'link' && linkCode !== null && code === linkCode
          expect(opened).toBe(self || visibility === 'public' || byLink)
        },
      ),
    )
  })

  it('is nobody where the address was never confirmed', async () => {
    const of = eq(person.id, personId())
    await database().update(person).set({ emailConfirmedAt: null }).where(of)
    await expect(open(null)).rejects.toMatchObject(notFound)
    await database().update(person).set({ emailConfirmedAt: at }).where(of)
  })
})

describe('an entry of a contract', () => {
  it('takes the person’s words and place, and can be hidden', async () => {
    const [first, second] = (await own()).entries
    const by = personId()
    await run((tx) =>
      changeEntry(tx, { by, entryId: second?.id ?? '', change: { words: 'Mine.' } }),
    )
    await run((tx) => moveEntry(tx, { by, entryId: second?.id ?? '', to: 'up' }))
    await run((tx) => moveEntry(tx, { by, entryId: second?.id ?? '', to: 'up' }))
    const { entries } = await open(null)
    expect(entries.map(({ id }) => id)).toEqual([second?.id, first?.id])
    expect(entries[0]?.words).toBe('Mine.')
    await run((tx) => changeEntry(tx, { by, entryId: first?.id ?? '', change: { hidden: true } }))
    expect((await open(null)).entries.map(({ id }) => id)).toEqual([second?.id])
    expect((await open(asLead())).entries).toHaveLength(1)
    expect((await own()).entries).toHaveLength(2)
    expect(await portfolioOfTeam(database(), world.teamId)).toHaveLength(2)
    await run((tx) => changeEntry(tx, { by, entryId: first?.id ?? '', change: { hidden: false } }))
  })

  it('is not somebody else’s to change', async () => {
    const entryId = (await own()).entries[0]?.id ?? ''
    const by = world.stranger.personId
    await expect(
      run((tx) => changeEntry(tx, { by, entryId, change: { words: 'x' } })),
    ).rejects.toMatchObject(notFound)
    await expect(run((tx) => moveEntry(tx, { by, entryId, to: 'up' }))).rejects.toMatchObject(
      notFound,
    )
  })

  it('stays as the contract proved it, whatever the application asks the database', async () => {
    const entryId = (await own()).entries[0]?.id ?? ''
    const set = (change: Partial<typeof portfolioEntry.$inferInsert>) =>
      database().update(portfolioEntry).set(change).where(eq(portfolioEntry.id, entryId))
    for (const change of [{ title: 'Better' }, { verified: 1 }, { verdictId: null }]) {
      await expect(set(change)).rejects.toMatchObject({ cause: { code: '42501' } })
    }
    await expect(database().delete(portfolioEntry)).rejects.toMatchObject({
      cause: { code: '42501' },
    })
  })

  it('moves within its list and loses none', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 8 }),
        fc.nat(9),
        fc.constantFrom('up' as const, 'down' as const),
        (ids, at, to) => {
          const next = moved(ids, ids[at] ?? 'nothing', to)
          expect([...next].sort()).toEqual([...ids].sort())
          const back = moved(next, ids[at] ?? 'nothing', to === 'up' ? 'down' : 'up')
          if (next.join() !== ids.join()) expect(back).toEqual(ids)
        },
      ),
    )
  })
})

describe('a contract that its client keeps unnamed', () => {
  const title = async () => (await open(null)).entries.map((entry) => entry.title)
  const restrict = (contractId: string) =>
    database()
      .update(contract)
      .set({ workloadClass: 'restricted' })
      .where(eq(contract.id, contractId))
  const allow = (naming: (typeof namings)[number], by = world.client.personId) =>
    run((tx) => allowNaming(tx, { contractId: done[0]?.contractId ?? '', naming, by, at }))

  it('shows its field and its verdict, neither title, client, words nor works', async () => {
    const contractId = done[0]?.contractId ?? ''
    const entry = (await open(null)).entries.find((one) => one.contractId === contractId)
    const change = { by: personId(), entryId: entry?.id ?? '', change: { words: 'For Hannover.' } }
    await run((tx) => changeEntry(tx, change))
    await restrict(contractId)
    const hidden = (await open(null)).entries.find((one) => one.contractId === contractId)
    expect(hidden).toMatchObject({ title: null, client: null, words: '', results: [] })
    expect(hidden?.sector).toBe('logistics')
    expect(hidden?.verdictId).toBeTruthy()
    const everywhere = JSON.stringify([
      hidden,
      (await portfolioOfTeam(database(), world.teamId)).find((one) => one.id === hidden?.id),
      await deliveredWork(database(), 10).then((rows) =>
        rows.filter(({ milestoneId }) => milestoneId === done[0]?.milestoneId),
      ),
    ])
    expect(everywhere).not.toContain('Hannover')
    const verdict = (viewer: Parameters<typeof verdictPage>[1]) =>
      verdictPage(database(), viewer, hidden?.verdictId ?? '')
    expect((await verdict(null)).about).toBeNull()
    expect((await verdict(asLead())).about).not.toBeNull()
  })

  it('is named as far as the client allows, and no longer than it does', async () => {
    await allow('title')
    expect((await title()).every((text) => text !== null)).toBe(true)
    const clients = async () => (await open(null)).entries.map(({ client }) => client)
    expect((await clients()).filter((client) => client === null)).toHaveLength(1)
    await allow('client')
    expect(await clients()).not.toContain(null)
    await allow('nothing')
    expect((await title()).filter((text) => text === null)).toHaveLength(1)
  })

  it('is the client’s to name', async () => {
    await expect(allow('client', personId())).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(allow('client', world.stranger.personId)).rejects.toMatchObject(notFound)
    const contractId = done[1]?.contractId ?? ''
    const by = world.client.personId
    await expect(
      run((tx) => allowNaming(tx, { contractId, naming: 'title', by, at })),
    ).rejects.toMatchObject({ code: 'form_invalid' })
    const page = (who: typeof world.client) =>
      signedIn(who).then((viewer) => namingPage(database(), viewer, done[0]?.contractId ?? ''))
    expect(await page(world.client)).toMatchObject({ naming: 'nothing', sector: 'logistics' })
    await expect(page(world.lead)).rejects.toMatchObject(notFound)
    await expect(page(world.reader)).rejects.toMatchObject(notFound)
  })

  it('is not named in a credential, which stays signed whatever the client says later', async () => {
    const [, named] = done
    const [unnamed] = done
    const signed = async (milestoneId = '') => {
      await run((tx) => issueDeliveredCredentials(tx, { milestoneId }))
      const rows = await database().select().from(credential)
      return JSON.stringify(rows.filter(({ reference }) => reference?.includes(milestoneId)))
    }
    const [first] = await database()
      .select({ title: milestone.title })
      .from(milestone)
      .where(eq(milestone.id, unnamed?.milestoneId ?? ''))
    expect(first?.title).toBeTruthy()
    expect(await signed(named?.milestoneId)).toContain(first?.title)
    expect(await signed(unnamed?.milestoneId)).not.toContain(first?.title)
  })

  it('is unnamed by its class alone', () => {
    for (const naming of namings) {
      expect(namingOf('open', naming)).toBe('client')
      expect(namingOf('critical', naming)).toBe(naming)
    }
    expect(namingOf('restricted', null)).toBe('nothing')
  })
})

describe('what somebody shows besides', () => {
  const words = { title: 'A page', part: 'All of it', entryId: null }
  const link = (given: object = {}) =>
    run((tx) =>
      addArtefact(tx, {
        ...{ ...words, kind: 'link', url: 'https://example.org/a', by: personId(), at },
        ...given,
      }),
    )
  const file = async (visible: 'file' | 'picture' = 'file') => {
    const sent = new File(['what it holds'], '../notes.txt', { type: 'text/html' })
    const stored = await storeDelivery([sent], { most: 1, folder: 'portfolio' })
    if (!stored.ok || !stored.files[0]) throw new Error('not stored')
    const [kept] = stored.files
    return run((tx) => addArtefact(tx, { ...words, kind: visible, file: kept, by: personId(), at }))
  }
  const read = (
    artefactId: string,
    viewer: Parameters<typeof portfolioFile>[1] = null,
    code: string | null = null,
  ) => portfolioFile(database(), viewer, { personId: personId(), artefactId, code })

  it('are links, in the order that the person gave them', async () => {
    const one = await link({ title: 'One' })
    const two = await link({ title: 'Two' })
    const titles = async () => (await open(null)).artefacts.map(({ title }) => title)
    expect(await titles()).toEqual(['Two', 'One'])
    const by = personId()
    await run((tx) => moveArtefact(tx, { by, artefactId: one.artefactId, to: 'up' }))
    expect(await titles()).toEqual(['One', 'Two'])
    await run((tx) =>
      describeArtefact(tx, { ...words, title: 'Three', by, artefactId: one.artefactId }),
    )
    await run((tx) => removeArtefact(tx, { by, artefactId: two.artefactId }))
    await run((tx) => removeArtefact(tx, { by, artefactId: two.artefactId }))
    expect(await titles()).toEqual(['Three'])
  })

  it('are files, for whoever may open the portfolio', async () => {
    const { artefactId } = await file()
    expect(await read(artefactId)).toMatchObject({ name: 'notes.txt', listed: true })
    await show('private')
    await expect(read(artefactId)).rejects.toMatchObject(notFound)
    expect((await read(artefactId, asLead())).data.toString()).toBe('what it holds')
    await show('link')
    const { linkCode } = await portfolioRow(database(), personId())
    await expect(read(artefactId, null, 'x')).rejects.toMatchObject(notFound)
    expect(await read(artefactId, null, linkCode)).toMatchObject({ listed: false })
    await show('public')
  })

  it('follow the outcome that they belong to', async () => {
    const { artefactId } = await file()
    const entry = (await own()).entries.find(({ naming }) => naming === 'client')
    const by = personId()
    await run((tx) => describeArtefact(tx, { ...words, entryId: entry?.id ?? '', by, artefactId }))
    expect(await read(artefactId)).toBeTruthy()
    const hide = (hidden: boolean) =>
      run((tx) => changeEntry(tx, { by, entryId: entry?.id ?? '', change: { hidden } }))
    await hide(true)
    await expect(read(artefactId)).rejects.toMatchObject(notFound)
    expect(await read(artefactId, asLead())).toBeTruthy()
    await hide(false)
  })

  it('are nobody else’s to change or to attach', async () => {
    const { artefactId } = await link()
    const by = world.stranger.personId
    await run((tx) => removeArtefact(tx, { by, artefactId }))
    expect((await own()).artefacts.some(({ id }) => id === artefactId)).toBe(true)
    await expect(
      run((tx) => describeArtefact(tx, { ...words, by, artefactId })),
    ).rejects.toMatchObject(notFound)
    const entryId = (await own()).entries[0]?.id ?? ''
    await expect(link({ by, entryId })).rejects.toMatchObject(notFound)
  })

  it('are at most so many, also when asked for at once', async () => {
    const left = mostArtefacts - (await own()).artefacts.length
    const all = await Promise.allSettled(Array.from({ length: left + 3 }, () => link()))
    const refused = all.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(3)
    expect(refused[0]).toMatchObject({ reason: { code: 'portfolio_full' } })
    expect((await own()).artefacts).toHaveLength(mostArtefacts)
  })

  it('lead to https addresses only', async () => {
    for (const text of [
      'http://example.org',
      'javascript:alert(1)',
      'https://user:word@example.org',
      'https://localhost',
      'data:text/html,x',
      '//example.org',
      '',
    ]) {
      expect(artefactLink.safeParse(text).success, text).toBe(false)
    }
    expect(artefactLink.parse(' https://example.org/a b ')).toBe('https://example.org/a%20b')
    const { id } = (await own()).artefacts[0] ?? { id: '' }
    await expect(
      database().execute(
        sql`update portfolio_artefact set url = 'http://example.org' where id = ${id}`,
      ),
    ).rejects.toMatchObject({ cause: { code: '23514' } })
  })
})

it('has words of its own, or those of the profile', async () => {
  const by = personId()
  await database()
    .update(person)
    .set({ headline: 'Profile' })
    .where(and(eq(person.id, by)))
  expect((await open(null)).person.headline).toBe('Profile')
  await run((tx) => writePortfolioWords(tx, { by, headline: 'Portfolio', about: '' }))
  expect((await open(null)).person.headline).toBe('Portfolio')
})

describe('an outcome of which a part was returned afterwards', () => {
  it('is shown, and counts as proven nowhere', async () => {
    const [returned] = done
    const before = await verifiedOutcomes(database(), { teamId: world.teamId })
    await database()
      .insert(holdbackClaim)
      .values({
        id: 'hbc_returned',
        milestoneId: returned?.milestoneId ?? '',
        contractId: returned?.contractId ?? '',
        reason: 'client',
        facts: [],
        openedAt: at,
        state: 'refunded',
        enteredAt: at,
      })
    const entries = await portfolioOfTeam(database(), world.teamId)
    const of = (contractId = '') =>
      entries.find((entry) => entry.contractId === contractId)?.verified
    expect([of(returned?.contractId), of(done[1]?.contractId)]).toEqual([false, true])
    expect(await verifiedOutcomes(database(), { teamId: world.teamId })).toBe(before - 1)
    expect((await recordOfTeam(database(), world.teamId)).verified.hits).toBe(before - 1)
    expect((await deliveredFigures(database())).milestones).toBe(before - 1)
  })
})
