import { session } from 'db/schema/identity'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import {
  endAllSessions,
  endOtherSessions,
  endSessionByHash,
} from './adapters/lucia-sessions.server'
import { assertMay } from './may'
import { operateDesk } from './permissions'
import { signedInById } from './session.server'

/** Ends one session of one's own. Signing out is ending the session that asks. */
export async function endSession(tx: Tx, input: { by: string; idHash: string }): Promise<void> {
  const ended = await endSessionByHash(tx, input.by, input.idHash)
  if (ended) await audit(tx, { by: input.by, act: 'session.end', subject: input.by })
}

/** Ends every session of one's own but the one that asks. */
export async function endMyOtherSessions(
  tx: Tx,
  input: { by: string; keepHash: string },
): Promise<void> {
  await endOtherSessions(tx, input.by, input.keepHash)
  await audit(tx, { by: input.by, act: 'session.end_others', subject: input.by })
}

/** The operator ends one session of a person, or all of them. */
export async function endSessionsOf(
  tx: Tx,
  input: { by: string; personId: string; idHash?: string },
): Promise<void> {
  assertMay(await signedInById(tx, input.by), operateDesk, null)
  const open = await tx
    .select({ idHash: session.idHash })
    .from(session)
    .where(
      and(
        eq(session.personId, input.personId),
        input.idHash ? eq(session.idHash, input.idHash) : undefined,
      ),
    )
  if (open.length === 0) throw new Refused('already_done')
  if (input.idHash) await endSessionByHash(tx, input.personId, input.idHash)
  else await endAllSessions(tx, input.personId)
  await audit(tx, {
    by: input.by,
    act: 'session.end_by_operator',
    subject: input.personId,
    facts: { sessions: open.length },
  })
}
