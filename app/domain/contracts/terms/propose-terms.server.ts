import { contract, contractTerms, milestone } from 'db/schema/contracts'
import { and, eq } from 'drizzle-orm'
import { rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { signingStatuses } from '../contract'
import { contractRow, currentTerms, lockContract, signingSide } from '../rows.server'
import { criteriaOf } from './build-terms'
import { assertJudgesApart } from './judges.server'
import type { Terms } from './terms'
import { changedTerms, type TermsChange } from './terms-changes'
import { termsText } from './terms-text.server'

/**
 * Either side proposes other terms while both still sign; the providers of the system are the
 * team's to name. It is a new version: signatures under the one before do not count for it, and the
 * time to sign starts anew.
 */
export async function proposeTerms(
  tx: Tx,
  input: {
    contractId: string
    /** The version that the change starts from. */
    version: number
    change: TermsChange
    note: string
    by: string
    at: Date
  },
): Promise<{ version: number; sha256: string }> {
  await signingSide(tx, await contractRow(tx, input.contractId), input.by)
  const row = await lockContract(tx, input.contractId)
  const side = await signingSide(tx, row, input.by)
  if (!signingStatuses.includes(row.status)) {
    throw new Refused('transition_refused', { from: row.status, event: 'propose_terms' })
  }
  if (input.change.manifest && side !== 'team') throw new Refused('not_allowed')
  const current = await currentTerms(tx, row.id)
  if (current.version !== input.version) {
    throw new Refused('terms_outdated', { version: current.version })
  }
  const changed = changedTerms(current.body, input.change)
  if (!changed.ok) {
    throw new Refused(changed.problem === 'amount_invalid' ? 'amount_invalid' : 'form_invalid', {
      problem: changed.problem,
    })
  }
  await assertMeasurable(tx, changed.terms)
  await assertJudgesApart(tx, changed.terms)
  const text = termsText(changed.terms)
  await tx.insert(contractTerms).values({
    contractId: row.id,
    version: changed.terms.version,
    body: changed.terms,
    ...text,
    note: input.note,
    createdBy: input.by,
    createdAt: input.at,
  })
  await writeDown(tx, row.id, changed.terms, input.at)
  await appendEvidence(tx, {
    contractReference: row.id,
    kind: 'terms_proposed',
    body: { version: changed.terms.version, sha256: text.sha256, side },
    at: input.at,
  })
  await audit(tx, { by: input.by, act: 'contract.propose_terms', subject: row.id, facts: { side } })
  await enqueue(tx, 'notify', {
    event: 'terms-changed',
    subject: row.id,
    facts: { version: changed.terms.version },
  })
  return { version: changed.terms.version, sha256: text.sha256 }
}

/** Changed criteria must still be decidable on the rows that are there. */
async function assertMeasurable(tx: Tx, terms: Terms): Promise<void> {
  for (const criterion of terms.criteria) {
    if (!validateCriterion(criterion).ok) {
      throw new Refused('form_invalid', { problem: 'criterion', criterion: criterion.id })
    }
  }
  const needed = rowsNeeded(terms.milestones.map((row) => criteriaOf(terms, row)))
  if (needed === 0) return
  const facts = terms.dataset ? await datasetFacts(tx, terms.dataset.id, 'party') : null
  if (!facts || needed > facts.rowsLeft) throw new Refused('dataset_too_small')
}

/** The contract and its milestones show what the newest version says. */
async function writeDown(tx: Tx, contractId: string, terms: Terms, at: Date): Promise<void> {
  await tx
    .update(contract)
    .set({
      termsVersion: terms.version,
      priceMinor: BigInt(terms.priceMinor),
      enteredAt: at,
      deadlineAt: addDays(at, await settingAt(tx, 'signingDays', at)),
    })
    .where(eq(contract.id, contractId))
  for (const row of terms.milestones) {
    await tx
      .update(milestone)
      .set({
        title: row.title,
        description: row.description,
        amountMinor: BigInt(row.amountMinor),
        weeks: row.weeks,
      })
      .where(and(eq(milestone.contractId, contractId), eq(milestone.position, row.position)))
  }
}
