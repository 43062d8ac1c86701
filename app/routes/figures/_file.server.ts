import type { FigureRows } from '~/domain/figures/figure-rows'
import type { PublicFigures } from '~/domain/figures/public-figures'
import { shownFigures } from '~/domain/figures/public-figures.server'
import type { ServeArgs } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { csvFile } from '~/platform/http/csv.server'

/** One figure as a file. @throws Refused not_found before the first count */
export async function figureFile(
  { db, viewer }: Pick<ServeArgs<'anyone'>, 'db' | 'viewer'>,
  name: string,
  rowsOf: (figures: PublicFigures, asOf: string) => FigureRows,
): Promise<Response> {
  const shown = await shownFigures(db, viewer)
  if (!shown) throw new Refused('not_found')
  return csvFile(name, rowsOf(shown.figures, shown.asOf.toISOString()))
}
