import { enrolment } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { enrolled, monday } from 'tests/support/grading'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { makePerson, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { itemPage } from '~/domain/learning/enrolments/lesson-queries.server'
import { addDays } from '~/kernel/clock'
import { database } from '~/platform/database.server'

useDatabase()
const slug = 'read-me'
const titled = (title: string) => {
  const content = sampleTrack({ slug })
  return { ...content, title, courses: content.courses.map((one) => ({ ...one, title })) }
}
let first: Awaited<ReturnType<typeof publishedTrack>>
let second: Awaited<ReturnType<typeof publishedTrack>>
beforeAll(async () => {
  first = await publishedTrack({ content: titled('As it was') })
  second = await publishedTrack({ ...first, content: titled('As it is') })
})

const page = (viewer: Parameters<typeof itemPage>[1], itemKey: string) =>
  itemPage(database(), viewer, { slug, itemKey, at: monday })

describe('the page of an item', () => {
  it('is open to anybody for the first lesson of what is published, and closed for the rest', async () => {
    const stranger = await signedIn(await makePerson(database()))
    for (const viewer of [null, stranger]) {
      expect(await page(viewer, 'hello')).toMatchObject({
        ...{ open: true, trackTitle: 'As it is', enrolled: false, completed: null, number: 1 },
        ...{ back: null, next: { key: 'again' }, attempts: null },
      })
      expect(await page(viewer, 'again')).toEqual({ open: false })
      await expect(page(viewer, 'nothing')).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('shows learners the version that they are in, of two enrolments the one under way', async () => {
    const { enrolmentId, learner } = await enrolled(first)
    const viewer = await signedIn(learner)
    expect(await page(viewer, 'check')).toMatchObject({
      ...{ open: true, trackTitle: 'As it was', course: 'As it was', enrolled: true },
      ...{ completed: null, attempts: { past: [], next: { possible: true } } },
    })
    const over = { status: 'completed' as const, completedAt: addDays(monday, 1) }
    await database().update(enrolment).set(over).where(eq(enrolment.id, enrolmentId))
    expect(await page(viewer, 'again')).toMatchObject({ enrolled: true, completed: enrolmentId })
    await enrolled(second, { who: learner })
    expect(await page(viewer, 'again')).toMatchObject({ trackTitle: 'As it is', completed: null })
  })

  it('is open throughout to the partner’s own people', async () => {
    const viewer = await signedIn(first.partner.owner)
    expect(await page(viewer, 'report')).toMatchObject({ open: true, enrolled: false })
  })
})
