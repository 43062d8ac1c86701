import { brief } from 'db/schema/market'
import { inArray } from 'drizzle-orm'
import postgres from 'postgres'
import { openBriefStatuses } from '~/domain/market/briefs/brief'
import { isSubjectKind } from '~/domain/market/search/document'
import { indexSubject } from '~/jobs/index-document'
import { database } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import type { TestDatabase } from './database'

/** Does what the worker would with every change that waits in the queue; gives the subjects in it. */
export async function indexWaiting(
  db: Pick<TestDatabase, 'ownerUrl'>,
  at: Date,
): Promise<string[]> {
  const owner = postgres(db.ownerUrl, { max: 1, onnotice: () => {} })
  const jobs = await owner<{ payload: { kind: string; id: string } }[]>`
    delete from graphile_worker._private_jobs jobs using graphile_worker._private_tasks tasks
    where tasks.id = jobs.task_id and tasks.identifier = 'index-document' returning jobs.payload`
  await owner.end()
  const subjects = new Map(jobs.map(({ payload }) => [payload.id, payload.kind]))
  for (const [id, kind] of subjects) {
    if (isSubjectKind(kind)) await indexSubject(database(), kind, id, at)
  }
  return [...subjects.keys()]
}

/** Published briefs like one that is there. */
export async function copyBriefs(count: number): Promise<void> {
  const [row] = await database()
    .select()
    .from(brief)
    .where(inArray(brief.status, [...openBriefStatuses]))
  if (!row) throw new Error('There is no published brief.')
  const copies = Array.from({ length: count }, () => ({ ...row, id: newId('brief') }))
  await database().insert(brief).values(copies)
}
