import { mkdirSync } from 'node:fs'
import { person } from 'db/schema/identity'
import { itemLateText } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { makeDraft, makeWorkshop, type Workshop } from 'tests/support/authoring'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import { open, press, send, wordsOf } from 'tests/support/pages'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { removeItem } from '~/domain/learning/versions/edit-outline.server'
import { readVersion } from '~/domain/learning/versions/read-version.server'
import { saveItem } from '~/domain/learning/versions/save-item.server'
import { handInVersion } from '~/domain/learning/versions/version-steps.server'
import { database, inTransaction } from '~/platform/database.server'

const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
let shop: Workshop
beforeAll(async () => {
  shop = await makeWorkshop()
})

const shots = process.env.SHOTS
async function shot(page: OpenPage, name: string): Promise<void> {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function as(personId: string, options: Parameters<typeof browser.newPage>[0] = {}) {
  const origin = stack.current.origin
  const page = await browser.newPage({ javaScript: false, origin, ...options })
  await signInAs(page, personId, origin)
  return page
}

const button = (page: OpenPage, command: string) =>
  page.locator(`button[name="do"][value="${command}"]`)
const pressed = (page: OpenPage, command: string) => press(page, button(page, command).last())

describe('without JavaScript', () => {
  it('writes a small track from nothing to published', async () => {
    const page = await as(shop.author.personId)
    const desk = `/partners/${shop.partnerId}`
    await open(page, `${desk}/tracks/new`)
    await send(page, 'start', {
      title: 'Measuring answers',
      summary: 'One course.',
      language: 'en',
    })
    const track = new URL(page.url()).pathname
    await send(page, 'course-add', { title: 'First course', summary: '' })
    await shot(page, 'outline-en-1280')
    await send(page, 'item-add', { kind: 'lesson', title: 'What a label is' })
    await page
      .locator('[name="body"]')
      .fill('## Labels\n\nA label *names* a row: $x^2$.\n\n```python\nprint(1)\n```\n')
    await pressed(page, 'preview')
    expect(await page.locator('#seen h2, #seen h3').allInnerTexts()).toContain('Labels')
    expect(await page.locator('#seen math').count()).toBe(1)
    await pressed(page, 'save')
    await open(page, track)
    await send(page, 'item-add', { kind: 'quiz', title: 'Check yourself' })
    const kinds = ['single', 'multiple', 'numeric', 'ordering', 'short_text']
    for (const kind of kinds) await pressed(page, `question-add:${kind}`)
    for (const at of kinds.keys())
      await page.locator(`[name="q.${at}.prompt"]`).fill(`Question ${at}?`)
    for (const at of [0, 1, 3]) {
      await page.locator(`[name="q.${at}.o.0.text"]`).fill('This')
      await page.locator(`[name="q.${at}.o.1.text"]`).fill('That')
    }
    await page.locator('[name="q.0.right"]').first().check()
    await page.locator('[name="q.1.right"]').first().check()
    await page.locator('[name="q.2.answer"]').fill('0.94')
    await page.locator('[name="q.4.accept"]').fill('precision\nPrecision rate')
    await pressed(page, 'option-add:q1')
    await page.locator('[name="q.0.o.2.text"]').fill('Neither')
    await pressed(page, 'question-up:q2')
    await pressed(page, 'save')
    await shot(page, 'quiz-en-1280')
    expect(await page.locator('main').innerText()).not.toContain('keep it from being published')
    await open(page, `${page.url().split(/[?#]/)[0]}/try`)
    await shot(page, 'try-en-1280')
    await send(page, 'try')
    expect(await page.locator('main').innerText()).toContain('0.94')
    await open(page, track)
    expect(await wordsOf(page)).toContain('Say for whom it is')
    await open(page, `${track}/head`)
    await shot(page, 'head-en-1280')
    await send(page, 'head', {
      description: 'For everybody who measures.',
      'skill.0': 'data-cleaning',
    })
    await send(page, 'submit')
    const operator = await as(shop.operator.personId)
    await open(operator, '/desk/tracks')
    await operator.locator('main a[href^="/desk/tracks/trv_"]').first().click()
    await operator.waitForURL(/trv_/)
    await shot(operator, 'desk-version-en-1280')
    await send(operator, 'publish')
    await open(page, track)
    expect(await page.locator('main').innerText()).toContain('Published')
    await shot(page, 'published-en-1280')
    await send(page, 'next-version')
    expect(await page.locator('main').innerText()).toContain('Version 2')
  }, 120_000)

  it('shows two people at one lesson what each has, and loses neither', async () => {
    const { trackId, versionId } = await makeDraft(shop)
    const path = `/partners/${shop.partnerId}/tracks/${trackId}/items/hello`
    const [one, two] = [await as(shop.author.personId), await as(shop.second.personId)]
    await open(one, path)
    await open(two, path)
    await one
      .locator('[name="body"]')
      .fill('## A heading\n\nTheirs begins.\n\nThe middle stays.\n\nThe end.\n')
    await pressed(one, 'save')
    await two
      .locator('[name="body"]')
      .fill('## A heading\n\nThe middle stays.\n\nThe end, and mine. یہ میرا ہے۔\n')
    await press(two, button(two, 'save').last(), { refused: true })
    const words = await two.locator('main').innerText()
    expect(words).toContain('Two people at one text')
    const merged = await two.locator('textarea[name="body"]').inputValue()
    for (const text of ['Theirs begins.', 'mine.']) expect(merged).toContain(text)
    expect(merged.match(/The middle stays/g)).toHaveLength(1)
    await shot(two, 'conflict-en-1280')
    await pressed(two, 'save')
    const stored = await readVersion(database(), versionId)
    const [first] = stored?.content.courses[0]?.items ?? []
    expect(first).toMatchObject({ body: merged })
    await open(two, `${path}/history`)
    await shot(two, 'history-en-1280')
    expect(await two.locator('main').innerText()).toContain('The end, and mine.')
  })
})

describe('a text that comes too late, without JavaScript', () => {
  const typed = 'Typed for an hour. ایک گھنٹے کا کام۔'

  async function begun() {
    const { trackId, versionId } = await makeDraft(shop)
    const track = `/partners/${shop.partnerId}/tracks/${trackId}`
    const page = await as(shop.second.personId)
    await open(page, `${track}/items/hello`)
    await page.locator('[name="body"]').fill(typed)
    return { versionId, track, page, by: { versionId, by: shop.author.personId, at: new Date() } }
  }
  const saveTooLate = (page: OpenPage) =>
    press(page, button(page, 'save').last(), { refused: true })
  const shown = (page: OpenPage) => page.locator('textarea[readonly]').inputValue()

  it('stands in the page and in the history when the version was handed in', async () => {
    const { track, page, by } = await begun()
    await inTransaction((tx) => handInVersion(tx, by))
    await saveTooLate(page)
    expect(await shown(page)).toContain(typed)
    expect(await wordsOf(page)).toContain('handed in')
    await shot(page, 'late-handed-in-en-1280')
    await open(page, `${track}/items/hello/history`)
    expect(await page.locator('main').innerText()).toContain(typed)
    await shot(page, 'late-history-en-1280')
  })

  it('becomes a new item when its own was removed', async () => {
    const { versionId, page, by } = await begun()
    await inTransaction((tx) => removeItem(tx, { ...by, itemKey: 'hello' }))
    await saveTooLate(page)
    expect(await shown(page)).toContain(typed)
    await shot(page, 'late-removed-en-1280')
    await send(page, 'put-back', { courseKey: 'first-course' })
    const stored = await readVersion(database(), versionId)
    expect(stored?.content.courses[0]?.items.at(-1)).toMatchObject({ title: 'Hello', body: typed })
  })
})

describe('with JavaScript', () => {
  const editing = async (personId: string) => {
    const { trackId, versionId } = await makeDraft(shop)
    const path = `/partners/${shop.partnerId}/tracks/${trackId}/items/hello`
    const page = await as(personId, { javaScript: true })
    await open(page, path)
    return { trackId, versionId, path, page, body: page.locator('textarea[name="body"]') }
  }
  const bodyOf = async (versionId: string) => {
    const [first] = (await readVersion(database(), versionId))?.content.courses[0]?.items ?? []
    return first?.kind === 'lesson' ? first.body : ''
  }

  it('keeps what is typed after somebody else has saved', async () => {
    const { versionId, path, page, body } = await editing(shop.second.personId)
    await inTransaction((tx) =>
      saveItem(tx, {
        ...{ versionId, itemKey: 'hello', revision: 1, title: 'Hello', minutes: 5 },
        ...{
          content: { kind: 'lesson', body: 'Theirs.' },
          by: shop.author.personId,
          at: new Date(),
        },
      }),
    )
    await body.fill('Mine, first')
    await page.locator('[data-autosave]', { hasText: shop.author.name }).waitFor()
    await body.fill('Mine, and then more')
    await page.locator('nav a[href*="/items/"]').first().click()
    await page.waitForURL((url) => url.pathname !== path)
    const late = async () =>
      (await database().select().from(itemLateText)).filter(
        ({ savedBy }) => savedBy === shop.second.personId,
      )
    await expect
      .poll(async () => (await late()).map(({ content }) => content))
      .toContainEqual({ kind: 'lesson', body: 'Mine, and then more' })
    expect(await bodyOf(versionId)).toBe('Theirs.')
  })

  it('asks before a text is left that no beacon can carry, and saves it meanwhile', async () => {
    const { versionId, page, body } = await editing(shop.author.personId)
    const long = 'A line of a very long lesson.\n'.repeat(3_000)
    // A key makes it somebody's typing; the rest comes at once, as when it is pasted.
    await body.press('x')
    await body.evaluate((field: HTMLTextAreaElement, text) => {
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }, long)
    const asked = new Promise<string>((done) =>
      page.once('dialog', (dialog) => {
        done(dialog.type())
        void dialog.dismiss()
      }),
    )
    await page.locator('nav a[href*="/items/"]').first().click({ noWaitAfter: true })
    expect(await asked).toBe('beforeunload')
    await expect.poll(() => bodyOf(versionId)).toBe(long)
    expect(page.troubles).toEqual([])
  })

  it('asks before the head is left, and not when it is sent', async () => {
    const { trackId, page } = await editing(shop.author.personId)
    await open(page, `/partners/${shop.partnerId}/tracks/${trackId}/head`)
    await page.locator('[name="title"]').fill('Another title')
    const asked = new Promise<string>((done) =>
      page.once('dialog', (dialog) => {
        done(dialog.type())
        void dialog.dismiss()
      }),
    )
    await page.locator('nav a').first().click({ noWaitAfter: true })
    expect(await asked).toBe('beforeunload')
    await send(page, 'head')
    expect(await page.locator('h1').innerText()).toContain('Another title')
  })

  it('names the file that was chosen, in the language of the page', async () => {
    const { trackId, page } = await editing(shop.author.personId)
    await open(page, `/partners/${shop.partnerId}/tracks/${trackId}/files`)
    expect(await page.locator('[data-file-name]').innerText()).toBe('No file chosen yet')
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
    expect(await page.locator('[data-file-name]').innerText()).toBe('plan.svg')
  })

  it('saves by itself and shows the text beside it', async () => {
    const { trackId, versionId } = await makeDraft(shop)
    const page = await as(shop.author.personId, { javaScript: true })
    await open(page, `/partners/${shop.partnerId}/tracks/${trackId}/items/hello`)
    await page.locator('textarea[name="body"]').fill('## Written live\n\nAnd **seen**.')
    await page.locator('[data-live-part] strong', { hasText: 'seen' }).waitFor()
    await page.locator('[data-autosave]', { hasText: /Saved at \d\d:\d\d/ }).waitFor()
    expect(await page.locator('[name="revision"]').inputValue()).toBe('2')
    const body = async () => {
      const [first] = (await readVersion(database(), versionId))?.content.courses[0]?.items ?? []
      return first?.kind === 'lesson' ? first.body : ''
    }
    expect(await body()).toContain('Written live')
    await shot(page, 'live-en-1280')
    await page.locator('textarea[name="body"]').fill('Then saved at once.')
    await button(page, 'save').last().click()
    await page.waitForLoadState()
    await expect.poll(body).toBe('Then saved at once.')
    expect(page.troubles).toEqual([])
  })
})

describe('pages', () => {
  it.skipIf(!shots)(
    'are looked at',
    async () => {
      const { trackId } = await makeDraft(shop)
      const base = `/partners/${shop.partnerId}`
      const track = `${base}/tracks/${trackId}`
      const pages: Record<string, string> = {
        workshop: base,
        outline: track,
        lesson: `${track}/items/hello`,
        quiz: `${track}/items/check`,
        exercise: `${track}/items/urgent`,
        capstone: `${track}/items/report`,
        files: `${track}/files`,
        head: `${track}/head`,
        cohort: `${base}/cohorts/new`,
      }
      for (const [locale, width, dark] of [
        ['ur', 1280, false],
        ['ur', 360, true],
      ] as const) {
        await database().update(person).set({ locale }).where(eq(person.id, shop.owner.personId))
        const page = await as(shop.owner.personId, { locale, width, dark })
        for (const [name, path] of Object.entries(pages)) {
          await open(page, path)
          await shot(page, `${name}-${locale}-${width}${dark ? '-dark' : ''}`)
        }
      }
    },
    180_000,
  )
})
