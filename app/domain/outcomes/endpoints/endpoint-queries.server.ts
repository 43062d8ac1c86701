import { endpoint, endpointTrial, evaluation } from 'db/schema/outcomes'
import { desc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Audience } from '../evidence/verdict'
import { type EndpointKind, isAsked } from './endpoint'

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
  const { id, kind, url, headerNames, requestTemplate, answerPointer, createdAt } = found
  const { listPointer, answerRule, rowsPerRequest, concurrency } = found
  const [trial] = await db
    .select({ rows: endpointTrial.rows, answered: endpointTrial.answered })
    .from(endpointTrial)
    .where(eq(endpointTrial.endpointId, id))
    .orderBy(desc(endpointTrial.id))
    .limit(1)
  const host = isAsked(kind) ? new URL(url).host : null
  const shown = { endpointId: id, kind, host, createdAt, trial: trial ?? null }
  const reading = { answerPointer, listPointer, answerRule, rowsPerRequest, concurrency }
  const inner =
    audience === 'party' ? { kind, url, headerNames, requestTemplate, ...reading } : null
  return { ...shown, inner }
}

/** What a run asks, as it was registered when the run started; null where it asks nothing. */
export async function addressOfRun(
  db: Reader,
  evaluationId: string,
): Promise<{ kind: EndpointKind; url: string } | null> {
  const [found] = await db
    .select({ kind: endpoint.kind, url: endpoint.url })
    .from(evaluation)
    .innerJoin(endpoint, eq(endpoint.id, evaluation.endpointId))
    .where(eq(evaluation.id, evaluationId))
  return found ?? null
}

/** The address of one registration, which may no longer be the one that counts. */
export async function addressOfEndpoint(db: Reader, endpointId: string): Promise<string | null> {
  const [found] = await db
    .select({ url: endpoint.url })
    .from(endpoint)
    .where(eq(endpoint.id, endpointId))
  return found?.url ?? null
}
