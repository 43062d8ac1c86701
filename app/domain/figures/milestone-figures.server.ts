import { contract, holdbackClaim, milestone, milestoneEvent } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { team } from 'db/schema/teams'
import { and, asc, countDistinct, eq, inArray, isNotNull, type SQL, sql, sum } from 'drizzle-orm'
import type { ClaimState } from '~/domain/contracts/holdback/claim'
import { type MilestoneEvent, releasedStatuses } from '~/domain/contracts/milestones/milestone'
import { isEndedOutcome, neverBegunEvents } from '~/domain/reputation/rates'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { type EndedMilestones, outcomeClassOf } from './outcome-groups'
import { type DayStage, dayStages, type StageDays } from './public-figures'
import { leastContracts, type Released } from './withholding'

const isReleased = inArray(milestone.status, [...releasedStatuses])

/** All that the rules of a team's own rate ask of a milestone; many milestones have the same. */
const ending = {
  status: milestone.status,
  outcome: milestone.outcome,
  waived: sql<boolean>`coalesce(${milestone.acceptedHow} = 'waiver', false)`.as('ending_waived'),
  criteria: sql<number>`cardinality(${milestone.criterionIds})`.as('ending_criteria'),
  claims: sql<ClaimState[]>`array(select distinct ${holdbackClaim.state} from ${holdbackClaim}
    where ${and(
      eq(holdbackClaim.contractId, milestone.contractId),
      eq(holdbackClaim.milestoneId, milestone.id),
    )} order by 1)`.as('ending_claims'),
  events: sql<MilestoneEvent[]>`array(select distinct ${milestoneEvent.event}
    from ${milestoneEvent} where ${and(
      eq(milestoneEvent.milestoneId, milestone.id),
      inArray(milestoneEvent.event, [...neverBegunEvents]),
    )} order by 1)`.as('ending_events'),
}

/**
 * Every milestone of the verified-outcome rate, counted by sector, countries and how it ended, under
 * the rules by which a team's and a person's own rate is counted.
 */
export async function endedMilestones(db: Reader): Promise<EndedMilestones[]> {
  const places = { sector: brief.sector, from: organisation.country, to: team.country }
  const rows = await db
    .select({ ...places, ...ending, count: sql<number>`count(*)::int` })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(brief, eq(brief.id, contract.briefId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(isNotNull(milestone.fundedAt))
    .groupBy(
      ...Object.values(places),
      ...[milestone.status, milestone.outcome],
      ...[sql`ending_waived`, sql`ending_criteria`, sql`ending_claims`, sql`ending_events`],
    )
    .orderBy(...Object.values(places).map((column) => asc(column)))
  return rows.flatMap(({ sector, from, to, count, events, ...row }) => {
    const ended = { ...row, steps: events.map((event) => ({ event })) }
    if (!isEndedOutcome(ended)) return []
    return [{ sector, from, to, outcome: outcomeClassOf(ended), count }]
  })
}

/** The prices of released milestones, summed for each client, team and currency. Not for showing as they are. */
export async function releasedAmounts(db: Reader): Promise<Released[]> {
  const columns = {
    currency: milestone.currency,
    from: organisation.country,
    to: team.country,
    organisationId: contract.organisationId,
    teamId: contract.teamId,
  }
  const rows = await db
    .select({
      ...columns,
      contracts: countDistinct(contract.id),
      amountMinor: sum(milestone.amountMinor).mapWith(BigInt),
    })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(isReleased)
    .groupBy(...Object.values(columns))
    .orderBy(...Object.values(columns).map((column) => asc(column)))
  return rows.map((row) => ({
    ...row,
    currency: row.currency as Currency,
    amountMinor: row.amountMinor ?? 0n,
  }))
}

/**
 * The median days from brief to signature, from there to the first milestone's money, and of each
 * milestone from its money to acceptance and from there to the last member's transfer.
 */
export async function stageDays(db: Reader): Promise<StageDays[]> {
  const days = (from: SQL, to: SQL) => sql`extract(epoch from ${to} - ${from}) / 86400.0`
  const signed = sql`${contract.signedAt}`
  const funded = sql`${milestone.fundedAt}`
  const accepted = sql`${milestone.acceptedAt}`
  const ofMilestone = sql`from ${milestone}
    join ${contract} on ${contract.id} = ${milestone.contractId}`
  const rows = await db.execute<{ stage: DayStage; n: number; contracts: number; median: number }>(
    sql`select stage, count(*)::int as n, count(distinct contract_id)::int as contracts,
        (percentile_cont(0.5) within group (order by days))::float8 as median
      from (
        select 'signed' as stage, ${contract.id} as contract_id,
          ${days(sql`${brief.publishedAt}`, signed)} as days
        from ${contract} join ${brief} on ${brief.id} = ${contract.briefId}
        union all
        select 'funded', ${contract.id}, ${days(signed, sql`min(${milestone.fundedAt})`)}
          ${ofMilestone} group by ${contract.id}
        union all
        select 'accepted', ${contract.id}, ${days(funded, accepted)} ${ofMilestone}
        union all
        select 'paid', ${contract.id}, ${days(accepted, sql`${milestone.paidAt}`)} ${ofMilestone}
      ) stages
      where days is not null
      group by stage`,
  )
  return dayStages.map((stage) => {
    const row = rows.find((one) => one.stage === stage)
    const shown = row !== undefined && row.contracts >= leastContracts
    return { stage, n: row?.n ?? 0, medianDays: shown ? row.median : null }
  })
}
