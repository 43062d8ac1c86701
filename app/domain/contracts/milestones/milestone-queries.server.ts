import { changeRequest, milestoneEvent } from 'db/schema/contracts'
import { asc, eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { attemptsAllowed, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { trialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import {
  datasetFacts,
  evaluationProgress,
  evaluationsOf,
  verdictOfEvaluation,
  verdictView,
} from '~/domain/outcomes/queries.server'
import { errorSample } from '~/domain/outcomes/runs/error-sample.server'
import { asksEndpoint } from '~/domain/outcomes/runs/evaluation'
import { openPaymentFor } from '~/domain/payments/queries.server'
import { invariant } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import { fundableContractStatuses } from '../contract'
import { claimSteps } from '../holdback/claim-history'
import { claimsOf } from '../holdback/claim-rows.server'
import { judgingOf } from '../measuring/judging-queries.server'
import { waitingFile } from '../measuring/waiting-file-queries.server'
import { contractPage, moneyOf, namesOf, readable } from '../queries.server'
import { type MilestoneRow, milestoneRow } from '../rows.server'
import { mayReadSealed } from '../sealed-reading.server'
import { criteriaOf } from '../terms/build-terms'
import { mayTakeBack } from './deadlines'
import { deliveryFilesOf } from './delivery-files.server'
import {
  endpointFixed,
  endpointStatuses,
  type MilestoneActor,
  measuringStatuses,
  milestoneTransitions,
  mostChangeRounds,
  operatorStatuses,
  payingStatuses,
  unfundedStatuses,
  workingStatuses,
} from './milestone'
import { submittingRules } from './submitting-rules'

/** One milestone for the parties of its contract: what was asked, measured, said and paid. */
export async function milestonePage(db: Reader, viewer: Viewer, milestoneId: string, at: Date) {
  const row = await milestoneRow(db, milestoneId)
  const standing = await readable(db, viewer, row.contractId, row.position)
  const { side, actors } = standing
  const page = await contractPage(db, viewer, row.contractId, at)
  const shown = page.milestones.find(({ id }) => id === row.id)
  invariant(shown, 'the milestone belongs to its contract')
  const criteria = criteriaOf(page.terms, row)
  const overdueDays = await settingAt(db, 'overdueDays', at)
  const [money] = await moneyOf(db, [row.id])
  const sealed = page.terms.dataset
  const audience = side === 'client' ? 'client' : 'party'
  const dataset = sealed ? await datasetFacts(db, sealed.id, audience) : null
  const asks = asksEndpoint(criteria)
  const next = page.milestones.find(({ status }) => unfundedStatuses.includes(status))
  const allowed = criteria.length > 0 ? attemptsAllowed(criteria) : 0
  const canMeasure =
    row.attemptsUsed < allowed &&
    (row.attemptsUsed === 0 || !dataset || dataset.rowsLeft >= rowsPerRun(criteria))
  const endpoint = await endpointOf(db, row.id, side === 'team' ? 'party' : 'client')
  return {
    contract: page,
    milestone: { ...row, currency: shown.currency },
    turn: shown.turn,
    points: shown.points,
    criteria,
    side,
    actors,
    money: money ?? null,
    attempts: await attemptsOf(db, row.id),
    attemptsAllowed: allowed,
    canMeasure,
    asks,
    roundsLeft: mostChangeRounds - row.changeRounds,
    changes: await changesOf(db, row.id),
    history: await historyOf(db, row.id),
    claimHistory: await claimHistoryOf(db, row.id),
    progress: row.evaluationId ? await evaluationProgress(db, row.evaluationId) : null,
    file: await waitingFile(db, row.evaluationId, actors),
    measuring: measuringStatuses.includes(row.status),
    paying: payingStatuses.includes(row.status),
    endpoint,
    endpointFixed: endpointFixed(row.status),
    judging: await judgingOf(db, standing, row, at),
    doubt:
      canMeasure && asks && (!endpoint || isAsked(endpoint.kind))
        ? trialDoubt(endpoint?.trial ?? null, dataset?.sample.length ?? 0)
        : null,
    rules: actors.includes('team') ? submittingRules(row, page.terms, endpoint, asks) : [],
    files: (await mayReadSealed(db, standing)) ? await deliveryFilesOf(db, row.id) : [],
    columns: dataset?.columns ?? [],
    errors:
      side === 'client' && row.verdictId && (await mayReadSealed(db, standing))
        ? await clientErrors(db, row.verdictId)
        : [],
    payment: actors.includes('client') ? await openPaymentFor(db, row.id) : null,
    may: {
      ...actsOn(row, actors, { at, overdueDays, asks }),
      fund:
        eventsOf(row, actors).includes('start_funding') &&
        next?.id === row.id &&
        fundableContractStatuses.includes(page.status),
    },
    overdueDays,
    working: workingStatuses.includes(row.status),
  }
}

function eventsOf(row: MilestoneRow, actors: readonly MilestoneActor[]) {
  return actors.flatMap((actor) => milestoneTransitions.eventsFor(row.status, actor))
}

/** What the viewer may do, as far as the milestone itself decides it. */
function actsOn(
  row: MilestoneRow,
  actors: readonly MilestoneActor[],
  { at, overdueDays, asks }: { at: Date; overdueDays: number; asks: boolean },
) {
  const events = eventsOf(row, actors)
  return {
    continueFunding: actors.includes('client') && payingStatuses.includes(row.status),
    register: asks && actors.includes('team') && endpointStatuses.includes(row.status),
    submit: events.includes('submit'),
    stop: actors.includes('team') && measuringStatuses.includes(row.status),
    accept: events.includes('accept'),
    requestChanges: events.includes('request_changes') && row.changeRounds < mostChangeRounds,
    settle: events.includes('settle'),
    dispute: events.includes('dispute'),
    takeBack: events.includes('take_back') && mayTakeBack(row, overdueDays, at),
    decide: events.includes('decide_release') && operatorStatuses.includes(row.status),
  }
}

export type MilestonePage = Awaited<ReturnType<typeof milestonePage>>

async function attemptsOf(db: Reader, milestoneId: string) {
  const runs = (await evaluationsOf(db, milestoneId)).filter(({ purpose }) => purpose === 'attempt')
  const withVerdicts = await Promise.all(
    runs.map(async (run) => ({
      evaluationId: run.evaluationId,
      state: run.state,
      attempt: run.attempt,
      counted: run.counted,
      failure: run.failure,
      overall: run.overall,
      verdictId: run.verdictId,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      body: (await verdictOfEvaluation(db, run.evaluationId))?.body ?? null,
    })),
  )
  return withVerdicts.reverse()
}

async function changesOf(db: Reader, milestoneId: string) {
  return db
    .select()
    .from(changeRequest)
    .where(eq(changeRequest.milestoneId, milestoneId))
    .orderBy(asc(changeRequest.round))
}

/** What happened to a milestone, with the names of the people. The caller has checked the viewer. */
export async function historyOf(db: Reader, milestoneId: string) {
  const rows = await db
    .select()
    .from(milestoneEvent)
    .where(eq(milestoneEvent.milestoneId, milestoneId))
    .orderBy(asc(milestoneEvent.id))
  const people = await namesOf(
    db,
    rows.flatMap(({ personId }) => personId ?? []),
  )
  return rows.map((row) => ({
    ...row,
    name: row.personId ? (people.get(row.personId) ?? null) : null,
  }))
}

/** What happened to the claims about a milestone, oldest first. The caller has checked the viewer. */
async function claimHistoryOf(db: Reader, milestoneId: string) {
  const steps = (await claimsOf(db, [milestoneId])).reverse().flatMap(claimSteps)
  const people = await namesOf(
    db,
    steps.flatMap(({ personId }) => personId ?? []),
  )
  return steps.map((step) => ({
    ...step,
    name: step.personId ? (people.get(step.personId) ?? null) : null,
  }))
}

async function clientErrors(db: Reader, verdictId: string) {
  const view = await verdictView(db, verdictId)
  return view ? errorSample(db, view.evaluationId) : []
}
