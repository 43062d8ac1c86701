import {
  contract,
  exchangeStage,
  holdbackClaim,
  milestone,
  milestoneEvent,
} from 'db/schema/contracts'
import { achievement, credential, issuer, issuerKey } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { organisation, person } from 'db/schema/identity'
import { attempt, course, enrolment, item, track, trackVersion } from 'db/schema/learning'
import { brief, proposal } from 'db/schema/market'
import { team } from 'db/schema/teams'
import type { MilestoneStatus } from '~/domain/contracts/milestones/milestone'
import { outcomes } from '~/domain/outcomes/measures/decide'
import { addDays } from '~/kernel/clock'
import { database } from '~/platform/database.server'

/*
 * Many contracts and learners at once, written straight into their tables: what is counted of them
 * does not depend on how they came about, and living through hundreds would take minutes.
 */

/** Numbers from 0 to below 1, the same for the same seed. Source: G. Marsaglia, Xorshift RNGs (2003). */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return {
    chance: (of: number) => next() < of,
    whole: (below: number) => Math.floor(next() * below),
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
  }
}

const begin = new Date('2026-01-05T09:00:00Z')
const [who] = ['prs_figures']

async function writeParties() {
  const db = database()
  const names = { name: 'Somebody', passwordHash: 'none', locale: 'en', timeZone: 'UTC' } as const
  const people = Array.from({ length: 120 }, (_, n) => `prs_f${n}`)
  await db.insert(person).values(
    [who as string, ...people].map((id) => ({
      ...{ id, email: `${id}@example.org`, emailKey: `${id}@example.org`, ...names },
      ...{ country: 'PK', createdAt: begin },
    })),
  )
  const clients = [
    ...['DE', 'DE', 'DE', 'DE', 'SA', 'SA', 'SA', 'TR', 'GB', 'GB'].map((country, n) => ({
      ...{ id: `org_f${n}`, kind: 'client' as const, name: `Client ${n}`, slug: `client-${n}` },
      ...{ country, createdAt: begin },
    })),
    {
      ...{ id: 'org_partner', kind: 'partner' as const, name: 'Partner', slug: 'partner' },
      ...{ country: 'PK', createdAt: begin },
    },
  ]
  await db.insert(organisation).values(clients)
  const teams = ['PK', 'PK', 'PK', 'PK', 'TR', 'TR', 'TR'].map((country, n) => ({
    ...{ id: `tm_f${n}`, slug: `team-${n}`, name: `Team ${n}`, country },
    ...{ createdBy: who as string, createdAt: begin },
  }))
  await db.insert(team).values(teams)
  return { people, clients: clients.slice(0, -1), teams }
}

/** Contracts in every state, and milestones that ended in every way. */
async function writeContracts(
  { clients, teams }: Awaited<ReturnType<typeof writeParties>>,
  { chance, whole, pick }: ReturnType<typeof dice>,
  count: number,
) {
  const db = database()
  const rows = Array.from({ length: count }, (_, n) => {
    const publishedAt = addDays(begin, whole(60))
    const signedAt = chance(0.9) ? addDays(publishedAt, 1 + whole(30) / 4) : null
    const currency = n < 2 ? 'KWD' : pick(['USD', 'USD', 'EUR', 'PKR'])
    const sector = pick(['health', 'logistics', 'energy', 'retail'])
    return { n, publishedAt, signedAt, currency, sector, client: pick(clients), team: pick(teams) }
  })
  const terms = { weeks: 4, workloadClass: 'open' as const }
  await db.insert(brief).values(
    rows.map((row) => ({
      ...{ id: `brf_f${row.n}`, organisationId: row.client.id, createdBy: who as string, ...terms },
      ...{ title: 'A brief', statement: 'Something.', sector: row.sector, country: 'DE' },
      ...{ currency: row.currency, budgetMinor: 1n, criteria: [], status: 'matched' as const },
      data: {
        ...{ regions: [], declared: false, personalFields: [], lawfulBasis: null },
        ...{ lawOverlay: null, retentionDays: 90 },
      },
      ...{ createdAt: begin, publishedAt: row.publishedAt },
    })),
  )
  await db.insert(proposal).values(
    rows.map((row) => ({
      ...{ id: `prp_f${row.n}`, briefId: `brf_f${row.n}`, teamId: row.team.id, approach: '' },
      ...{ createdBy: who as string, currency: row.currency, priceMinor: 1n, weeks: 4 },
      ...{ milestones: [], manifest: [], status: 'accepted' as const, createdAt: begin },
    })),
  )
  await db.insert(contract).values(
    rows.map((row) => ({
      ...{ id: `ctr_f${row.n}`, title: 'A contract', briefId: `brf_f${row.n}` },
      ...{ proposalId: `prp_f${row.n}`, organisationId: row.client.id, teamId: row.team.id },
      ...{ workloadClass: 'open' as const, rulesVersion: 1, currency: row.currency },
      ...{ priceMinor: 1n, termsVersion: 1, status: 'active' as const, enteredAt: begin },
      ...{ createdAt: begin, signedAt: row.signedAt },
    })),
  )
  const milestones = rows.flatMap((row) =>
    row.signedAt === null
      ? []
      : Array.from({ length: 1 + whole(3) }, (_, position) => {
          const drawn = pick([
            'unfunded',
            'funded',
            'released',
            'paid',
            'paid',
            'refunded',
          ] as const)
          const status: MilestoneStatus =
            drawn === 'released' && row.n % 4 === 0 ? 'accepted' : drawn
          const accepted = drawn === 'released' || drawn === 'paid'
          const outcome = chance(0.6) ? ('met' as const) : pick([...outcomes, null])
          const discovery = outcome === null && position === 1
          const fundedAt =
            status === 'unfunded'
              ? null
              : addDays(row.signedAt as Date, position * 3 + whole(9) / 2)
          const acceptedAt = accepted ? addDays(fundedAt as Date, 5 + whole(50)) : null
          return {
            ...{ id: `mst_f${row.n}_${position}`, contractId: `ctr_f${row.n}`, position },
            ...{ title: 'A part', currency: row.currency, weeks: 4 },
            ...{ amountMinor: BigInt(100_000 + whole(9_000_000)), status, enteredAt: begin },
            ...{ kind: discovery ? ('discovery' as const) : null },
            ...{ criterionIds: discovery ? [] : ['c1'], outcome, fundedAt, acceptedAt },
            releasedAt: status === 'accepted' ? null : acceptedAt,
            acceptedHow: accepted
              ? outcome === 'met'
                ? pick(['accepted', 'silence', 'operator'] as const)
                : pick(['waiver', 'operator'] as const)
              : null,
            paidAt: status === 'paid' ? addDays(acceptedAt as Date, 1 + whole(20)) : null,
          }
        }),
  )
  await db.insert(milestone).values(milestones)
  await writeAftermath(milestones)
}

/** Some began with nothing from their client, and of some what was kept back was claimed. */
async function writeAftermath(
  milestones: readonly { id: string; contractId: string; status: string; outcome: string | null }[],
) {
  const db = database()
  const refunded = milestones.filter(({ status }) => status === 'refunded')
  await db.insert(milestoneEvent).values(
    refunded.map(({ id }, n) => ({
      ...{ milestoneId: id, from: 'funded' as const, to: 'refunded' as const, at: begin },
      ...(n % 3 === 0
        ? { event: 'lapse_inputs' as const, actor: 'clock' as const }
        : { event: 'take_back' as const, actor: 'client' as const }),
    })),
  )
  const met = milestones.filter(({ status, outcome }) => status === 'paid' && outcome === 'met')
  await db.insert(holdbackClaim).values(
    met.slice(0, 12).map(({ id, contractId }, n) => ({
      ...{ id: `clm_f${n}`, milestoneId: id, contractId, reason: 'client' as const },
      ...{ facts: [], openedAt: begin, enteredAt: begin },
      state: n % 2 === 0 ? ('refunded' as const) : ('withdrawn' as const),
    })),
  )
}

/** What hosts said, of few and of many people for a pair of countries. */
async function writeExchanges(people: readonly string[], { pick, whole }: ReturnType<typeof dice>) {
  const db = database()
  const milestones = await db.select().from(milestone).orderBy(milestone.id)
  await db.insert(exchangeStage).values(
    milestones
      .filter(({ fundedAt }) => fundedAt !== null)
      .map((row, n) => {
        const [fromCountry, toCountry, of] = pick([
          ...[['TR', 'PK', 40] as const, ['TR', 'PK', 40] as const, ['PK', 'SA', 3] as const],
          ...[['GB', 'PK', 1] as const, ['DE', 'TR', 1] as const],
        ])
        return {
          ...{ contractId: row.contractId, milestoneId: row.id, hostId: who as string },
          ...{ personId: people[whole(of)] as string, fromCountry, toCountry },
          ...{ stage: pick(['shadow', 'pair', 'lead'] as const), words: `Part ${n}.` },
          confirmedAt: begin,
        }
      }),
  )
}

async function writeLearners(
  people: readonly string[],
  { chance, whole, pick }: ReturnType<typeof dice>,
) {
  const db = database()
  const slugs = ['long', 'middle', 'small']
  await db.insert(track).values(
    slugs.map((slug) => ({
      ...{ id: `trk_${slug}`, partnerId: 'org_partner', slug, createdBy: who as string },
      createdAt: begin,
    })),
  )
  await db.insert(trackVersion).values(
    slugs.map((slug) => ({
      ...{ id: `ver_${slug}`, trackId: `trk_${slug}`, number: 1, status: 'draft' as const },
      ...{ language: 'en' as const, title: `The ${slug} track`, summary: 'Words.', hours: 4 },
      ...{ description: '', licence: 'CC-BY-4.0', skills: [], roles: [], leadsFrom: [] },
      ...{ prerequisites: [], createdBy: who as string, createdAt: begin },
    })),
  )
  const versions = slugs.map((slug) => `ver_${slug}`)
  await db.insert(course).values(
    versions.map((versionId) => ({
      versionId,
      key: 'only',
      position: 0,
      title: 'C',
      summary: '',
    })),
  )
  await db.insert(item).values(
    versions.map((versionId) => ({
      ...{ versionId, key: 'ask', courseKey: 'only', position: 0, kind: 'lesson' as const },
      ...{ title: 'Ask', minutes: 5, content: { kind: 'lesson' as const, body: '' } },
      ...{ contentHash: 'h', savedBy: who as string, savedAt: begin },
    })),
  )
  await db.update(trackVersion).set({ status: 'published', publishedAt: begin })
  await db
    .insert(issuer)
    .values({ id: 'iss_f', slug: 'partner', did: 'did:web:figures.test', createdAt: begin })
  await db.insert(issuerKey).values({
    ...{ id: 'key_f', issuerId: 'iss_f', kind: 'Ed25519' as const, publicJwk: {} },
    ...{ privateSealed: Buffer.alloc(1), createdAt: begin },
  })
  await db.insert(achievement).values({
    ...{
      id: 'ach_f',
      issuerId: 'iss_f',
      key: 'k',
      digest: 'd',
      level: 2,
      name: 'N',
      language: 'en',
    },
    ...{ description: '', criteria: '', skills: [], results: [], createdAt: begin },
  })
  const enrolments = people.flatMap((personId, n) => {
    const slug = n < 70 ? 'long' : n < 104 ? 'middle' : 'small'
    const again = chance(0.1) ? [{ slug, left: true }] : []
    const other = chance(0.15) && slug !== 'long' ? [{ slug: 'long', left: false }] : []
    return [...again, { slug, left: chance(0.1) }, ...other].map(({ slug: of, left }, place) => ({
      ...{ id: `enr_f${n}_${place}`, personId, trackId: `trk_${of}`, versionId: `ver_${of}` },
      ...{ status: left ? ('left' as const) : ('completed' as const), funding: 'free' as const },
      ...{ enrolledAt: addDays(begin, n / 4 + place), lastActiveAt: begin },
    }))
  })
  await db.insert(enrolment).values([
    ...enrolments,
    {
      ...{ id: 'enr_unpaid', personId: who as string, trackId: 'trk_long', versionId: 'ver_long' },
      ...{ status: 'awaiting_payment' as const, funding: 'paid' as const },
      ...{ enrolledAt: begin, lastActiveAt: begin },
    },
  ])
  const attempts = enrolments.filter(() => chance(0.8))
  await db.insert(attempt).values(
    attempts.map(({ id, versionId }) => {
      const done = chance(0.85)
      return {
        ...{ id: `att_${id}`, enrolmentId: id, versionId, itemKey: 'ask', number: 1 },
        ...{ status: done ? ('final' as const) : ('open' as const), startedAt: begin },
        ...{ submittedAt: done ? begin : null, passed: done ? chance(0.8) : null },
      }
    }),
  )
  const holders = enrolments.filter(({ status }) => status === 'completed' && chance(0.6))
  await db.insert(credential).values(
    holders.map(({ id, personId }, n) => ({
      ...{ id: `crd_${id}`, issuerId: 'iss_f', achievementId: 'ach_f', personId, level: 2 },
      ...{ reference: `enrolment:${id}`, skills: [], validFrom: begin, document: '', jwt: '' },
      ...{ status: pick(['active', 'active', 'active', 'suspended', 'revoked'] as const) },
      ...{ visibility: 'public' as const, ed25519KeyId: 'key_f', rsaKeyId: 'key_f' },
      ...{ listNumber: 1, listIndex: n, issuedAt: addDays(begin, 20 + whole(200)) },
    })),
  )
  await writePay(people, { chance, whole, pick })
}

async function writePay(
  people: readonly string[],
  { chance, whole, pick }: Pick<ReturnType<typeof dice>, 'chance' | 'whole' | 'pick'>,
) {
  const earners = people.flatMap((personId) =>
    Array.from({ length: chance(0.7) ? 1 + whole(4) : 0 }, (_, n) => ({ personId, n })),
  )
  await database()
    .insert(payable)
    .values(
      earners.map(({ personId, n }) => {
        const releasedAt = addDays(begin, whole(320))
        const paidAt = chance(0.8) ? addDays(releasedAt, 3) : null
        return {
          ...{
            id: `pay_${personId}_${n}`,
            reference: 'mst_x',
            personId,
            reason: 'release' as const,
          },
          ...{ currency: pick(['USD', 'PKR']), amountMinor: BigInt(1 + whole(400_000)) },
          ...{ shareBps: 10_000, chargeId: 'ch', ledgerTransactionId: 'ltx', releasedAt },
          ...{
            dueAt: releasedAt,
            paidAt,
            status: paidAt ? ('paid' as const) : ('waiting' as const),
          },
        }
      }),
    )
}

/** A market of some hundred contracts and a school of 120 people, the same for the same seed. */
export async function writeManyRows(seed: number, contracts = 150): Promise<void> {
  const rolled = dice(seed)
  const parties = await writeParties()
  await writeContracts(parties, rolled, contracts)
  await writeLearners(parties.people, rolled)
  await writeExchanges(parties.people, rolled)
}
