import { credential } from 'db/schema/credentials'
import { payable } from 'db/schema/escrow'
import { attempt, enrolment } from 'db/schema/learning'
import { inArray, sql } from 'drizzle-orm'
import { renewableStatuses } from '~/domain/credentials/credential'
import { begunStatuses } from '~/domain/learning/enrolments/enrolment'
import { enrolmentReference } from '~/domain/learning/enrolments/enrolment-money'
import { addDays } from '~/kernel/clock'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import {
  type Funnel,
  type FunnelStep,
  funnelSteps,
  type Income,
  incomeDays,
  leastGroup,
  twoFigures,
} from './graduate-funnel'

/*
 * The same definitions as the partner's dashboard (partner-learners.server.ts), over everybody: here
 * a person who took two tracks is one. Counted in the database, because learners may be many.
 */

/** Everybody who began a track, once for each track and once (`track_id` null) for all of them. */
const learners = sql`
  handed_in as (
    select ${attempt.enrolmentId} as enrolment_id, bool_or(coalesce(${attempt.passed}, false)) as passed
    from ${attempt} where ${attempt.submittedAt} is not null group by 1
  ),
  learner as (
    select ${enrolment.trackId} as track_id, ${enrolment.personId} as person_id,
      bool_or(handed_in.enrolment_id is not null) as submitted,
      bool_or(coalesce(handed_in.passed, false)) as passed,
      min(${credential.issuedAt}) as credential_at
    from ${enrolment}
    left join handed_in on handed_in.enrolment_id = ${enrolment.id}
    left join ${credential} on ${credential.reference} = ${enrolmentReference('')} || ${enrolment.id}
      and ${inArray(credential.status, [...renewableStatuses])}
    where ${inArray(enrolment.status, [...begunStatuses])}
    group by grouping sets ((1, 2), (2))
  )`

/** What was released to graduates after the credential, and how much of it in the 90 days after. */
const earnings = sql`
  earned as (
    select track_id, learner.person_id, ${payable.currency} as currency,
      min(${payable.paidAt}) as paid_at,
      coalesce(sum(${payable.amountMinor}) filter (
        where ${payable.releasedAt} < credential_at + make_interval(hours => ${incomeDays * 24})
      ), 0) as amount_minor
    from learner
    join ${payable} on ${payable.personId} = learner.person_id
      and ${payable.releasedAt} >= credential_at
    group by 1, 2, 3
  )`

type CountedFunnel = { readonly trackId: string | null } & Omit<Funnel, 'income'>

/** How far learners came: of each track, and (`trackId` null) of all. Not for showing as they are. */
async function funnels(db: Reader, at: Date): Promise<CountedFunnel[]> {
  const matureBefore = addDays(at, -incomeDays).toISOString()
  const rows = await db.execute<
    Record<FunnelStep | 'matured' | 'earning', number> & { track_id: string | null }
  >(sql`with ${learners}, ${earnings},
    person_of as (
      select learner.*, coalesce(came.paid, false) as paid, coalesce(came.earning, false) as earning,
        credential_at <= ${matureBefore}::timestamptz as matured
      from learner
      left join (
        select track_id, person_id, bool_or(paid_at is not null) as paid,
          bool_or(amount_minor > 0) as earning
        from earned group by 1, 2
      ) came on came.person_id = learner.person_id
        and came.track_id is not distinct from learner.track_id
    )
    select track_id, count(*)::int as enrolled,
      (count(*) filter (where submitted))::int as submitted,
      (count(*) filter (where passed))::int as passed,
      count(credential_at)::int as credential,
      (count(*) filter (where paid))::int as paid,
      (count(*) filter (where matured))::int as matured,
      (count(*) filter (where matured and earning))::int as earning
    from person_of group by track_id order by track_id`)
  return rows.map(({ track_id, matured, earning, ...counts }) => ({
    trackId: track_id,
    counts: Object.fromEntries(funnelSteps.map((step) => [step, counts[step]])) as Record<
      FunnelStep,
      number
    >,
    matured,
    earning: matured >= leastGroup ? earning : null,
  }))
}

/** Quartiles of what each graduate earned in the 90 days, over all whose 90 days are over. */
async function incomes(db: Reader, at: Date): Promise<Income[]> {
  const matureBefore = addDays(at, -incomeDays).toISOString()
  const place = (share: number) => sql.raw(`(floor(${share} * count(*))::int + 1)`)
  const rows = await db.execute<
    { currency: Currency } & Record<'earning' | 'lower' | 'median' | 'upper', string>
  >(sql`with ${learners}, ${earnings},
    matured as (
      select person_id from learner
      where track_id is null and credential_at <= ${matureBefore}::timestamptz
    ),
    amount as (
      select currencies.currency, matured.person_id, coalesce(earned.amount_minor, 0) as minor
      from matured
      cross join (select distinct currency from earned where track_id is null) currencies
      left join earned on earned.track_id is null and earned.person_id = matured.person_id
        and earned.currency = currencies.currency
    )
    select currency, (count(*) filter (where minor > 0))::int as earning,
      (array_agg(minor order by minor))[${place(0.25)}]::text as lower,
      (array_agg(minor order by minor))[${place(0.5)}]::text as median,
      (array_agg(minor order by minor))[${place(0.75)}]::text as upper
    from amount group by currency having bool_or(minor > 0) order by currency`)
  return rows.map(({ currency, earning, lower, median, upper }) => ({
    currency,
    earning: Number(earning),
    lowerMinor: twoFigures(BigInt(lower)),
    medianMinor: twoFigures(BigInt(median)),
    upperMinor: twoFigures(BigInt(upper)),
  }))
}

/** The way from learning to income, over all tracks and of each. Not for showing as it is. */
export async function learningFunnels(
  db: Reader,
  at: Date,
): Promise<{ all: Funnel; tracks: { trackId: string; counts: Funnel['counts'] }[] }> {
  const rows = await funnels(db, at)
  const whole = rows.find(({ trackId }) => trackId === null)
  const none = { enrolled: 0, submitted: 0, passed: 0, credential: 0, paid: 0 }
  const { counts, matured, earning } = whole ?? { counts: none, matured: 0, earning: null }
  return {
    all: { counts, matured, earning, income: earning === null ? [] : await incomes(db, at) },
    tracks: rows.flatMap((row) =>
      row.trackId === null ? [] : [{ trackId: row.trackId, counts: row.counts }],
    ),
  }
}
