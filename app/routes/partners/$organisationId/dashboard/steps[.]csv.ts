import { chosenTrack, dashboardTracks, dropOff } from '~/domain/figures/partner-dashboard.server'
import { serveFile } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { csvFile } from '~/platform/http/csv.server'

/** Every item of a track's latest version with how many have done it. */
export const loader = serveFile('person', async ({ viewer, params, url, db }) => {
  const organisationId = params.organisationId ?? ''
  const tracks = await dashboardTracks(db, viewer, { organisationId })
  const track = chosenTrack(tracks, url.searchParams.get('track'))
  if (!track) throw new Refused('track_missing')
  const { versionId } = track
  const { began, steps } = await dropOff(db, viewer, { organisationId, versionId })
  return csvFile(`${track.slug}-steps.csv`, [
    ['course', 'item', 'kind', 'title', 'began', 'done'],
    ...steps.map(({ course, itemKey, kind, title, done }) => {
      return [course, itemKey, kind, title, began, done]
    }),
  ])
})
