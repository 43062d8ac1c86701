import { exerciseDataset, item, track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleFiles, sampleTrack, urgentRows } from 'tests/support/learning'
import { joinOrganisation, makeOrganisation, makePerson } from 'tests/support/people'
import { expect, it } from 'vitest'
import { publishVersion } from '~/domain/learning/versions/publish-version.server'
import { readVersion } from '~/domain/learning/versions/read-version.server'
import { submitVersion } from '~/domain/learning/versions/submit-version.server'
import { loadVersionFile, pictureOf } from '~/domain/learning/versions/version-files.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { database, inTransaction } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'

useDatabase()
const at = new Date('2026-03-02T09:00:00Z')
const as = (slug: string) => sampleTrack({ slug })

it('gives back what was written, whole', async () => {
  const { versionId } = await publishedTrack({ content: as('whole') })
  const stored = await readVersion(database(), versionId)
  expect(stored?.content).toEqual(as('whole'))
  expect(stored?.files.map(({ path }) => path)).toEqual(['assets/line.svg', 'data/messages.csv'])
})

it('renders what learners see, without the right answers', async () => {
  const { versionId } = await publishedTrack({ content: as('rendered') })
  const rows = await database().select().from(item).where(eq(item.versionId, versionId))
  const quiz = rows.find(({ key }) => key === 'check')?.rendered
  const lesson = rows.find(({ key }) => key === 'hello')?.rendered
  expect(lesson).toMatchObject({ kind: 'lesson', headings: [{ text: 'A heading' }] })
  expect(JSON.stringify(lesson)).toContain(`/track-files/${versionId}/line.svg`)
  expect(JSON.stringify(quiz)).not.toMatch(/correct|accept|sensitivity|tolerance/)
})

it('keeps labelled rows encrypted and seals them', async () => {
  const { versionId } = await publishedTrack({ content: as('sealed') })
  const stored = await readVersion(database(), versionId)
  const rows = stored?.files.find(({ path }) => path === 'data/messages.csv')
  if (!rows) throw new Error('the rows were not kept')
  expect((await loadFile(rows.fileKey)).includes('urgent')).toBe(false)
  expect((await loadVersionFile(rows)).equals(urgentRows(400))).toBe(true)
  expect(await pictureOf(database(), versionId, 'data/messages.csv')).toBeNull()
  const sealed = await database()
    .select()
    .from(exerciseDataset)
    .where(eq(exerciseDataset.versionId, versionId))
  expect(sealed).toHaveLength(1)
})

it('publishes the next version beside what learners began with, on the same sealed rows', async () => {
  const first = await publishedTrack({ content: as('next') })
  const second = await publishedTrack({ ...first, content: { ...as('next'), title: 'Better' } })
  const versions = await database()
    .select({ number: trackVersion.number, status: trackVersion.status })
    .from(trackVersion)
    .where(eq(trackVersion.trackId, first.trackId))
    .orderBy(trackVersion.number)
  expect(versions).toEqual([
    { number: 1, status: 'superseded' },
    { number: 2, status: 'published' },
  ])
  const [one, two] = await Promise.all(
    [first, second].map(({ versionId }) =>
      database().select().from(exerciseDataset).where(eq(exerciseDataset.versionId, versionId)),
    ),
  )
  expect(one?.[0]?.datasetId).toBe(two?.[0]?.datasetId)
})

it('takes neither a slug that is taken nor a second draft', async () => {
  const first = await publishedTrack({ content: as('taken') })
  const write = (trackId?: string) =>
    inTransaction((tx) =>
      writeVersion(tx, {
        partnerId: first.partner.organisationId,
        ...(trackId ? { trackId } : {}),
        content: as('taken'),
        files: sampleFiles,
        by: first.partner.owner.personId,
        at,
      }),
    )
  await expect(write()).rejects.toMatchObject({ code: 'slug_taken' })
  await write(first.trackId)
  await expect(write(first.trackId)).rejects.toMatchObject({ code: 'already_done' })
  expect(await database().select().from(track).where(eq(track.slug, 'taken'))).toHaveLength(1)
})

it('is published by somebody else than its author, when nothing is missing', async () => {
  const partner = await makeOrganisation({ kind: 'partner' })
  const author = await joinOrganisation(partner, 'author')
  const reviewer = await joinOrganisation(partner, 'reviewer')
  const write = (slug: string, files = sampleFiles) =>
    inTransaction((tx) =>
      writeVersion(tx, {
        ...{ partnerId: partner.organisationId, content: as(slug), files },
        ...{ by: author.personId, at },
      }),
    )
  const submit = (versionId: string, by = author.personId) =>
    inTransaction((tx) => submitVersion(tx, { versionId, by, at }))
  const publish = (versionId: string, by: string) =>
    inTransaction((tx) => publishVersion(tx, { versionId, by, at }))
  const operator = await makePerson(database())

  const bare = await write('bare', [])
  await expect(submit(bare.versionId)).rejects.toMatchObject({ code: 'track_incomplete' })
  const { versionId } = await write('four-eyes')
  await expect(submit(versionId, reviewer.personId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(publish(versionId, operator.personId)).rejects.toMatchObject({
    code: 'transition_refused',
  })
  await submit(versionId)
  await expect(publish(versionId, author.personId)).rejects.toMatchObject({ code: 'not_allowed' })
  await publish(versionId, operator.personId)
  await expect(publish(versionId, operator.personId)).rejects.toMatchObject({
    code: 'transition_refused',
  })
})

it('lets nobody change what was published, not even in the database', async () => {
  const { versionId, trackId } = await publishedTrack({ content: as('kept') })
  const db = database()
  const refused = { cause: { code: 'SM003' } }
  const ofVersion = eq(item.versionId, versionId)
  await expect(db.update(item).set({ title: 'Other' }).where(ofVersion)).rejects.toMatchObject(
    refused,
  )
  await expect(db.delete(item).where(ofVersion)).rejects.toMatchObject(refused)
  await expect(
    db.update(trackVersion).set({ title: 'Other' }).where(eq(trackVersion.id, versionId)),
  ).rejects.toMatchObject(refused)
  await expect(db.delete(track).where(eq(track.id, trackId))).rejects.toMatchObject({
    cause: { code: '42501' },
  })
})
