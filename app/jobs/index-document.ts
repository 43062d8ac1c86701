import { isSubjectKind, type SubjectKind } from '~/domain/market/search/document'
import { indexDocument } from '~/domain/market/search/index-document.server'
import { outcomesOfOffer } from '~/domain/reputation/offer-proof-queries.server'
import { verifiedOutcomes } from '~/domain/reputation/portfolio-queries.server'
import { businessNow } from '~/platform/business-clock.server'
import { type Db, inTransaction, type Tx } from '~/platform/database.server'
import { task } from './task'

async function verifiedOf(tx: Tx, kind: SubjectKind, id: string): Promise<number> {
  if (kind === 'offer') return outcomesOfOffer(tx, id)
  if (kind === 'person') return verifiedOutcomes(tx, { personId: id })
  return kind === 'team' ? verifiedOutcomes(tx, { teamId: id }) : 0
}

/** Brings one subject into search, or out of it, with its verified outcomes from the floor above. */
export function indexSubject(db: Db, kind: SubjectKind, id: string, at: Date) {
  return inTransaction((tx) => {
    const verified = () => verifiedOf(tx, kind, id)
    return indexDocument(tx, { kind, subjectId: id, verified, at })
  }, db)
}

/** A subject of search has changed. */
export const indexDocumentTask = task('index-document', async ({ kind, id }, { db }) => {
  if (isSubjectKind(kind)) await indexSubject(db, kind, id, await businessNow(db))
})
