import { shownFigures } from '~/domain/figures/public-figures.server'
import { serveFile } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'

/** All public figures for machines; amounts are decimal strings of minor units. */
export const loader = serveFile('anyone', async ({ db, viewer }) => {
  const shown = await shownFigures(db, viewer)
  if (!shown) throw new Refused('not_found')
  return Response.json({ asOf: shown.asOf.toISOString(), ...shown.figures })
})
