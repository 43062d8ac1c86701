import { endpoint, endpointTrial, evaluation } from 'db/schema/outcomes'
import { desc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Audience } from './verdict'

/**
 * The registration that counts for a milestone, with what its last trial came to; the names of
 * secret headers, never their values.
 */
export async function endpointOf(
  db: Reader,
  reference: string,
  audience: Exclude<Audience, 'public'>,
) {
  const [found] = await db
    .select()
    .from(endpoint)
    .where(eq(endpoint.reference, reference))
    .orderBy(desc(endpoint.createdAt), desc(endpoint.id))
    .limit(1)
  if (!found) return null
  const { id, url, headerNames, requestTemplate, answerPointer, createdAt } = found
  const [trial] = await db
    .select({ rows: endpointTrial.rows, answered: endpointTrial.answered })
    .from(endpointTrial)
    .where(eq(endpointTrial.endpointId, id))
    .orderBy(desc(endpointTrial.id))
    .limit(1)
  const shown = { endpointId: id, host: new URL(url).host, createdAt, trial: trial ?? null }
  const inner = audience === 'party' ? { url, headerNames, requestTemplate, answerPointer } : null
  return { ...shown, inner }
}

/** The address that a run sends to, as it was registered when it started; null when it sends nothing. */
export async function addressOfRun(db: Reader, evaluationId: string): Promise<string | null> {
  const [found] = await db
    .select({ url: endpoint.url })
    .from(evaluation)
    .innerJoin(endpoint, eq(endpoint.id, evaluation.endpointId))
    .where(eq(evaluation.id, evaluationId))
  return found?.url ?? null
}

/** The address of one registration, which may no longer be the one that counts. */
export async function addressOfEndpoint(db: Reader, endpointId: string): Promise<string | null> {
  const [found] = await db
    .select({ url: endpoint.url })
    .from(endpoint)
    .where(eq(endpoint.id, endpointId))
  return found?.url ?? null
}
