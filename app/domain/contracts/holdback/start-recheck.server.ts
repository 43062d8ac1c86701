import { recheck } from 'db/schema/contracts'
import { and, eq } from 'drizzle-orm'
import { holdHoldback } from '~/domain/escrow/hold-holdback.server'
import { holdbackFor } from '~/domain/escrow/queries.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { addressOfEndpoint } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { measuredAgain } from '~/domain/outcomes/probes/service-watch'
import { holdbackWatchOf } from '~/domain/outcomes/probes/watch-service.server'
import { evaluationsOf } from '~/domain/outcomes/queries.server'
import { openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { evaluateRules } from '~/domain/stewardship/rules'
import type { Reader, Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { lockContract, type MilestoneRow, milestoneRow, termsOf } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'
import type { RecheckSkip } from './claim'
import { lackOfRows } from './holdback-window'
import { recheckRows } from './recheck-rows.server'

/**
 * Measures the criteria of a released milestone again, on rows that nobody has seen and no later
 * attempt needs, against the address that was accepted. It is no attempt. Each slot comes once; one
 * that cannot be used says why. While it runs nothing that is kept back moves.
 */
export async function startRecheck(
  tx: Tx,
  input: { milestoneId: string; slot: string; overtaken?: readonly string[]; at: Date },
): Promise<{ evaluationId: string } | null> {
  const { milestoneId, slot, at } = input
  const { contractId } = await milestoneRow(tx, milestoneId)
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, milestoneId)
  const watch = await holdbackWatchOf(tx, milestoneId)
  const kept = await holdbackFor(tx, milestoneId)
  if (!watch || !kept || kept.releasedAt || kept.refundedAt) return null
  const terms = await termsOf(tx, contractId)
  const criteria = measuredAgain(criteriaOf(terms, milestone))
  const runs = await evaluationsOf(tx, milestoneId)
  if (criteria.length === 0 || runs.some(({ state }) => openEvaluationStates.includes(state))) {
    return null
  }
  for (const passed of input.overtaken ?? []) await skip(tx, milestone, passed, 'overtaken', at)
  const why = await reasonToSkip(tx, { milestone, terms, criteria, endpointId: watch.endpointId })
  if (why) {
    await skip(tx, milestone, slot, why, at)
    return null
  }
  const [fresh] = await tx
    .insert(recheck)
    .values({ milestoneId, slot, at })
    .onConflictDoNothing()
    .returning({ slot: recheck.slot })
  if (!fresh) return null
  const { evaluationId } = await startEvaluation(tx, {
    reference: milestoneId,
    contractReference: contractId,
    datasetId: terms.dataset?.id ?? null,
    endpointId: watch.endpointId,
    criteria,
    purpose: 'recheck',
    at,
    by: 'platform',
  })
  await tx
    .update(recheck)
    .set({ evaluationId })
    .where(and(eq(recheck.milestoneId, milestoneId), eq(recheck.slot, slot)))
  if (kept.heldBy === null) await holdHoldback(tx, { reference: milestoneId, by: evaluationId })
  log.info({ milestone: milestoneId, slot, evaluation: evaluationId }, 'measured again')
  return { evaluationId }
}

async function skip(tx: Tx, row: MilestoneRow, slot: string, why: RecheckSkip, at: Date) {
  const fresh = await tx
    .insert(recheck)
    .values({ milestoneId: row.id, slot, skipped: why, at })
    .onConflictDoNothing()
    .returning({ slot: recheck.slot })
  if (fresh.length === 0) return
  await appendEvidence(tx, {
    contractReference: row.contractId,
    kind: 'recheck_skipped',
    body: { milestone: row.id, position: row.position, slot, why },
    at,
  })
  log.info({ milestone: row.id, slot, why }, 'not measured again')
}

async function reasonToSkip(
  db: Reader,
  given: {
    milestone: MilestoneRow
    terms: Terms
    criteria: readonly Criterion[]
    endpointId: string
  },
): Promise<RecheckSkip | null> {
  const { milestone, terms, criteria } = given
  const { contractId } = milestone
  const lack = lackOfRows(await recheckRows(db, { contractId, terms, criteria }))
  if (lack) return lack
  const endpointHost = await addressOfEndpoint(db, given.endpointId)
  const ruled = { manifest: [...terms.manifest], data: terms.data, endpointHost }
  const results = evaluateRules('evaluate', terms.workloadClass, ruled, terms.rulesVersion)
  return results.every(({ holds }) => holds) ? null : 'rule_forbids'
}
