import { chosenTrack, dashboardTracks } from '~/domain/figures/partner-dashboard.server'
import { quizFigures } from '~/domain/figures/quiz-figures.server'
import { serveFile } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { csvFile } from '~/platform/http/csv.server'

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)))

/** How each question of a track's latest version works. */
export const loader = serveFile('person', async ({ viewer, params, url, db }) => {
  const organisationId = params.organisationId ?? ''
  const tracks = await dashboardTracks(db, viewer, { organisationId })
  const track = chosenTrack(tracks, url.searchParams.get('track'))
  if (!track) throw new Refused('track_missing')
  const { versionId } = track
  const questions = await quizFigures(db, viewer, { organisationId, versionId })
  return csvFile(`${track.slug}-items.csv`, [
    [
      'quiz',
      'quiz_title',
      'question',
      'prompt',
      'attempts',
      'difficulty',
      'discrimination',
      'look',
    ],
    ...questions.map((row) => [
      ...[row.quizKey, row.quiz, row.question, row.prompt, row.attempts],
      ...[rounded(row.difficulty), rounded(row.discrimination), row.look],
    ]),
  ])
})
