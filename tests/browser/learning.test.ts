import { cohort, cohortDate, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { violations } from 'tests/support/axe'
import { useBrowser } from 'tests/support/browser'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { makeOrganisation, makePerson } from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { visit } from 'tests/support/visitor'
import { beforeAll, describe, expect, it } from 'vitest'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { addDays } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'

/** Tracks as a learner meets them: from the catalogue to a graded quiz, without JavaScript. */
const stack = useStack({ processes: ['web', 'stripe-simulator', 'worker'] })
const browser = useBrowser()
let free: Awaited<ReturnType<typeof publishedTrack>>
let cohortId = ''

/** Longer than any phone is wide. */
const wide = `print(${'"one more word", '.repeat(12)})`
const lesson = `## Why a label is a decision

Two people read the same message. A formula: $F_1 = \\frac{2pr}{p + r}$, and one that stands alone:

$$\\int_0^1 x^2 \\, dx = \\frac{1}{3}$$

![A line](assets/line.svg)

| label | rows | share |
|---|---:|---:|
| urgent | 120 | 0.24 |
| other | 380 | 0.76 |

## In code

\`\`\`python
# Comments can be read, too.
def share(found, there):
    return found / there
\`\`\`

## What to take along

- [x] Agree before you label.
- Write it down with \`${'a_name_without_an_end_'.repeat(6)}\`.

\`\`\`python
${wide}
\`\`\`

| ${'A heading | '.repeat(12)}
| ${'--- | '.repeat(12)}
| ${'what stands under it | '.repeat(12)}
`
const urduLesson = `## نشان لگانا ایک فیصلہ ہے

دو لوگ ایک ہی پیغام پڑھتے ہیں۔ ایک کے نزدیک وہ فوری ہے، دوسرے کے نزدیک نہیں۔ فارمولا: $F_1 = \\frac{2pr}{p + r}$

\`\`\`python
print("سلام")
${wide}
\`\`\`
`

beforeAll(async () => {
  const [course] = sampleTrack().courses
  const items = (course?.items ?? []).map((item) =>
    item.kind === 'lesson' && item.key === 'hello' ? { ...item, body: lesson } : item,
  )
  const whole = { key: 'first-course', title: 'First course', summary: 'One of each.', items }
  free = await publishedTrack({ content: sampleTrack({ courses: [whole] }) })
  await publishedTrack({
    partner: free.partner,
    content: sampleTrack({
      slug: 'sample-track-ur',
      language: 'ur',
      title: 'نمونے کا نصاب',
      summary: 'ایک کورس میں وہ سب کچھ جو نصاب میں ہو سکتا ہے۔',
      translationOf: 'sample-track',
      price: { currency: 'USD', amountMinor: '4900' },
      courses: [
        {
          ...whole,
          title: 'پہلا کورس',
          items: items.map((item) =>
            item.kind === 'lesson' ? { ...item, title: 'نشان کیا ہے', body: urduLesson } : item,
          ),
        },
      ],
    }),
  })
  cohortId = 'coh_00000000000000000000000001'
  const now = new Date()
  await database()
    .insert(cohort)
    .values({
      id: cohortId,
      trackId: free.trackId,
      name: 'Spring group',
      startsAt: now,
      endsAt: addDays(now, 60),
      seats: 2,
      createdBy: free.partner.owner.personId,
      createdAt: now,
    })
  await database()
    .insert(cohortDate)
    .values({
      id: 'chd_00000000000000000000000001',
      cohortId,
      title: 'Quiz handed in',
      startsAt: addDays(now, 9),
      minutes: 0,
      itemKey: 'check',
    })
})

const origin = () => stack.current.origin

describe('a learner without JavaScript', () => {
  it('finds a track, tries a lesson, enrols, reads, and passes the quiz', async () => {
    const who = await makePerson(database(), { name: 'Laila Learner' })
    const page = await browser.newPage({ origin: origin(), javaScript: false, width: 360 })
    await page.goto('/tracks?language=en')
    await page.getByRole('link', { name: 'A sample track' }).click()
    await page.getByRole('link', { name: 'Read the first lesson' }).click()
    expect(await page.locator('h1').innerText()).toBe('Hello')
    expect(await page.locator('script').count()).toBe(0)
    await page.goto('/tracks/sample-track/again')
    expect(page.url()).toContain('/tracks/sample-track?locked=1')
    await signInAs(page, who.personId, origin())
    await page.goto('/tracks/sample-track')
    await page.getByLabel('Spring group').check()
    await page.getByRole('button', { name: 'Enrol' }).click()
    expect(page.url()).toContain('/learning/enr_')
    await page.getByRole('link', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Done, next' }).click()
    expect(page.url()).toContain('/tracks/sample-track/again')
    await page.getByRole('button', { name: 'Done, next' }).click()
    expect(page.url()).toContain('/tracks/sample-track/check')
    await page.getByRole('button', { name: 'Start the quiz' }).click()
    expect(page.url()).toContain('/attempts/att_')
    const before = await page.content()
    for (const secret of ['Because it is so', 'sensitivity']) expect(before).not.toContain(secret)
    await page.getByLabel('This one').check()
    await page.getByRole('button', { name: 'Save and go on later' }).click()
    expect(await page.getByLabel('This one').isChecked()).toBe(true)
    const numbers = page.locator('input[inputmode="decimal"]')
    await numbers.fill('half')
    await page.getByRole('button', { name: 'Hand in' }).click()
    expect(await page.locator('.field-error').innerText()).toContain('write a number')
    expect(await page.getByLabel('This one').isChecked()).toBe(true)
    await numbers.fill('۰٫۵')
    await page.getByLabel('2', { exact: true }).check()
    await page.getByLabel('4', { exact: true }).check()
    await page.getByRole('button', { name: 'Hand in' }).click()
    const blank = await page.locator('main').innerText()
    expect(blank.match(/Question \d has no answer yet/g)).toHaveLength(4)
    await page.getByRole('button', { name: 'Hand in all the same' }).click()
    const words = await page.locator('main').innerText()
    expect(words).toContain('3 of 5 points')
    expect(words).toContain('Because it is so')
    await page.goto('/learning')
    expect(await page.locator('main').innerText()).toContain('3 / 5')
    // Names on A4 what is done, and says what it is not.
    await page.getByRole('link', { name: 'Progress and dates' }).click()
    await page.getByRole('link', { name: 'What is done so far' }).click()
    expect(await page.locator('main').innerText()).toContain('This list itself is not signed')
    page.troubles.splice(0)
  })

  it('pays for a place at the provider, and begins when the money has come', async () => {
    const who = await makePerson(database())
    const page = await browser.newPage({ origin: origin(), javaScript: false })
    await signInAs(page, who.personId, origin())
    await page.goto('/tracks/sample-track-ur')
    await page.getByRole('button', { name: 'Enrol and pay' }).click()
    expect(new URL(page.url()).origin).not.toBe(origin())
    await page.locator('[name=card][value="4242424242424242"]').check()
    await page.locator('[name=email]').fill('payer@example.org')
    await page.locator('button.wide-button').first().click()
    for (let tries = 0; tries < 60; tries += 1) {
      await page.goto('/learning')
      if ((await page.getByRole('link', { name: 'Begin' }).count()) > 0) break
      await page.waitForTimeout(300)
    }
    await page.getByRole('link', { name: 'Begin' }).click()
    const article = page.locator('.lesson')
    expect(await article.getAttribute('dir')).toBe('rtl')
    expect(await page.locator('html').getAttribute('dir')).toBe('ltr')
  })
})

describe('who reads what', () => {
  it('strangers the first lesson, the partner and operators all, others are sent to the track', async () => {
    const staff = free.partner.owner.personId
    const operator = (await makeOrganisation({ kind: 'operator' })).owner.personId
    const { personId } = await makePerson(database())
    for (const [who, key, status] of [
      [null, 'hello', 200],
      [null, 'again', 303],
      [null, 'check', 303],
      [personId, 'again', 303],
      [staff, 'again', 200],
      [operator, 'report', 200],
      [staff, 'no-such-item', 404],
    ] as const) {
      const visitor = await visit(origin(), who)
      const answer = await visitor.get(`/tracks/sample-track/${key}`)
      expect(answer.status, `${who} ${key}`).toBe(status)
      const data = await visitor.get(`/tracks/sample-track/${key}.data`)
      if (status === 303) expect(data.body).not.toContain('A formula')
    }
    const stranger = await visit(origin(), null)
    expect((await stranger.post('/tracks/sample-track/hello', { intent: 'done' })).status).toBe(401)
    const outsider = await visit(origin(), personId)
    expect((await outsider.post('/tracks/sample-track/hello', { intent: 'done' })).status).toBe(403)
    // What is not there for them is not there to start, either: they are led to the track.
    const start = await outsider.post('/tracks/sample-track/check', { intent: 'start' })
    expect(start.location).toContain('locked=1')
    expect((await outsider.get('/tracks/no-such-track')).status).toBe(404)
  })

  it('pictures for a year, sandboxed; labelled rows never', async () => {
    const visitor = await visit(origin(), null)
    const picture = await visitor.get(`/track-files/${free.versionId}/line.svg`)
    expect(picture.status).toBe(200)
    expect(picture.headers.get('Content-Type')).toBe('image/svg+xml')
    expect(picture.headers.get('Cache-Control')).toContain('immutable')
    expect(picture.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(picture.headers.get('Content-Security-Policy')).toContain('sandbox')
    for (const path of [
      'data/messages.csv',
      '../data/messages.csv',
      '..%2Fdata%2Fmessages.csv',
      'messages.csv',
      'none.png',
    ]) {
      const { status, body } = await visitor.get(`/track-files/${free.versionId}/${path}`)
      expect(status, path).toBe(404)
      expect(body).not.toContain('urgent')
    }
    const [row] = await database()
      .select()
      .from(trackVersion)
      .where(eq(trackVersion.id, free.versionId))
    expect(row?.publishedAt).not.toBeNull()
  })

  it('a cohort’s calendar its learners, by session or by their own address', async () => {
    const { personId } = await makePerson(database())
    const { enrolmentId } = await inTransaction((tx) =>
      enrol(tx, {
        personId,
        trackSlug: 'sample-track',
        cohortId,
        sponsored: false,
        at: new Date(),
      }),
    )
    const path = `/cohorts/${cohortId}/calendar.ics`
    const learner = await visit(origin(), personId)
    const answer = await learner.get(path)
    expect(answer.headers.get('Content-Type')).toContain('text/calendar')
    expect(answer.body).toContain('SUMMARY:Quiz handed in')
    const page = await learner.get(`/learning/${enrolmentId}`)
    const feed = /\/cohorts\/[\w-]+\/calendar\.ics\?key=[\w-]+/.exec(page.words)?.[0] ?? ''
    const stranger = await visit(origin(), null)
    expect((await stranger.get(feed)).body).toContain('BEGIN:VCALENDAR')
    expect((await stranger.get(`${feed}x`)).status).toBe(404)
    expect((await stranger.get(path)).status).toBe(404)
    const other = await visit(origin(), (await makePerson(database())).personId)
    for (const mine of [`/learning/${enrolmentId}`, `/learning/${enrolmentId}/record`, path]) {
      expect((await other.get(mine)).status, mine).toBe(404)
    }
    // Both seats of the group are taken now.
    const late = await other.post('/tracks/sample-track', { intent: 'enrol', cohortId })
    expect(late.status).toBe(409)
    expect(late.words).toContain('All seats are taken')
  })
})

describe('pages of learning', () => {
  const addresses = [
    '/tracks',
    '/tracks/sample-track',
    '/tracks/sample-track/hello',
    '/tracks/sample-track-ur/hello',
    '/tracks/sample-track/check',
    '/learning',
  ]
  it.each([
    ['en', false],
    ['ur', true],
  ] as const)(
    'have no axe violation in %s, dark: %s',
    async (locale, dark) => {
      const { personId } = await makePerson(database())
      await inTransaction((tx) =>
        enrol(tx, {
          personId,
          trackSlug: 'sample-track',
          cohortId: null,
          sponsored: false,
          at: new Date(),
        }),
      )
      const page = await browser.newPage({ origin: origin(), locale, dark, width: 360 })
      await signInAs(page, personId, origin())
      await page.context().addCookies([{ name: 'locale', value: locale, url: origin() }])
      for (const address of addresses) {
        await page.goto(address)
        expect(await violations(page, address)).toEqual([])
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        expect(wide, `${address} scrolls sideways`).toBe(false)
        const shots = process.env.SHOTS
        if (shots) {
          const name = address.replaceAll('/', '_')
          await page.screenshot({ path: `${shots}/${locale}${name}-360.png`, fullPage: true })
          await page.setViewportSize({ width: 1280, height: 900 })
          await page.screenshot({ path: `${shots}/${locale}${name}-1280.png`, fullPage: true })
          await page.setViewportSize({ width: 360, height: 900 })
        }
      }
    },
    180_000,
  )
})
