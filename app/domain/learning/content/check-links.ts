import type { TrackProblem, TrackProblemCode } from './check-track'
import type { Prerequisite, TrackContent } from './track-content'

/** What a track names of other tracks. */
export type TrackLinks = {
  readonly prerequisites: readonly Prerequisite[]
  readonly translationOf: string | null
}

/** The slugs of the tracks that have to be done first. */
export const neededTracks = ({ prerequisites }: Pick<TrackLinks, 'prerequisites'>): string[] =>
  prerequisites.flatMap((needed) => (needed.kind === 'track' ? [needed.slug] : []))

const originals = ({ translationOf }: TrackLinks) => (translationOf === null ? [] : [translationOf])

/** Every track that a track names. */
export const namedTracks = (links: TrackLinks): string[] => [
  ...neededTracks(links),
  ...originals(links),
]

/**
 * What is wrong with the tracks that a track names: itself, one that nobody can enrol in, or one that
 * leads back to it.
 * @param published the tracks that people can enrol in, by slug.
 */
export function linkProblems(
  content: Pick<TrackContent, 'slug' | 'prerequisites' | 'translationOf'>,
  published: ReadonlyMap<string, TrackLinks & { readonly title: string }>,
): TrackProblem[] {
  const found = (slug: string, kind: 'needed' | 'original', follow: typeof originals) => {
    const code = linkProblem(content.slug, slug, published, follow)
    const part = published.get(slug)?.title ?? slug
    return code ? [{ code: `${kind}_${code}` satisfies TrackProblemCode, itemKey: null, part }] : []
  }
  return [
    ...neededTracks(content).flatMap((slug) => found(slug, 'needed', neededTracks)),
    ...originals(content).flatMap((slug) => found(slug, 'original', originals)),
  ]
}

function linkProblem(
  from: string,
  to: string,
  published: ReadonlyMap<string, TrackLinks>,
  follow: (links: TrackLinks) => string[],
): 'self' | 'unknown' | 'circle' | null {
  if (to === from) return 'self'
  if (!published.has(to)) return 'unknown'
  const seen = new Set([to])
  // A set is walked on while it grows.
  for (const slug of seen) {
    const links = published.get(slug)
    for (const next of links ? follow(links) : []) seen.add(next)
  }
  return seen.has(from) ? 'circle' : null
}
