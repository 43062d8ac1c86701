import { sources } from '~/domain/market/search/documents/sources.server'
import { businessNow } from '~/platform/business-clock.server'
import { type Db, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { indexSubject } from './index-document'
import { task } from './task'

/** One job takes so many, then makes way for others. */
const atOnce = 200

type Place = { kind: string; after: string }

/** Indexes the next subjects of a kind; gives where to go on, null at the end of the last kind. */
export async function reindexFrom(db: Db, place: Place, at: Date): Promise<Place | null> {
  const index = sources.findIndex(({ kind }) => kind === place.kind)
  const source = sources[index]
  if (!source) return null
  const ids = await source.idsAfter(db, place.after, atOnce)
  for (const id of ids) await indexSubject(db, source.kind, id, at)
  const last = ids.at(-1)
  if (last !== undefined) return { kind: source.kind, after: last }
  const next = sources[index + 1]
  return next ? { kind: next.kind, after: '' } : null
}

export const firstPlace: Place = { kind: sources[0]?.kind ?? '', after: '' }

/** Reads every subject anew, a part in each job. */
export const reindexSearch = task('reindex-search', async ({ kind, after }, { db }) => {
  const place = { ...firstPlace, ...(kind ? { kind, after: after ?? '' } : {}) }
  const next = await reindexFrom(db, place, await businessNow(db))
  if (next) await inTransaction((tx) => enqueue(tx, 'reindex-search', next), db)
})
