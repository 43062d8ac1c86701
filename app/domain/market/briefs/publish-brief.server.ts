import { brief, briefVersion } from 'db/schema/market'
import { eq } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { assertVerified } from '~/domain/identity/ask-for-check.server'
import { type Criterion, rowsNeeded } from '~/domain/outcomes/criteria/criterion'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { checkRules } from '~/domain/stewardship/rules'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import { lockBrief } from '../lock.server'
import { type BriefStatus, briefTransitions, leastCriteria, openBriefStatuses } from './brief'
import { termsOfBrief } from './brief-version'
import { assertOwn } from './offered-brief.server'

/** Sealed rows are needed as soon as one criterion is measured on them. */
async function assertRows(
  tx: Tx,
  row: typeof brief.$inferSelect,
  milestones: readonly (readonly Criterion[])[],
): Promise<void> {
  const needed = rowsNeeded(milestones)
  if (needed === 0) return
  const dataset = row.datasetId ? await datasetFacts(tx, row.datasetId, 'client') : null
  if (!dataset || dataset.deletedAt) throw new Refused('brief_incomplete')
  if (needed > dataset.drawableRows) {
    throw new Refused('dataset_too_small', { needed, rows: dataset.drawableRows })
  }
}

/**
 * Whether a draft holds all that a contract needs: criteria, their rows, and what its class asks for.
 * Where no milestones are known yet, one with every criterion needs the fewest rows.
 * @throws Refused criteria_too_few, brief_incomplete (no dataset), dataset_too_small, rule_fails.
 */
export async function assertComplete(
  tx: Tx,
  row: typeof brief.$inferSelect,
  milestones: readonly (readonly Criterion[])[] = [row.criteria],
): Promise<void> {
  if (row.criteria.length < leastCriteria) {
    throw new Refused('criteria_too_few', { least: leastCriteria })
  }
  await assertRows(tx, row, milestones)
  checkRules('publish_brief', row.workloadClass, { data: row.data })
}

/**
 * Shows the brief to everybody and opens it for proposals until its deadline. From here on it changes
 * only by a new version, and the dataset's root is public. Whoever answers it works on the client's
 * word, so the operator has to have seen who that is.
 * @throws Refused as `assertComplete`, offer_fixed for an order, client_unverified, transition_refused.
 */
export async function publishBrief(
  tx: Tx,
  input: { briefId: string; by: string; at: Date },
): Promise<{ status: BriefStatus }> {
  const row = await lockBrief(tx, input.briefId)
  await assertActsFor(tx, input.by, row.organisationId)
  assertOwn(row)
  if (openBriefStatuses.includes(row.status)) return { status: row.status }
  const step = briefTransitions.find(row.status, 'publish', 'client')
  if (!step.ok) throw new Refused('transition_refused')
  await assertVerified(tx, row.organisationId)
  await assertComplete(tx, row)
  await tx
    .update(brief)
    .set({
      status: step.to,
      publishedAt: input.at,
      deadlineAt: addDays(input.at, await settingAt(tx, 'briefDays', input.at)),
    })
    .where(eq(brief.id, row.id))
  await tx.insert(briefVersion).values({
    briefId: row.id,
    version: row.version,
    body: termsOfBrief(row),
    createdBy: input.by,
    createdAt: input.at,
  })
  await audit(tx, { by: input.by, act: 'brief.publish', subject: row.id })
  return { status: step.to }
}
