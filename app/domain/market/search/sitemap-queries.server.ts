import { searchDocument } from 'db/schema/search'
import { asc, gte, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'

/** What the protocol of sitemaps allows in one file. */
export const mostInPiece = 50_000

/** The first subject of each piece: pieces keep their addresses while subjects are added at the end of one. */
export async function sitemapPieces(db: Reader, size = mostInPiece): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from (
      select subject_id as id, row_number() over (order by subject_id) as place from search_document
    ) numbered where (place - 1) % ${size} = 0 order by id`)
  return rows.map(({ id }) => id)
}

/** The addresses of one piece with the day of their last change. Everything in them is public. */
export async function sitemapPiece(db: Reader, from: string, size = mostInPiece) {
  return db
    .select({ url: searchDocument.url, changedAt: searchDocument.changedAt })
    .from(searchDocument)
    .where(gte(searchDocument.subjectId, from))
    .orderBy(asc(searchDocument.subjectId))
    .limit(size)
}
