import { searchDocument, searchWord } from 'db/schema/search'
import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import type { SearchDocument, SubjectKind } from './document'
import { sourceOf } from './documents/sources.server'
import { facetToken } from './facets'
import { languageOf, spellingsOf } from './fold'
import { deletionsOf } from './spelling'

/**
 * Brings what search knows of a subject up to date: writes what is public of it, and removes what is
 * not. `verified` tells how many of its milestones were paid with a met verdict; it is asked under the
 * lock, like everything else. Safe to run at any time.
 */
export async function indexDocument(
  tx: Tx,
  input: { kind: SubjectKind; subjectId: string; verified: () => Promise<number>; at: Date },
): Promise<{ listed: boolean }> {
  const { kind, subjectId, verified, at } = input
  // Two jobs of one subject: the second reads after the first has written, so that no old reading wins.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${subjectId}, 727432))`)
  const found = (await sourceOf(kind)?.read(tx, subjectId)) ?? null
  const [before] = await tx
    .select({ words: searchDocument.words })
    .from(searchDocument)
    .where(eq(searchDocument.subjectId, subjectId))
  const words = spellingsOf(found ? `${found.title} ${found.summary}` : '')
  if (found) await write(tx, found, [...words.keys()], { verified: await verified(), at })
  else if (before) await tx.delete(searchDocument).where(eq(searchDocument.subjectId, subjectId))
  await countWords(tx, before?.words ?? [], words)
  return { listed: found !== null }
}

async function write(
  tx: Tx,
  document: SearchDocument,
  words: string[],
  { verified, at }: { verified: number; at: Date },
): Promise<void> {
  const { title, summary, text, publishedAt, url, kind } = document
  const { currency, amountMinor, amountIsLeast } = document
  const language = document.language ?? languageOf(`${title} ${summary} ${text}`)
  const facets = [...new Set([facetToken('kind', kind), ...document.facets])].sort()
  const values = {
    ...{ kind, url, title, summary, language, facets, verified, publishedAt },
    ...{ currency, amountMinor, amountIsLeast, words, changedAt: at },
    vector: sql`search_vector(${language}, ${title}, ${summary}, ${text}, ${sql.param(facets, searchDocument.facets)})`,
  }
  await tx
    .insert(searchDocument)
    .values({ subjectId: document.subjectId, listedAt: at, ...values })
    .onConflictDoUpdate({ target: searchDocument.subjectId, set: values })
}

/** Keeps the vocabulary: in the order of the words, so that no two jobs wait for each other in a circle. */
async function countWords(
  tx: Tx,
  before: readonly string[],
  after: ReadonlyMap<string, string>,
): Promise<void> {
  const gone = before.filter((word) => !after.has(word))
  const fresh = [...after.keys()].filter((word) => !before.includes(word))
  const changed = [...gone, ...fresh].sort()
  if (changed.length === 0) return
  const rows = changed.map((word) => {
    const shown = after.get(word)
    const documents = shown === undefined ? -1 : 1
    return { word, shown: shown ?? word, documents, deletions: deletionsOf(word) }
  })
  await tx
    .insert(searchWord)
    .values(rows)
    .onConflictDoUpdate({
      target: searchWord.word,
      set: { documents: sql`${searchWord.documents} + excluded.documents` },
    })
  if (gone.length === 0) return
  await tx
    .delete(searchWord)
    .where(and(inArray(searchWord.word, gone), lte(searchWord.documents, 0)))
}
