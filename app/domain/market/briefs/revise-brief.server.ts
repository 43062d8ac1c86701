import { brief, briefVersion, proposal } from 'db/schema/market'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { addDays } from '~/kernel/clock'
import { differencesOf } from '~/kernel/differences'
import { maxAmountMinor } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { lockBrief } from '../lock.server'
import { activeProposalStatuses, proposalTransitions } from '../proposals/proposal'
import { reopen } from '../proposals/send-proposal.server'
import { isOpenBrief } from './brief'
import { type BriefChange, type BriefTerms, changedBrief, termsOfBrief } from './brief-version'
import { assertOwn } from './offered-brief.server'
import { assertComplete } from './publish-brief.server'

/**
 * A published brief changes by a new version. Whoever answers it is told what is different, and
 * confirms or revises before the client can accept; a counter-offer to the old one lapses.
 * @param input.version the version that the change starts from.
 * @throws Refused brief_closed, changed_meanwhile, nothing_changed, amount_invalid, form_invalid,
 * and as publishing.
 */
export async function reviseBrief(
  tx: Tx,
  input: {
    briefId: string
    version: number
    change: BriefChange
    note: string
    by: string
    at: Date
  },
): Promise<{ version: number }> {
  const { by, at, note } = input
  const row = await lockBrief(tx, input.briefId)
  await assertActsFor(tx, by, row.organisationId)
  assertOwn(row)
  if (!isOpenBrief(row, at)) throw new Refused('brief_closed')
  if (row.version !== input.version) throw new Refused('changed_meanwhile')
  const before = termsOfBrief(row)
  const body = changedBrief(before, input.change)
  assertReadable(body)
  if (differencesOf(before, body).length === 0) throw new Refused('nothing_changed')
  const { title, statement, weeks, criteria } = body
  const budgetMinor = BigInt(body.budgetMinor)
  const changed = { title, statement, weeks, criteria: [...criteria], budgetMinor }
  await assertComplete(tx, { ...row, ...changed })
  const version = row.version + 1
  await tx
    .insert(briefVersion)
    .values({ briefId: row.id, version, body, note, createdBy: by, createdAt: at })
  await tx
    .update(brief)
    .set({ ...changed, version })
    .where(eq(brief.id, row.id))
  await askAgain(tx, { briefId: row.id, version, at })
  await audit(tx, { by, act: 'brief.revise', subject: row.id, facts: { version } })
  return { version }
}

function assertReadable(body: BriefTerms): void {
  if (!/^\d{1,18}$/.test(body.budgetMinor)) throw new Refused('amount_invalid')
  const budget = BigInt(body.budgetMinor)
  if (budget <= 0n || budget > maxAmountMinor) throw new Refused('amount_invalid')
  for (const criterion of body.criteria) {
    if (!validateCriterion(criterion).ok) {
      throw new Refused('form_invalid', { problem: 'criterion', criterion: criterion.id })
    }
  }
}

/** Every proposal goes back to its team: what it answers is not what is asked any more. */
async function askAgain(tx: Tx, input: { briefId: string; version: number; at: Date }) {
  const { at, version } = input
  const rows = await tx
    .select()
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, input.briefId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
    .orderBy(asc(proposal.id))
    .for('no key update')
  const deadlineAt = addDays(at, await settingAt(tx, 'proposalDays', at))
  for (const row of rows) {
    const back = proposalTransitions.find(row.status, 'reopen', 'clock')
    const returned = proposalTransitions.find(row.status, 'return', 'clock')
    if (back.ok) await reopen(tx, row, back.to, at)
    else if (row.submittedAt) {
      const status = returned.ok ? returned.to : row.status
      await tx.update(proposal).set({ status, deadlineAt }).where(eq(proposal.id, row.id))
    }
    await enqueue(tx, 'notify', { event: 'brief-changed', subject: row.id, facts: { version } })
  }
}
