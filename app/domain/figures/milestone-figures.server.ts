import { contract, milestone } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { team } from 'db/schema/teams'
import { and, asc, countDistinct, eq, inArray, isNull, type SQL, sql, sum } from 'drizzle-orm'
import { refundedStatuses, releasedStatuses } from '~/domain/contracts/milestone'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import type { EndedMilestones } from './outcome-groups'
import { type DayStage, dayStages, type OutcomeClass, type StageDays } from './public-figures'
import { leastContracts, type Released } from './withholding'

const isReleased = inArray(milestone.status, [...releasedStatuses])

/** A verdict counts as met when it released the money; one that the operator overruled does not. */
const outcomeOf = sql<OutcomeClass>`case
  when ${isReleased} and ${milestone.outcome} = 'met' then 'met'
  when ${isReleased} and ${milestone.acceptedHow} = 'waiver' then 'waived'
  when ${milestone.outcome} = 'not_met' then 'not_met'
  when ${milestone.outcome} = 'inconclusive' then 'inconclusive'
  else 'other' end`

/**
 * Every milestone that ended after it had been funded, counted by sector, countries and outcome. A
 * discovery has no outcome to count.
 */
export async function endedMilestones(db: Reader): Promise<EndedMilestones[]> {
  const columns = {
    sector: brief.sector,
    from: organisation.country,
    to: team.country,
    outcome: outcomeOf.as('outcome_class'),
  }
  return db
    .select({ ...columns, count: sql<number>`count(*)::int` })
    .from(milestone)
    .innerJoin(contract, eq(contract.id, milestone.contractId))
    .innerJoin(brief, eq(brief.id, contract.briefId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(
      and(
        inArray(milestone.status, [...releasedStatuses, ...refundedStatuses]),
        isNull(milestone.kind),
      ),
    )
    .groupBy(brief.sector, organisation.country, team.country, sql`outcome_class`)
    .orderBy(asc(brief.sector), asc(organisation.country), asc(team.country))
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
