import { milestone } from 'db/schema/contracts'
import { and, eq, isNull } from 'drizzle-orm'
import { evaluateRules } from '~/domain/stewardship/rules'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { contractTransitions } from '../contract'
import { moveContract } from '../move-contract.server'
import { type ContractRow, milestonesOf, termsOf } from '../rows.server'
import { dataDeletionAt, nextFundingDays } from './deadlines'
import { endedStatuses, nextToFund, releasedStatuses } from './milestone'

/**
 * After a milestone has ended: the next one's time to be funded begins, or the contract ends. A
 * contract of which nothing was released is terminated, not completed. Who ends a contract after its
 * discovery does not come here.
 */
export async function endMilestone(tx: Tx, contract: ContractRow, at: Date): Promise<void> {
  const milestones = await milestonesOf(tx, contract.id)
  if (milestones.every(({ status }) => endedStatuses.includes(status))) {
    await endContract(
      tx,
      contract,
      milestones.some((row) => releasedStatuses.includes(row.status)),
      at,
    )
    return
  }
  const next = nextToFund(milestones)
  const working = milestones.some(
    (row) => row.position < (next?.position ?? 0) && !endedStatuses.includes(row.status),
  )
  if (!next || working) return
  await tx
    .update(milestone)
    .set({ deadlineAt: addDays(at, nextFundingDays), enteredAt: at })
    .where(and(eq(milestone.id, next.id), isNull(milestone.deadlineAt)))
}

async function endContract(tx: Tx, contract: ContractRow, delivered: boolean, at: Date) {
  const event = delivered ? 'complete' : 'terminate'
  if (!contractTransitions.find(contract.status, event, 'platform').ok) return
  const terms = await termsOf(tx, contract.id)
  const { data, workloadClass, rulesVersion } = terms
  const broken = evaluateRules('complete', workloadClass, { data }, rulesVersion).filter(
    ({ holds }) => !holds,
  )
  if (broken.length > 0) {
    // The members' money is never kept waiting for it: the contract stays open for the operator.
    log.warn({ contract: contract.id, rule: broken[0]?.rule ?? '' }, 'completing is blocked')
    return
  }
  await moveContract(tx, contract, {
    event,
    actor: 'platform',
    by: null,
    at,
    set: {
      closedAt: at,
      deleteDataAt: dataDeletionAt(contract, terms, at),
    },
    evidence: { retentionDays: data.retentionDays },
  })
  await enqueue(tx, 'notify', { event: 'contract-completed', subject: contract.id })
}
