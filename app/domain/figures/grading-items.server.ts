import type { SignedIn } from '~/domain/identity/viewer'
import { markingDesk } from '~/domain/learning/reviews/marking-queries.server'
import { reviewsOf } from '~/domain/learning/reviews/review-queries.server'
import type { Reader } from '~/platform/database.server'
import type { Waiting } from './waiting-items.server'

/** Capstones that the viewer is to mark, and what waits for those who look after the marking. */
export async function gradingItems(db: Reader, viewer: SignedIn): Promise<Waiting[]> {
  const open = (await reviewsOf(db, viewer)).filter(({ state }) => state === 'open')
  const { appeals, missing } = await markingDesk(db, viewer)
  const plain = { values: {}, until: null }
  return [
    ...open.map((row) => ({
      id: `review-${row.id}`,
      href: `/reviewing/${row.id}`,
      title: 'grading.item_review' as const,
      sentence: null,
      values: {},
      about: row.title,
      until: row.dueAt,
    })),
    ...appeals.map((row) => ({
      ...plain,
      id: `appeal-${row.attemptId}`,
      href: `/reviewing/appeals/${row.attemptId}`,
      title: 'grading.item_appeal' as const,
      sentence: null,
      about: row.title,
    })),
    ...(viewer.operator
      ? missing.map((row) => ({
          ...plain,
          id: `reviewers-${row.attemptId}`,
          href: '/desk/reviews',
          title: 'grading.item_missing' as const,
          sentence: null,
          about: row.title,
        }))
      : []),
  ]
}
