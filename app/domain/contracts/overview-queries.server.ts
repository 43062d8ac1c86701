import { contract, contractMember, milestone, signature } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { team } from 'db/schema/teams'
import { and, desc, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { waitsOfRuns } from '~/domain/outcomes/queries.server'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import {
  type ContractStatus,
  endedContractStatuses,
  openContractStatuses,
  type Side,
} from './contract'
import { type DisputeRow, disputesOf } from './disputes/dispute-rows.server'
import { liveClaimStates } from './holdback/claim'
import { type ClaimRow, claimsOf } from './holdback/claim-rows.server'
import { inputsTurn } from './inputs/contract-input'
import { type InputRow, inputRows } from './inputs/input-rows.server'
import { type ClockPoint, clockPoints } from './milestones/clock-points'
import { endedAfterDiscovery } from './milestones/discovery'
import { currentMilestone, type MilestoneEvent, nextToFund } from './milestones/milestone'
import { deliveryEvents, lastEvents } from './milestones/milestone-events.server'
import type { MilestoneOverview, Overview } from './overview'
import type { ContractRow, MilestoneRow } from './rows.server'
import { worksAt } from './seats/seats'
import { contractTurn, isClaimTurn, isTurnOf, milestoneTurn, type Turn } from './whose-turn'

export type ContractFilter = 'open' | 'ended' | 'all'

const statusesOf: Record<ContractFilter, readonly ContractStatus[]> = {
  open: openContractStatuses,
  ended: endedContractStatuses,
  all: [...openContractStatuses, ...endedContractStatuses],
}

const verdictEvents: readonly MilestoneEvent[] = [
  'verdict_met',
  'verdict_not_met',
  'attempts_spent',
]

function latest(events: Map<MilestoneEvent, Date> | undefined, kinds: readonly MilestoneEvent[]) {
  const times = kinds.flatMap((kind) => events?.get(kind) ?? [])
  return times.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
}

export function pointsOf(
  row: MilestoneRow,
  events: Map<MilestoneEvent, Date> | undefined,
  at: Date,
): ClockPoint[] {
  return clockPoints(
    {
      ...row,
      submittedAt: latest(events, deliveryEvents),
      measuredAt: latest(events, verdictEvents),
    },
    at,
  )
}

/** Contracts as their lists and dashboards show them. The caller has chosen what the viewer may see. */
export async function overviews(
  db: Reader,
  where: SQL | undefined,
  sideOf: (row: { organisationId: string; contractId: string }) => Side | null,
  at: Date,
): Promise<Overview[]> {
  const rows = await db
    .select({ contract, clientName: organisation.name, teamName: team.name })
    .from(contract)
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(where)
    .orderBy(desc(contract.createdAt), desc(contract.id))
    .limit(200)
  const ids = rows.map((row) => row.contract.id)
  if (ids.length === 0) return []
  const milestones = await db
    .select()
    .from(milestone)
    .where(inArray(milestone.contractId, ids))
    .orderBy(milestone.position)
  const signatures = await db.select().from(signature).where(inArray(signature.contractId, ids))
  const milestoneIds = milestones.map(({ id }) => id)
  const events = await lastEvents(db, milestoneIds)
  const claims = (await claimsOf(db, milestoneIds)).filter(({ state }) =>
    liveClaimStates.includes(state),
  )
  const disputes = (await disputesOf(db, milestoneIds)).filter(({ endedAt }) => endedAt === null)
  const overdueDays = await settingAt(db, 'overdueDays', at)
  const waits = await waitsOfRuns(
    db,
    milestones.flatMap(({ evaluationId }) => evaluationId ?? []),
  )
  const inputs = await inputRows(db, ids)
  return rows.map(({ contract: row, clientName, teamName }) => {
    const own = milestones.filter(({ contractId }) => contractId === row.id)
    const marks = signatures.filter(({ contractId }) => contractId === row.id)
    const owed = inputs.filter(({ contractId }) => contractId === row.id)
    const shown = shownMilestones(row, own, {
      ...{ events, claims, disputes, waits, owed, overdueDays, at },
    })
    const claimed = shown.find(({ turn }) => isClaimTurn(turn)) ?? null
    const ended = endedContractStatuses.includes(row.status)
    const current = (ended ? claimed : null) ?? currentMilestone(shown)
    const turn = turnOf(row, own, { marks, current, overdueDays })
    const side = sideOf({ organisationId: row.organisationId, contractId: row.id })
    return {
      id: row.id,
      title: row.title,
      status: row.status,
      workloadClass: row.workloadClass,
      currency: row.currency as Currency,
      priceMinor: row.priceMinor,
      clientName,
      teamName,
      teamId: row.teamId,
      organisationId: row.organisationId,
      closedAt: row.closedAt,
      milestones: shown,
      current,
      turn,
      side,
      yourTurn: isTurnOf(turn, side),
    }
  })
}

type Known = {
  events: Awaited<ReturnType<typeof lastEvents>>
  claims: readonly ClaimRow[]
  disputes: readonly DisputeRow[]
  waits: Awaited<ReturnType<typeof waitsOfRuns>>
  owed: readonly InputRow[]
  overdueDays: number
  at: Date
}

function shownMilestones(row: ContractRow, own: MilestoneRow[], known: Known): MilestoneOverview[] {
  const { overdueDays, at, events, waits } = known
  const facts = { status: row.status, deadlineAt: row.deadlineAt, overdueDays }
  const next = nextToFund(own)
  const claimOn = (id: string) => known.claims.find(({ milestoneId }) => milestoneId === id)
  return own.map((m) => ({
    id: m.id,
    position: m.position,
    title: m.title,
    kind: m.kind,
    status: m.status,
    outcome: m.outcome,
    currency: m.currency as Currency,
    amountMinor: m.amountMinor,
    deadlineAt: m.deadlineAt,
    turn: milestoneTurn(
      {
        ...m,
        claim: claimOn(m.id),
        dispute: known.disputes.find(({ milestoneId }) => milestoneId === m.id),
        isNext: m.id === next?.id,
        inputs: m.awaitsInputs ? inputsTurn(known.owed) : null,
        waits: waits.get(m.evaluationId ?? '') ?? null,
      },
      facts,
      at,
    ),
    points: pointsOf(m, events.get(m.id), at),
  }))
}

type Mark = typeof signature.$inferSelect

/** Whose turn it is in the whole contract: its own, or that of the milestone under way. */
function turnOf(
  row: ContractRow,
  own: readonly MilestoneRow[],
  known: { marks: Mark[]; current: MilestoneOverview | null; overdueDays: number },
): Turn {
  const { marks, current, overdueDays } = known
  const signed = marks.filter(({ version }) => version === row.termsVersion)
  const whole = contractTurn(
    { ...row, overdueDays, afterDiscovery: endedAfterDiscovery(row.status, own) },
    {
      client: signed.some(({ side }) => side === 'client'),
      team: signed.some(({ side }) => side === 'team'),
    },
  )
  const none = { side: 'nobody', key: 'contract.turn_completed', until: null, otherwise: null }
  // A claim is open when everything else has ended.
  if (current && isClaimTurn(current.turn)) return current.turn
  return whole ?? current?.turn ?? (none as Turn)
}

/** The contracts that the viewer is a party to, newest first. */
export async function contractList(
  db: Reader,
  viewer: Viewer,
  filter: ContractFilter,
  at: Date,
): Promise<Overview[]> {
  if (!viewer) return []
  const organisations = viewer.memberships.map(({ organisationId }) => organisationId)
  const mine = await db
    .select({ contractId: contractMember.contractId, seatUntil: contractMember.seatUntil })
    .from(contractMember)
    .where(eq(contractMember.personId, viewer.personId))
  const asMember = new Map(mine.map((row) => [row.contractId, row]))
  if (organisations.length + asMember.size === 0) return []
  const where = and(
    inArray(contract.status, [...statusesOf[filter]]),
    or(
      organisations.length > 0 ? inArray(contract.organisationId, organisations) : undefined,
      asMember.size > 0 ? inArray(contract.id, [...asMember.keys()]) : undefined,
    ),
  )
  const rows = await overviews(
    db,
    where,
    ({ contractId, organisationId }) =>
      asMember.has(contractId) ? 'team' : organisations.includes(organisationId) ? 'client' : null,
    at,
  )
  return rows.map((row) => {
    const seat = asMember.get(row.id)
    const works = !seat || worksAt(seat, row.current?.position ?? 1)
    return { ...row, yourTurn: row.yourTurn && works }
  })
}

/** Every contract, for the operator's desk. */
export async function allContracts(
  db: Reader,
  viewer: Viewer,
  filter: ContractFilter,
  at: Date,
): Promise<Overview[]> {
  if (!viewer?.operator) return []
  return overviews(db, inArray(contract.status, [...statusesOf[filter]]), () => null, at)
}
