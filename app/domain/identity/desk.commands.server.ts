import { sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type SettingKey, settingRange } from '~/platform/settings'
import { setSetting } from '~/platform/settings.server'
import { assertMay } from './may'
import { operateDesk } from './permissions'
import { signedInById } from './session.server'

/** Gives a failed job a fresh set of tries, from now on. */
export async function retryJob(tx: Tx, input: { jobId: string; by: string }): Promise<void> {
  assertMay(await signedInById(tx, input.by), operateDesk, null)
  if (!/^\d{1,18}$/.test(input.jobId)) throw new Refused('not_found')
  const [row] = await tx.execute<{ done: boolean }>(
    sql`select queue_retry(${input.jobId}::bigint) as done`,
  )
  if (!row?.done) throw new Refused('already_done')
  await audit(tx, { by: input.by, act: 'job.retry', subject: input.jobId })
}

/** Dates a lever's new value. The past cannot be changed: an earlier date counts as now. */
export async function dateSetting(
  tx: Tx,
  input: { key: SettingKey; value: number; effectiveAt: Date | null; by: string; at: Date },
): Promise<void> {
  assertMay(await signedInById(tx, input.by), operateDesk, null)
  const { least, most } = settingRange(input.key)
  if (!Number.isInteger(input.value) || input.value < least || input.value > most) {
    throw new Refused('form_invalid')
  }
  const effectiveAt =
    input.effectiveAt && input.effectiveAt > input.at ? input.effectiveAt : input.at
  await setSetting(tx, { key: input.key, value: input.value, effectiveAt, by: input.by })
  await audit(tx, {
    by: input.by,
    act: 'setting.change',
    subject: input.key,
    facts: { value: input.value, effectiveAt: effectiveAt.toISOString() },
  })
}
