import { isDiscovery } from '~/domain/market/proposals/discovery'
import { attemptsAllowed, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { type Trial, trialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { asksEndpoint } from '~/domain/outcomes/runs/evaluation'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { checkRules } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { beginWeeks } from '../inputs/input-rows.server'
import { addressFacts } from '../measuring/address-facts'
import { lapseOvertaken } from '../seats/end-hand-over.server'
import { exchangesIn } from '../seats/exchange'
import { criteriaOf } from '../terms/build-terms'
import { recordDelivery, type StoredFile } from './delivery-files.server'
import { measuringStatuses, reviewStatuses } from './milestone'
import { moveMilestone, type OpenedMilestone, openMilestone } from './move-milestone.server'

export type Submitted = (
  | { measured: true; evaluationId: string; attempt: number }
  | { measured: false }
) & {
  /** This call took the step; otherwise it had been taken before, and nothing was written down. */
  already: boolean
}

export type Submission = {
  readonly milestoneId: string
  readonly note: string
  /** Files that are in the store already. */
  readonly files?: readonly StoredFile[]
  /**
   * Whether the person was told that no trial speaks for the address, and wants to go on. Left out
   * where nobody stands before a form; with false, a doubtful submission is refused.
   */
  readonly knowsDoubt?: boolean
  readonly by: string
  readonly at: Date
}

/**
 * The team submits, and the measurement starts at once. When every attempt is spent, which happens
 * after changes were asked for, the delivery goes to the client as it is; a discovery always does,
 * and says in words what is handed over.
 * @throws Refused form_invalid with the problem `trial` when an untried address was not confirmed,
 * `note` when a discovery comes without words.
 */
export async function submitMilestone(tx: Tx, input: Submission): Promise<Submitted> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'submit',
    cause: { person: input.by },
    doneIn: [...measuringStatuses, ...reviewStatuses],
  })
  const { milestone } = opened
  if (opened.done) {
    const { evaluationId, attemptsUsed: attempt } = milestone
    return evaluationId
      ? { measured: true, evaluationId, attempt, already: true }
      : { measured: false, already: true }
  }
  const asks = asksEndpoint(criteriaOf(opened.terms, milestone))
  const endpoint = asks ? await endpointOf(tx, milestone.id, 'party') : null
  if (asks && !endpoint?.inner) throw new Refused('endpoint_missing')
  const { manifest, data, workloadClass, rulesVersion } = opened.terms
  const facts = { manifest: [...manifest], data, ...addressFacts(endpoint?.inner ?? null, asks) }
  checkRules('submit', workloadClass, facts, rulesVersion)
  checkRules('evaluate', workloadClass, facts, rulesVersion)
  if (isDiscovery(milestone) && input.note === '')
    throw new Refused('form_invalid', { problem: 'note' })
  const spent = isDiscovery(milestone) || (await attemptsSpent(tx, opened))
  const tried = endpoint?.inner && isAsked(endpoint.inner.kind) ? endpoint : null
  if (!spent && tried && input.knowsDoubt === false) await assertTried(tx, opened, tried.trial)
  await recordDelivery(tx, { ...input, files: input.files ?? [] })
  // A team that delivers has what it needs: what the client still owes keeps no clock waiting.
  await beginWeeks(tx, opened.contract.id, input.at)
  const { contractId, position } = milestone
  await lapseOvertaken(tx, { contractId, why: 'delivered', position, at: input.at })
  if (exchangesIn(opened.terms, milestone.position).length > 0) {
    await enqueue(tx, 'notify', { event: 'exchange-asked', subject: milestone.id })
  }
  if (spent) return deliverUnmeasured(tx, opened, input)
  const submitted = await moveMilestone(tx, opened, {
    event: 'submit',
    actor: opened.actor,
    by: input.by,
    note: input.note,
    at: input.at,
    set: { deliveryNote: input.note },
    evidence: filesInEvidence(input),
  })
  const { evaluationId, attempt } = await startEvaluation(tx, {
    reference: milestone.id,
    contractReference: opened.contract.id,
    datasetId: opened.terms.dataset?.id ?? null,
    endpointId: endpoint?.endpointId ?? null,
    criteria: criteriaOf(opened.terms, milestone),
    at: input.at,
    by: input.by,
  })
  await moveMilestone(
    tx,
    { ...opened, milestone: submitted },
    {
      event: 'measure',
      actor: 'platform',
      by: null,
      at: input.at,
      set: { evaluationId },
      evidence: { evaluation: evaluationId, attempt },
    },
  )
  return { measured: true, evaluationId, attempt, already: false }
}

function datasetOfTerms(tx: Tx, { dataset }: OpenedMilestone['terms']) {
  return dataset ? datasetFacts(tx, dataset.id, 'party') : Promise.resolve(null)
}

/**
 * No attempt is left, or too few rows that nobody has seen. The rows are counted even where no
 * attempt was: a run that came to nothing may have shown them, and the delivery must not be stuck.
 */
async function attemptsSpent(tx: Tx, { milestone, terms }: OpenedMilestone): Promise<boolean> {
  const criteria = criteriaOf(terms, milestone)
  if (milestone.attemptsUsed >= attemptsAllowed(criteria)) return true
  const facts = await datasetOfTerms(tx, terms)
  return facts !== null && facts.rowsLeft < rowsPerRun(criteria)
}

async function assertTried(tx: Tx, { terms }: OpenedMilestone, trial: Trial | null): Promise<void> {
  const facts = await datasetOfTerms(tx, terms)
  if (trialDoubt(trial, facts?.sample.length ?? 0)?.confirm) {
    throw new Refused('form_invalid', { problem: 'trial' })
  }
}

/** The hashes of what was handed over. Names stay out: the evidence is public. */
function filesInEvidence({ files = [] }: Submission): Record<string, Json> {
  if (files.length === 0) return {}
  return { files: files.map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes })) }
}

async function deliverUnmeasured(
  tx: Tx,
  opened: OpenedMilestone,
  input: Submission,
): Promise<Submitted> {
  await moveMilestone(tx, opened, {
    event: 'deliver_unmeasured',
    actor: opened.actor,
    by: input.by,
    note: input.note,
    at: input.at,
    set: { deliveryNote: input.note },
    evidence: { attemptsUsed: opened.milestone.attemptsUsed, ...filesInEvidence(input) },
  })
  await enqueue(tx, 'notify', {
    event: 'milestone-verdict',
    subject: opened.milestone.id,
    facts: { outcome: opened.milestone.outcome ?? 'none' },
  })
  return { measured: false, already: false }
}
