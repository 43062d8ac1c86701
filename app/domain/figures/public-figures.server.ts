import { publicFigures } from 'db/schema/figures'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import type { PublicFigures } from './public-figures'

/** The public figures as they were last counted, the same for every viewer; null before the first count. */
export async function shownFigures(
  db: Reader,
  _viewer: Viewer,
): Promise<{ figures: PublicFigures; asOf: Date } | null> {
  const [row] = await db
    .select({ figures: publicFigures.body, asOf: publicFigures.asOf })
    .from(publicFigures)
  return row ?? null
}
