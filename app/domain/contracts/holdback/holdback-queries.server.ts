import { contract, holdbackClaim, milestone, recheck } from 'db/schema/contracts'
import { holdback } from 'db/schema/escrow'
import { organisation } from 'db/schema/identity'
import { endpoint, serviceWatch } from 'db/schema/outcomes'
import { team } from 'db/schema/teams'
import { asc, eq, inArray } from 'drizzle-orm'
import { holdbackFor } from '~/domain/escrow/queries.server'
import type { Viewer } from '~/domain/identity/viewer'
import { probesBetween } from '~/domain/outcomes/probes/probe-queries.server'
import { measuredAgain } from '~/domain/outcomes/probes/service-watch'
import type { WatchRecord } from '~/domain/outcomes/probes/watch-service.server'
import { slotsOf, spansOf } from '~/domain/outcomes/probes/watch-view'
import { evaluationResult, verdictOfEvaluation } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { MilestoneActor } from '../milestones/milestone'
import { namesOf, readable } from '../queries.server'
import { currentTerms, type MilestoneRow, milestoneRow, milestonesOf } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'
import { claimTransitions, deskClaimStates, liveClaimStates } from './claim'
import { type ClaimRow, claimsOf } from './claim-rows.server'
import type { ClaimView, HoldbackView, NoRecheck, RecheckView, WatchView } from './holdback-view'
import { lackOfRows, type RecheckRows, type RecheckSlot, recheckTimes } from './holdback-window'
import { recheckRows } from './recheck-rows.server'

const mostSlots = 60

/** Two looks and the minute of the due-sweep. */
const staleMs = ({ everySeconds }: WatchRecord) => 2 * everySeconds * 1_000 + 60_000

/** One watch as a page shows it: now, availability, the window in parts, and the gaps. */
async function watchView(db: Reader, watch: WatchRecord, now: Date): Promise<WatchView> {
  const until = now < watch.endsAt ? now : watch.endsAt
  const probes = await probesBetween(db, watch.id, watch.startsAt, addDays(watch.endsAt, 1))
  const [registered] = await db
    .select({ url: endpoint.url })
    .from(endpoint)
    .where(eq(endpoint.id, watch.endpointId))
  const last = probes.findLast(({ result }) => result !== 'missed') ?? null
  const { id, purpose, startsAt, endsAt, everySeconds, state } = watch
  return {
    ...{ id, purpose, startsAt, endsAt, everySeconds, state },
    host: registered && URL.canParse(registered.url) ? new URL(registered.url).host : '',
    last: last && { ...last, dueAt: new Date(last.dueAt) },
    stale: last !== null && until.getTime() - new Date(last.dueAt).getTime() > staleMs(watch),
    spans: spansOf(probes, watch, until),
    slots: slotsOf(probes, watch, mostSlots),
  }
}

/** What looked again, or will: the two times of the window, and what a claim's answer asked for. */
async function rechecksOf(
  db: Reader,
  milestoneId: string,
  watch: WatchRecord | null,
  available: RecheckRows | null,
): Promise<RecheckView[]> {
  const rows = await db
    .select()
    .from(recheck)
    .where(eq(recheck.milestoneId, milestoneId))
    .orderBy(asc(recheck.at))
  const planned =
    watch && measuredAgain(watch.criteria).length > 0
      ? recheckTimes(watch.startsAt, watch.endsAt)
      : []
  const done = await Promise.all(
    rows.map(async (row) => ({
      ...row,
      result: row.evaluationId ? await evaluationResult(db, row.evaluationId) : null,
    })),
  )
  const ahead =
    watch?.state === 'open'
      ? planned.filter((plan) => !rows.some(({ slot }) => slot === plan.slot))
      : []
  return [
    ...done.map(({ slot, at, skipped, result }) => ({
      slot: slot.startsWith('claim:') ? ('claim' as const) : (slot as RecheckSlot),
      key: slot,
      at,
      skipped,
      prevented: null,
      state: result?.state ?? null,
      overall: result?.overall ?? null,
      failure: result?.failure ?? null,
      verdictId: result?.verdictId ?? null,
    })),
    ...ahead.map(({ slot, at }, before) => ({
      ...{ slot, key: slot, at, skipped: null, state: null },
      prevented: lackOfRows(available, before),
      ...{ overall: null, failure: null, verdictId: null },
    })),
  ]
}

async function claimView(
  db: Reader,
  claim: ClaimRow,
  given: { terms: Terms; actors: readonly MilestoneActor[]; noRecheck: NoRecheck | null },
): Promise<ClaimView> {
  const { terms, actors, noRecheck } = given
  const people = await namesOf(
    db,
    [claim.openedBy, claim.answeredBy].flatMap((id) => id ?? []),
  )
  const view = claim.evaluationId ? await verdictOfEvaluation(db, claim.evaluationId) : null
  const may = (event: 'answer' | 'withdraw', actor: 'team' | 'client') =>
    actors.includes(actor) && claimTransitions.find(claim.state, event, actor).ok
  return {
    ...claim,
    criterion: terms.criteria.find(({ id }) => id === claim.criterionId) ?? null,
    measured: claim.facts.flatMap((fact) => {
      const criterion = terms.criteria.find(({ id }) => id === fact.criterionId)
      return criterion ? [{ ...fact, criterion }] : []
    }),
    openedByName: people.get(claim.openedBy ?? '') ?? null,
    answeredByName: people.get(claim.answeredBy ?? '') ?? null,
    verdictId: view?.verdictId ?? null,
    live: liveClaimStates.includes(claim.state),
    noRecheck,
    may: { answer: may('answer', 'team'), withdraw: may('withdraw', 'client') },
  }
}

async function holdbackView(
  db: Reader,
  row: MilestoneRow,
  given: { terms: Terms; actors: MilestoneActor[]; watches: readonly WatchRecord[]; at: Date },
): Promise<HoldbackView> {
  const { terms, actors, at } = given
  const kept = await holdbackFor(db, row.id)
  const own = given.watches.filter(({ reference }) => reference === row.id)
  const watch = own.find(({ purpose }) => purpose === 'holdback') ?? null
  const again = measuredAgain(watch?.criteria ?? [])
  const facts = { contractId: row.contractId, terms, criteria: again }
  const available = again.length > 0 ? await recheckRows(db, facts) : null
  const noRecheck = again.length > 0 ? lackOfRows(available) : 'not_by_rows'
  const claims = await Promise.all(
    (await claimsOf(db, [row.id])).map((claim) =>
      claimView(db, claim, { terms, actors, noRecheck }),
    ),
  )
  const stillKept = kept !== null && !kept.releasedAt && !kept.refundedAt
  return {
    milestone: { id: row.id, title: row.title, position: row.position, currency: row.currency },
    criteria: criteriaOf(terms, row),
    kept,
    // A window of a measurement goes by the machine's time.
    watches: await Promise.all(
      own.map((one) => watchView(db, one, one.purpose === 'holdback' ? at : new Date())),
    ),
    rechecks: await rechecksOf(db, row.id, watch, available),
    claims,
    mayOpen: stillKept && actors.includes('client') && !claims.some(({ live }) => live),
  }
}

async function watchesOf(db: Reader, milestoneIds: readonly string[]): Promise<WatchRecord[]> {
  if (milestoneIds.length === 0) return []
  return db
    .select()
    .from(serviceWatch)
    .where(inArray(serviceWatch.reference, [...milestoneIds]))
    .orderBy(asc(serviceWatch.startsAt))
}

/** What is kept back of one milestone, for its parties and the operator. */
export async function milestoneHoldback(db: Reader, viewer: Viewer, milestoneId: string, at: Date) {
  const row = await milestoneRow(db, milestoneId)
  const { actors } = await readable(db, viewer, row.contractId, row.position)
  const { body: terms } = await currentTerms(db, row.contractId)
  const watches = await watchesOf(db, [row.id])
  return holdbackView(db, row, { terms, actors, watches, at })
}

/** How the services of a contract are and were, for its parties and the operator. */
export async function statusPage(db: Reader, viewer: Viewer, contractId: string, at: Date) {
  const { row, actors, side } = await readable(db, viewer, contractId)
  const { body: terms } = await currentTerms(db, row.id)
  const milestones = await milestonesOf(db, row.id)
  const ids = milestones.map(({ id }) => id)
  const watches = await watchesOf(db, ids)
  const registered = await db
    .select({ reference: endpoint.reference, url: endpoint.url })
    .from(endpoint)
    .where(inArray(endpoint.reference, ids))
    .orderBy(asc(endpoint.createdAt))
  const shown = await Promise.all(
    milestones.map(async (one) => {
      const url = registered.findLast(({ reference }) => reference === one.id)?.url ?? ''
      const view = await holdbackView(db, one, { terms, actors, watches, at })
      return { ...view, host: URL.canParse(url) ? new URL(url).host : null }
    }),
  )
  return {
    contractId: row.id,
    title: row.title,
    side,
    clientName: terms.client.name,
    teamName: terms.team.name,
    milestones: shown.filter(
      ({ watches: own, claims, host }) => own.length + claims.length > 0 || host !== null,
    ),
  }
}

/** Claims that wait for the operator's decision, the oldest first. */
export async function deskClaims(db: Reader, viewer: Viewer, at: Date) {
  if (!viewer?.operator) throw new Refused('not_found')
  const rows = await db
    .select({
      claim: holdbackClaim,
      milestoneTitle: milestone.title,
      contractTitle: contract.title,
      currency: holdback.currency,
      amountMinor: holdback.amountMinor,
      clientName: organisation.name,
      teamName: team.name,
    })
    .from(holdbackClaim)
    .innerJoin(milestone, eq(milestone.id, holdbackClaim.milestoneId))
    .innerJoin(contract, eq(contract.id, holdbackClaim.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .innerJoin(holdback, eq(holdback.reference, holdbackClaim.milestoneId))
    .where(inArray(holdbackClaim.state, [...deskClaimStates]))
    .orderBy(asc(holdbackClaim.deadlineAt))
  return Promise.all(
    rows.map(async ({ claim, ...names }) => {
      const { body: terms } = await currentTerms(db, claim.contractId)
      const facts = { terms, actors: ['operator' as const], noRecheck: null }
      const late = claim.deadlineAt !== null && claim.deadlineAt <= at
      return { ...names, claim: await claimView(db, claim, facts), late }
    }),
  )
}
