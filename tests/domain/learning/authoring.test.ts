import { item, itemRevision, trackVersion } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { at, emptyDraft, makeDraft, makeWorkshop, type Workshop } from 'tests/support/authoring'
import { useDatabase } from 'tests/support/database'
import { sampleTrack, urgentRows } from 'tests/support/learning'
import { makeOrganisation, signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  draftPage,
  headPage,
  versionsPage,
  workshop,
} from '~/domain/learning/versions/author-queries.server'
import { reviewedVersion, versionsInReview } from '~/domain/learning/versions/desk-queries.server'
import { addPicture, putRows, removePicture } from '~/domain/learning/versions/draft-files.server'
import {
  addCourse,
  addItem,
  moveCourse,
  moveItem,
  removeCourse,
  removeItem,
  renameCourse,
  returnItem,
} from '~/domain/learning/versions/edit-outline.server'
import { itemHistory, itemPage } from '~/domain/learning/versions/item-queries.server'
import { keepLateText } from '~/domain/learning/versions/keep-late-text.server'
import { picture } from '~/domain/learning/versions/picture-queries.server'
import { readVersion } from '~/domain/learning/versions/read-version.server'
import { bringHeadBack, headHash, saveHead } from '~/domain/learning/versions/save-head.server'
import { bringBack, type SaveItem, saveItem } from '~/domain/learning/versions/save-item.server'
import { startNextVersion, startTrack } from '~/domain/learning/versions/start-draft.server'
import { loadVersionFile } from '~/domain/learning/versions/version-files.server'
import {
  discardDraft,
  handInVersion,
  publishReviewed,
  sendBackVersion,
  takeBackVersion,
  withdrawVersion,
} from '~/domain/learning/versions/version-steps.server'
import { notificationTable } from '~/domain/notifications/notification-table.server'
import { notify } from '~/domain/notifications/notify.server'
import { database, inTransaction, type Tx } from '~/platform/database.server'

useDatabase()
let shop: Workshop
beforeAll(async () => {
  shop = await makeWorkshop()
})

const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(work)
const refusal = (code: string) => expect.objectContaining({ code })
const body = (text: string) => ({ kind: 'lesson' as const, body: text })

const lesson = (versionId: string, given: Partial<SaveItem>): SaveItem => ({
  ...{ versionId, itemKey: 'hello', revision: 1, title: 'Hello', minutes: 5 },
  ...{ content: body('New text.'), by: shop.author.personId, at, ...given },
})
const bodyNow = async (versionId: string, itemKey = 'hello') => {
  const [row] = await database()
    .select()
    .from(item)
    .where(and(eq(item.versionId, versionId), eq(item.key, itemKey)))
  return row?.content.kind === 'lesson' ? row.content.body : null
}
const keptOf = (versionId: string, itemKey = 'hello') =>
  database()
    .select({ revision: itemRevision.revision, content: itemRevision.content })
    .from(itemRevision)
    .where(and(eq(itemRevision.versionId, versionId), eq(itemRevision.itemKey, itemKey)))
    .orderBy(itemRevision.revision)
const order = async (versionId: string) =>
  (await readVersion(database(), versionId))?.content.courses.map(
    ({ key, items }) => `${key}: ${items.map((one) => one.key).join(' ')}`,
  )

describe('saving an item', () => {
  it('keeps what it replaces, and writes nothing where nothing changed', async () => {
    const { versionId } = await makeDraft(shop)
    expect(await run((tx) => saveItem(tx, lesson(versionId, {})))).toEqual({ revision: 2 })
    expect(await run((tx) => saveItem(tx, lesson(versionId, { revision: 2 })))).toEqual({
      revision: 2,
    })
    const kept = await keptOf(versionId)
    expect(kept).toMatchObject([
      { revision: 1, content: { body: expect.stringContaining('heading') } },
    ])
  })

  it('overwrites nothing that somebody has saved meanwhile', async () => {
    const { versionId } = await makeDraft(shop)
    await run((tx) => saveItem(tx, lesson(versionId, { content: body('Theirs.') })))
    const mine = lesson(versionId, { content: body('Mine.'), by: shop.second.personId })
    await expect(run((tx) => saveItem(tx, mine))).rejects.toEqual(refusal('changed_meanwhile'))
    expect(await bodyNow(versionId)).toBe('Theirs.')
  })

  it('lets two who press at the same moment have one save and one refusal', async () => {
    const { versionId } = await makeDraft(shop)
    const both = await Promise.allSettled(
      ['A.', 'B.'].map((text) =>
        run((tx) => saveItem(tx, lesson(versionId, { content: body(text) }))),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keeps a text that came too late, in one row while its editor goes on', async () => {
    const { versionId, trackId } = await makeDraft(shop)
    await run((tx) => saveItem(tx, lesson(versionId, { content: body('Theirs.') })))
    const mine = { ...lesson(versionId, { by: shop.second.personId }), trackId }
    const keep = (text: string, late: number | null) =>
      run((tx) => keepLateText(tx, { ...mine, content: body(text), late }))
    const { late } = await keep('Mine', null)
    expect(await keep('Mine, longer', late)).toEqual({ late })
    expect(await keep('Mine, longer', null)).toEqual({ late })
    expect((await keep('From another tab', null)).late).not.toBe(late)
    await run((tx) => handInVersion(tx, { versionId, by: shop.author.personId, at }))
    expect(await keep('Mine, after the hand-in', late)).toEqual({ late })
    for (const who of [shop.reviewer, shop.stranger, shop.operator]) {
      await expect(
        run((tx) => keepLateText(tx, { ...mine, late: null, by: who.personId })),
      ).rejects.toEqual(refusal('not_found'))
    }
    expect(await bodyNow(versionId)).toBe('Theirs.')
    const of = { organisationId: shop.partnerId, trackId, itemKey: 'hello' }
    const history = await itemHistory(database(), await signedIn(shop.second), of)
    expect(history.late.map(({ content }) => content)).toEqual(
      expect.arrayContaining([body('Mine, after the hand-in'), body('From another tab')]),
    )
    await run((tx) => takeBackVersion(tx, { versionId, by: shop.author.personId, at }))
    const back = { versionId, itemKey: 'hello', revision: 2, by: shop.second.personId, at }
    await run((tx) => bringBack(tx, { ...back, kept: { late } }))
    expect(await bodyNow(versionId)).toBe('Mine, after the hand-in')
  })

  it('counts what one person types in a row as one step of the history', async () => {
    const { versionId } = await makeDraft(shop)
    const typed = (revision: number, text: string, seconds: number) =>
      run((tx) =>
        saveItem(
          tx,
          lesson(versionId, {
            ...{ revision, content: body(text), byItself: true },
            at: new Date(at.getTime() + seconds * 1_000),
          }),
        ),
      )
    await typed(1, 'a', 1)
    await typed(2, 'ab', 5)
    await typed(3, 'abc', 9)
    expect((await keptOf(versionId)).map(({ revision }) => revision)).toEqual([1])
    await typed(4, 'abcd', 3_600)
    expect((await keptOf(versionId)).map(({ revision }) => revision)).toEqual([1, 4])
    // What somebody has asked to be saved is never replaced without a trace.
    await run((tx) => saveItem(tx, lesson(versionId, { revision: 5, content: body('asked') })))
    await typed(6, 'asked, and more', 3_610)
    expect((await keptOf(versionId)).map(({ revision }) => revision)).toEqual([1, 4, 5, 6])
  })

  it('brings an earlier text back as one more save', async () => {
    const { versionId, trackId } = await makeDraft(shop)
    const before = await bodyNow(versionId)
    await run((tx) => saveItem(tx, lesson(versionId, {})))
    const back = {
      versionId,
      itemKey: 'hello',
      kept: { revision: 1 },
      by: shop.second.personId,
      at,
    }
    await expect(run((tx) => bringBack(tx, { ...back, revision: 1 }))).rejects.toEqual(
      refusal('changed_meanwhile'),
    )
    await run((tx) => bringBack(tx, { ...back, revision: 2 }))
    expect(await bodyNow(versionId)).toBe(before)
    const viewer = await signedIn(shop.author)
    const of = { organisationId: shop.partnerId, trackId, itemKey: 'hello' }
    const { kept } = await itemHistory(database(), viewer, of)
    expect(kept.map(({ revision }) => revision)).toEqual([2, 1])
  })

  it('refuses half a megabyte and texts that no parser should meet, in a sentence', async () => {
    const { versionId } = await makeDraft(shop)
    for (const [text, code] of [
      ['word '.repeat(100_000), 'markdown_too_long'],
      [`${'> '.repeat(200)}deep`, 'markdown_too_deep'],
    ] as const) {
      await expect(
        run((tx) => saveItem(tx, lesson(versionId, { content: body(text) }))),
      ).rejects.toEqual(refusal(code))
    }
  })

  it('is for those who write, and for drafts', async () => {
    const { versionId } = await makeDraft(shop)
    for (const who of [shop.reviewer, shop.member, shop.stranger, shop.operator]) {
      await expect(
        run((tx) => saveItem(tx, lesson(versionId, { by: who.personId }))),
      ).rejects.toEqual(refusal('not_found'))
    }
    await run((tx) => handInVersion(tx, { versionId, by: shop.author.personId, at }))
    await expect(run((tx) => saveItem(tx, lesson(versionId, {})))).rejects.toEqual(
      refusal('version_closed'),
    )
  })
})

describe('the outline', () => {
  it('is built, moved about and taken apart, and nothing written is lost', async () => {
    const { versionId } = await emptyDraft(shop, 'From cleaning to measuring')
    const by = { versionId, by: shop.author.personId, at }
    const one = await run((tx) => addCourse(tx, { ...by, title: 'First steps', summary: '' }))
    const two = await run((tx) => addCourse(tx, { ...by, title: 'پہلا قدم', summary: '' }))
    expect([one.courseKey, two.courseKey]).toEqual(['first-steps', 'course-1'])
    const add = (courseKey: string, title: string, kind: 'lesson' | 'quiz' = 'lesson') =>
      run((tx) => addItem(tx, { ...by, courseKey, kind, title }))
    await add('first-steps', 'A')
    await add('first-steps', 'B')
    await add('course-1', 'A', 'quiz')
    expect(await order(versionId)).toEqual(['first-steps: a b', 'course-1: a-2'])
    const move = (itemKey: string, step: -1 | 1) =>
      run((tx) => moveItem(tx, { ...by, itemKey, step }))
    await move('a', 1)
    expect(await order(versionId)).toEqual(['first-steps: b a', 'course-1: a-2'])
    await move('a', 1)
    expect(await order(versionId)).toEqual(['first-steps: b', 'course-1: a a-2'])
    await move('a-2', 1)
    await move('b', -1)
    expect(await order(versionId)).toEqual(['first-steps: b', 'course-1: a a-2'])
    await run((tx) => moveCourse(tx, { ...by, courseKey: 'course-1', step: -1 }))
    await run((tx) => renameCourse(tx, { ...by, courseKey: 'course-1', title: 'X', summary: '' }))
    expect(await order(versionId)).toEqual(['course-1: a a-2', 'first-steps: b'])
    await run((tx) => removeItem(tx, { ...by, itemKey: 'b' }))
    await run((tx) => removeCourse(tx, { ...by, courseKey: 'course-1' }))
    expect(await order(versionId)).toEqual(['first-steps: '])
    await expect(add('course-1', 'C')).rejects.toEqual(refusal('not_found'))
    expect((await add('first-steps', 'B')).itemKey).toBe('b-2')
    // /tracks/:slug/sponsor is a page.
    const sponsor = await add('first-steps', 'Sponsor')
    expect(sponsor.itemKey).toBe('sponsor-2')
    await run((tx) => removeItem(tx, { ...by, ...sponsor }))
    await run((tx) => returnItem(tx, { ...by, itemKey: 'a' }))
    await run((tx) => returnItem(tx, { ...by, itemKey: 'b' }))
    expect(await order(versionId)).toEqual(['first-steps: b-2 a b'])
    await expect(run((tx) => returnItem(tx, { ...by, itemKey: 'b' }))).rejects.toEqual(
      refusal('already_done'),
    )
  })

  it('goes on with the history of an item that came back', async () => {
    const { versionId } = await makeDraft(shop)
    const by = { versionId, itemKey: 'hello', by: shop.author.personId, at }
    await run((tx) => removeItem(tx, by))
    await run((tx) => returnItem(tx, by))
    await run((tx) => saveItem(tx, lesson(versionId, { revision: 2 })))
    expect((await keptOf(versionId)).map(({ revision }) => revision)).toEqual([1, 2])
  })
})

describe('the head of a track', () => {
  it('is saved once, notices the other, and frees no address that is taken', async () => {
    const first = await makeDraft(shop)
    const second = await makeDraft(shop)
    const content = (await readVersion(database(), first.versionId))?.content ?? sampleTrack()
    const taken = (await readVersion(database(), second.versionId))?.content.slug ?? ''
    const { courses: _, ...head } = content
    const save = (given: Partial<typeof head>, seen = headHash(content)) =>
      run((tx) =>
        saveHead(tx, {
          ...{ versionId: first.versionId, seen, by: shop.author.personId, at },
          head: { ...head, ...given },
        }),
      )
    await expect(save({ slug: taken })).rejects.toEqual(refusal('slug_taken'))
    await save({ title: 'Between' })
    const between = (await readVersion(database(), first.versionId))?.content ?? content
    await save(
      { title: 'Better', price: { currency: 'PKR', amountMinor: '1200000' } },
      headHash(between),
    )
    await expect(save({ title: 'Mine' })).rejects.toEqual(refusal('changed_meanwhile'))
    const now = (await readVersion(database(), first.versionId))?.content
    expect(now).toMatchObject({
      title: 'Better',
      price: { currency: 'PKR', amountMinor: '1200000' },
    })
    const of = { organisationId: shop.partnerId, trackId: first.trackId }
    const page = await headPage(database(), await signedIn(shop.second), of)
    expect(page).toMatchObject({
      savedBy: shop.author.name,
      savedByMe: false,
      earlier: [{ head: { title: 'Between' } }, { head: { title: content.title } }],
    })
    const [{ id: replacedId } = { id: 0 }] = page.earlier.slice(1)
    const back = (seen: string, versionId = first.versionId) =>
      run((tx) => bringHeadBack(tx, { versionId, replacedId, seen, by: shop.second.personId, at }))
    await expect(back(headHash(content))).rejects.toEqual(refusal('changed_meanwhile'))
    await expect(back(page.seen, second.versionId)).rejects.toEqual(refusal('not_found'))
    await back(page.seen)
    expect(await headPage(database(), await signedIn(shop.second), of)).toMatchObject({
      ...{ seen: headHash(content), savedByMe: true, content: { title: content.title } },
      earlier: [{ head: { title: 'Better' } }, {}, {}],
    })
  })
})

describe('files of a draft', () => {
  it('are pictures that are pictures, for those who may see them', async () => {
    const { versionId } = await makeDraft(shop)
    const by = { versionId, by: shop.author.personId }
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    const { path } = await run((tx) =>
      addPicture(tx, { ...by, fileName: 'My Plan.svg', bytes: drawing }),
    )
    expect(path).toBe('assets/my-plan.svg')
    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
    await expect(
      run((tx) => addPicture(tx, { ...by, fileName: 'x.svg', bytes: script })),
    ).rejects.toEqual(refusal('form_invalid'))
    const of = { versionId, name: 'my-plan.svg' }
    const seen = await picture(database(), await signedIn(shop.reviewer), of)
    expect(seen).toMatchObject({ mediaType: 'image/svg+xml', open: false })
    for (const viewer of [null, await signedIn(shop.member), await signedIn(shop.stranger)]) {
      await expect(picture(database(), viewer, of)).rejects.toEqual(refusal('not_found'))
    }
    for (const name of ['messages.csv', '../data/messages.csv', 'none.png']) {
      await expect(
        picture(database(), await signedIn(shop.author), { versionId, name }),
      ).rejects.toEqual(refusal('not_found'))
    }
    await run((tx) => removePicture(tx, { ...by, path }))
    await expect(picture(database(), await signedIn(shop.author), of)).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('are rows that are checked, encrypted, and give the exercise its labels', async () => {
    const { versionId } = await makeDraft(shop)
    const given = {
      ...{ versionId, itemKey: 'urgent', by: shop.author.personId, at },
      ...{ fileName: 'new.csv', labelColumn: 'label' },
    }
    const broken = Buffer.from('message,label\nhello,\nbye,other\n')
    await expect(run((tx) => putRows(tx, { ...given, bytes: broken }))).rejects.toMatchObject({
      code: 'dataset_invalid',
      problems: [{ row: 1 }],
    })
    const rows = Buffer.from(String(urgentRows(300)).replaceAll(',other', ',calm'))
    expect(await run((tx) => putRows(tx, { ...given, bytes: rows }))).toEqual({ rows: 300 })
    const stored = await readVersion(database(), versionId)
    const file = stored?.files.find(({ path }) => path === 'data/urgent.csv')
    expect(file?.secret).toBe(true)
    expect(file && (await loadVersionFile(file)).equals(rows)).toBe(true)
    expect(stored?.files.some(({ path }) => path === 'data/messages.csv')).toBe(false)
    const exercise = stored?.content.courses[0]?.items.find(({ key }) => key === 'urgent')
    expect(exercise).toMatchObject({ exercise: { criterion: { labels: ['calm', 'urgent'] } } })
  })
})

describe('a version between its writers and the operator', () => {
  const status = async (versionId: string) => {
    const [row] = await database()
      .select({ status: trackVersion.status, note: trackVersion.reviewNote })
      .from(trackVersion)
      .where(eq(trackVersion.id, versionId))
    return row
  }
  const step = (versionId: string, who = shop.author) => ({ versionId, by: who.personId, at })

  it('is handed in, taken back, sent back with a note, and published by somebody else', async () => {
    const { versionId, trackId } = await makeDraft(shop)
    await run((tx) => handInVersion(tx, step(versionId)))
    expect((await status(versionId))?.status).toBe('in_review')
    await run((tx) => takeBackVersion(tx, step(versionId)))
    await run((tx) => handInVersion(tx, step(versionId)))
    const operator = await signedIn(shop.operator)
    const { waiting } = await versionsInReview(database(), operator)
    expect(waiting.map(({ id }) => id)).toContain(versionId)
    await run((tx) => sendBackVersion(tx, { ...step(versionId, shop.operator), note: 'Say more.' }))
    expect(await status(versionId)).toEqual({ status: 'draft', note: 'Say more.' })
    await run((tx) => handInVersion(tx, step(versionId)))
    for (const who of [shop.author, shop.owner, shop.stranger]) {
      await expect(run((tx) => publishReviewed(tx, step(versionId, who)))).rejects.toEqual(
        refusal('not_found'),
      )
    }
    await run((tx) => publishReviewed(tx, step(versionId, shop.operator)))
    expect((await status(versionId))?.status).toBe('published')

    const next = await run((tx) => startNextVersion(tx, { trackId, by: shop.second.personId, at }))
    await expect(
      run((tx) => startNextVersion(tx, { trackId, by: shop.second.personId, at })),
    ).rejects.toEqual(refusal('already_done'))
    await run((tx) => saveItem(tx, lesson(next.versionId, { title: 'Welcome' })))
    const viewer = await signedIn(shop.author)
    const of = { organisationId: shop.partnerId, trackId }
    const { versions } = await versionsPage(database(), viewer, of)
    expect(versions.map(({ number }) => number)).toEqual([2, 1])
    expect(versions[0]?.difference?.items).toMatchObject([{ key: 'hello', change: 'changed' }])
    const review = await reviewedVersion(database(), operator, next.versionId)
    expect(review.difference).toMatchObject({ from: 1, items: [{ key: 'hello' }] })
    expect([...review.rendered.items.values()].every(Boolean)).toBe(true)

    await run((tx) => discardDraft(tx, step(next.versionId)))
    const page = await draftPage(database(), viewer, of)
    expect(page.version.number).toBe(1)
    await expect(run((tx) => withdrawVersion(tx, step(versionId)))).rejects.toEqual(
      refusal('not_found'),
    )
    await run((tx) => withdrawVersion(tx, step(versionId, shop.owner)))
    expect((await status(versionId))?.status).toBe('withdrawn')
  })

  it('is not published by an operator who had a hand in it', async () => {
    const { versionId } = await makeDraft(shop)
    await database()
      .update(item)
      .set({ savedBy: shop.operator.personId })
      .where(and(eq(item.versionId, versionId), eq(item.key, 'hello')))
    await run((tx) => handInVersion(tx, step(versionId)))
    await expect(run((tx) => publishReviewed(tx, step(versionId, shop.operator)))).rejects.toEqual(
      refusal('four_eyes'),
    )
    await run((tx) => publishReviewed(tx, step(versionId, shop.otherOperator)))
  })

  it('is not handed in while something has to be mended', async () => {
    const { versionId } = await emptyDraft(shop)
    await expect(run((tx) => handInVersion(tx, step(versionId)))).rejects.toEqual(
      refusal('track_incomplete'),
    )
  })

  it('tells those whose turn it is', async () => {
    const { versionId } = await makeDraft(shop)
    await run((tx) => handInVersion(tx, step(versionId)))
    const submitted = await notificationTable['track-submitted'](database(), versionId, {})
    expect(submitted).toMatchObject([{ kind: 'track_submitted', yourTurn: true }])
    expect(submitted[0]?.personIds).toEqual(
      expect.arrayContaining([shop.operator.personId, shop.otherOperator.personId]),
    )
    const back = await notificationTable['track-sent-back'](database(), versionId, {})
    expect(new Set(back[0]?.personIds)).toEqual(
      new Set([shop.owner.personId, shop.author.personId]),
    )
    const told = await run((tx) =>
      notify(tx, { event: 'track-published', subject: versionId, facts: {}, at }),
    )
    expect(told).toBe(2)
  })
})

describe('who reads what', () => {
  it('shows drafts to those who write, review or operate, and to nobody else', async () => {
    const { trackId } = await makeDraft(shop)
    const of = { organisationId: shop.partnerId, trackId, itemKey: 'check' }
    for (const who of [shop.owner, shop.author, shop.reviewer, shop.operator]) {
      const page = await itemPage(database(), await signedIn(who), of)
      expect(page.editable).toBe(who === shop.owner || who === shop.author)
      expect(
        (await workshop(database(), await signedIn(who), shop.partnerId)).tracks.length,
      ).toBeGreaterThan(0)
    }
    for (const who of [shop.member, shop.stranger]) {
      await expect(itemPage(database(), await signedIn(who), of)).rejects.toEqual(
        refusal('not_found'),
      )
      await expect(workshop(database(), await signedIn(who), shop.partnerId)).rejects.toEqual(
        refusal('not_found'),
      )
    }
    const other = await makeOrganisation({ kind: 'partner' })
    await expect(
      draftPage(database(), await signedIn(other.owner), {
        ...{ organisationId: other.organisationId, trackId },
      }),
    ).rejects.toEqual(refusal('not_found'))
    await expect(
      run((tx) =>
        startTrack(tx, {
          ...{ partnerId: shop.partnerId, title: 'X', summary: '', language: 'en' as const, at },
          by: shop.reviewer.personId,
        }),
      ),
    ).rejects.toEqual(refusal('not_found'))
  })

  it('gives a title without Latin letters an address', async () => {
    const made = await emptyDraft(shop, 'ڈیٹا کی صفائی')
    const again = await emptyDraft(shop, 'ماڈل کی جانچ')
    const slug = async (versionId: string) => (await readVersion(database(), versionId))?.track.slug
    expect(await slug(made.versionId)).toBe('track-1')
    expect(await slug(again.versionId)).toBe('track-2')
  })
})
