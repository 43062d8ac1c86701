import { searchWord } from 'db/schema/search'
import { inArray, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { fold, writtenWords } from './fold'
import { deletionsOf, mistakesAllowed, nearest } from './spelling'
import { readText } from './text-query'

/** More words than these and it is a text, not a slip of the finger. */
const mostWords = 6

/** What was perhaps meant: the text with its unknown words replaced by near ones; null where nothing is near. */
export async function suggestText(db: Reader, typed: string): Promise<string | null> {
  const words = readText(typed).words.filter((word) => mistakesAllowed(word) > 0)
  if (words.length === 0 || words.length > mostWords) return null
  const known = await db
    .select({ word: searchWord.word })
    .from(searchWord)
    .where(inArray(searchWord.word, words))
  const unknown = words.filter((word) => !known.some((row) => row.word === word))
  const better = new Map<string, string>()
  for (const word of unknown) {
    // One look into the index for each: for all at once the planner reads the whole vocabulary.
    const rows = await db.execute<{ word: string; shown: string; documents: number }>(sql`
      select distinct found.word, found.shown, found.documents
      from unnest(${sql.param(deletionsOf(word))}::text[]) as lacking(word)
      cross join lateral (
        select word, shown, documents from search_word where deletions @> array[lacking.word] offset 0
      ) found`)
    const found = nearest(word, rows)
    const shown = rows.find((row) => row.word === found)?.shown
    if (shown) better.set(word, shown)
  }
  if (better.size === 0) return null
  return typed.replace(writtenWords, (word) => better.get(fold(word)) ?? word)
}
