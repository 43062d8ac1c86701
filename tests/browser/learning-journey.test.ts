import { readFileSync } from 'node:fs'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import {
  type Behaviour,
  json,
  startEndpoint,
  type TestEndpoint,
} from 'tests/support/endpoints/start-endpoint'
import { joinReviewer } from 'tests/support/grading'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import {
  type Account,
  idOf,
  offers,
  open,
  press,
  reloadUntil,
  send,
  signUp,
} from 'tests/support/pages'
import {
  makeOrganisation,
  makePerson,
  makeTeam,
  type TestOrganisation,
  type TestPerson,
  type TestTeam,
} from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '~/platform/database.server'

/**
 * From "what I sell is being automated" to a place in a team: exposure check, track, lesson, quiz,
 * measured exercise, reviewed capstone, credential, verification and invitation, on the built
 * processes, through the links that the pages themselves offer.
 */
const stack = useStack({ processes: ['web', 'worker'] })
const browser = useBrowser()

/** A first system of a learner: it reads "now". */
const labelOf = (message: string) => (/\bnow\b/.test(message) ? 'urgent' : 'other')
const reader: Behaviour = (response, { body }) =>
  json(response, { label: labelOf(String(body.message)) })

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startEndpoint(reader)
})
afterAll(() => endpoint?.close())

/** Answers every question of the sample quiz, in whatever order it comes. */
async function answerQuiz(page: OpenPage): Promise<void> {
  await page.getByLabel('This one').check()
  await page.getByLabel('2', { exact: true }).check()
  await page.getByLabel('4', { exact: true }).check()
  await page.locator('input[inputmode="decimal"]').fill('0.5')
  await page.locator('main input.input:not([inputmode])').fill('Recall')
  for (const [index, part] of ['First', 'Second', 'Third'].entries()) {
    const line = page.locator('fieldset li').filter({ hasText: part })
    await line.locator('select').selectOption(String(index + 1))
  }
}

/** Opens the fold around one button of several in a form, and presses it. */
async function pressStep(page: OpenPage, value: string, options = {}): Promise<void> {
  const button = page.locator(`button[name="intent"][value="${value}"]`)
  const fold = page.locator('details:not([open])').filter({ has: button })
  if ((await fold.count()) > 0) await fold.last().locator('> summary').click()
  await press(page, button, options)
}

/** The outcome that the verify page says, by the sign before each of its lines. */
async function verified(page: OpenPage, given: { text: string } | { file: Buffer }) {
  await open(page, '/verify')
  if ('text' in given) await page.locator('[name=text]').fill(given.text)
  else {
    const file = { name: 'badge.json', mimeType: 'application/json', buffer: given.file }
    await page.locator('[name=file]').setInputFiles(file)
  }
  await press(page, page.locator('form[action="/verify"] button:not([type=button])').first())
  const ends = ['text-met', 'text-lost', 'text-turn-ink']
  const [passed = 0, failed = 0, unknown = 0] = await Promise.all(
    ends.map((ink) => page.locator(`main li > span.${ink}:first-child`).count()),
  )
  return { passed, failed, unknown }
}

/** The same token with another word in what it says, its signature as it was. */
function tamperedToken(jwt: string): string {
  const [head = '', payload = '', signature = ''] = jwt.trim().split('.')
  const said = Buffer.from(payload, 'base64url').toString().replace('one course', 'two courses')
  return [head, Buffer.from(said).toString('base64url'), signature].join('.')
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('from exposure to a team %s', (_how, javaScript) => {
  const suffix = javaScript ? 'on' : 'off'
  const slug = `to-measuring-${suffix}`
  const graduate: Account = {
    name: `Rabia Khan ${suffix}`,
    email: `rabia-${suffix}@example.org`,
    password: 'A quiet morning 41',
    country: 'PK',
  }
  let partner: TestOrganisation
  let reviewers: TestPerson[]
  let team: TestTeam
  let learner: OpenPage
  let stranger: OpenPage
  let lead: OpenPage
  let owner: OpenPage
  let enrolment = ''
  let capstone = ''
  let credential = ''
  let badge = ''
  let token = ''

  const visitor = () => browser.newPage({ javaScript, origin: stack.current.origin })
  const as = async ({ personId }: TestPerson) => {
    const page = await visitor()
    await signInAs(page, personId, stack.current.origin)
    return page
  }
  const words = (page: OpenPage) => page.locator('main').innerText()
  /** What a list says of the graduate. */
  const lineOf = (page: OpenPage) =>
    page.locator('main li').filter({ hasText: graduate.name }).first().innerText()
  /** From what has been passed to the next item, through the links of the pages. */
  const goOn = async (from: string, to: string) => {
    await learner.locator(`main a[href="/tracks/${slug}/${from}"]`).last().click()
    await learner.locator('main a[rel=next]').click()
    expect(learner.url()).toContain(`/tracks/${slug}/${to}`)
  }

  beforeAll(async () => {
    partner = await makeOrganisation({ kind: 'partner', name: `Ravi School ${suffix}` })
    reviewers = [await joinReviewer(partner), await joinReviewer(partner)]
    await publishedTrack({
      partner,
      content: sampleTrack({ slug, title: `From typing to measuring, ${suffix}` }),
    })
    const chief = await makePerson(database(), { name: `Ayesha Lead ${suffix}` })
    team = await makeTeam([chief])
    learner = await visitor()
    stranger = await visitor()
    lead = await as(team.lead)
    owner = await as(partner.owner)
  })

  it('begins with what somebody sells, and names a track that leads on from it', async () => {
    await open(learner, '/exposure')
    await learner.locator('[name="service-1"]').fill('data entry')
    const form = learner.locator('form[action="/exposure/result"]')
    await press(learner, form.locator('button:not([type=button])').first())
    expect(learner.url()).toContain('/exposure/result?')
    await learner.locator(`main a[href="/tracks/${slug}"]`).click()
    expect(learner.url()).toContain(`/tracks/${slug}`)
  })

  it('lets a stranger read the first lesson, make an account and come back to enrol', async () => {
    await learner.locator(`main a[href="/tracks/${slug}/hello"]`).first().click()
    expect(await learner.locator('main article, main .lesson').first().innerText()).toContain(
      'heading',
    )
    await learner.locator(`main a[href="/tracks/${slug}#enrol"]`).click()
    const account = learner.locator('main a[href^="/sign-up?next="]')
    const next = new URL((await account.getAttribute('href')) ?? '', learner.url()).searchParams
    await signUp(learner, graduate, next.get('next') ?? '')
    expect(new URL(learner.url()).pathname).toBe(`/tracks/${slug}`)
    await send(learner, 'enrol')
    enrolment = idOf(learner, 'learning')
  })

  it('reads lessons and passes the quiz', async () => {
    await learner.locator(`main a.button-primary[href="/tracks/${slug}/hello"]`).click()
    await send(learner, 'done')
    await send(learner, 'done')
    expect(learner.url()).toContain(`/tracks/${slug}/check`)
    await send(learner, 'start')
    await answerQuiz(learner)
    await press(learner, learner.locator('button[name=intent][value=submit]'))
    expect(await words(learner)).toContain('5 of 5 points')
    await goOn('check', 'urgent')
  })

  if (javaScript) {
    it('is measured at the address where the learner’s own system answers', async () => {
      await send(learner, 'start')
      const attempt = new URL(learner.url()).pathname
      await learner.locator(`main a[href="${attempt}/endpoint"]`).click()
      await learner.waitForURL(`**${attempt}/endpoint`)
      await send(learner, 'endpoint', {
        url: `${endpoint.url}/label`,
        requestTemplate: '{"message":"{{message}}"}',
        answerPointer: '/label',
      })
      await learner.locator(`main a.button-primary[href="${attempt}"]`).click()
      await learner.waitForURL(`**${attempt}`)
      await send(learner, 'submit')
      expect(endpoint.asked.length).toBeGreaterThan(0)
    })
  } else {
    it('is measured by predictions in a file', async () => {
      await send(learner, 'start')
      const attempt = new URL(learner.url()).pathname
      await learner.locator(`main a[href="${attempt}/endpoint"]`).click()
      await learner.locator('main a[href$="/endpoint?as=file"]').click()
      await send(learner, 'endpoint', { handOut: 'yes' })
      await send(learner, 'submit')
      const take = learner.locator(`form[action="${attempt}/rows"]`)
      await learner.locator('details').filter({ has: take }).locator('> summary').click()
      const [download] = await Promise.all([
        learner.waitForEvent('download'),
        take.locator('button').click(),
      ])
      const rows = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\n')
      const lines = rows.map((line) => {
        const { id, features } = JSON.parse(line) as { id: string; features: { message: string } }
        return `${id},${labelOf(features.message)}`
      })
      await open(learner, attempt)
      const bytes = Buffer.from(`id,prediction\n${lines.join('\n')}\n`)
      await send(learner, 'predictions', { predictions: { file: 'mine.csv', bytes } })
    })
  }

  it('shows what was measured, signed, and lets the learner show it', async () => {
    const verdict = learner.locator('main a[href^="/verdicts/"]')
    await reloadUntil(learner, async () => (await verdict.count()) > 0, 'The verdict', 120)
    const address = (await verdict.first().getAttribute('href')) ?? ''
    expect((await stranger.request.get(address)).status()).toBe(404)
    await send(learner, 'show')
    expect((await stranger.request.get(address)).status()).toBe(200)
    await goOn('urgent', 'report')
  })

  it('hands in a capstone, and keeps what was typed where something has to be mended', async () => {
    await send(learner, 'start')
    capstone = new URL(learner.url()).pathname
    await learner.locator('[name=words]').fill('What I found, on **one page**.')
    await learner.locator('[name=links]').fill('not an address')
    await pressStep(learner, 'save', { refused: true })
    expect(await learner.locator('[name=words]').inputValue()).toContain('**one page**')
    await learner.locator('[name=links]').fill('https://example.org/report')
    await pressStep(learner, 'save')
    expect(await learner.locator('[name=links]').inputValue()).toBe('https://example.org/report')
    await pressStep(learner, 'submit')
    expect(await learner.locator('[name=words]').count()).toBe(0)
  })

  it('is marked by two people who do not see each other’s marks', async () => {
    const marked = new Set<string>()
    // By lot one attempt in five goes to a third, who may be somebody that was looked at before.
    for (const who of [...reviewers, partner.owner, ...reviewers]) {
      if (marked.has(who.personId)) continue
      const page = await as(who)
      await open(page, '/reviewing')
      const work = page.locator('main a[href^="/reviewing/"]').first()
      if ((await work.count()) === 0) continue
      await work.click()
      await page.locator('[name="m.question"]').first().waitFor()
      expect(await words(page)).not.toContain(graduate.name)
      expect(await words(page)).not.toContain('Right, and said')
      for (const line of ['question', 'method']) {
        await page.locator(`[name="m.${line}"][value="4"]`).check()
      }
      await page.locator('[name=words]').fill(`Right, and said in few words. ${marked.size}`)
      await pressStep(page, 'submit')
      marked.add(who.personId)
      expect(page.troubles).toEqual([])
      await page.close()
    }
    expect([2, 3]).toContain(marked.size)
    await open(learner, capstone)
    expect(await words(learner)).toContain('8 of 8 points')
  })

  it('has earned a credential, and finds it from where it was earned', async () => {
    await learner.locator(`main a[href="/tracks/${slug}/report"]`).last().click()
    await learner.locator(`main a[href="/learning/${enrolment}"]`).first().click()
    await learner.locator('main a[href^="/credentials/"]').first().click()
    await learner.waitForURL('**/credentials/**')
    credential = new URL(learner.url()).pathname
    await open(learner, '/settings/credentials')
    expect(await learner.locator(`main a[href="${credential}"]`).count()).toBe(1)
    await open(stranger, credential)
    expect(await stranger.locator('main a[href*="/verdicts/"]').count()).toBe(1)
    const fileOf = async (form: 'json' | 'jwt') => {
      const link = stranger.locator(`main a[href="${credential}/badge.${form}"]`)
      const answer = await stranger.request.get((await link.getAttribute('href')) ?? '')
      return answer.text()
    }
    badge = await fileOf('json')
    token = await fileOf('jwt')
  })

  it('is verified by a stranger, in both forms, and not once a word is changed', async () => {
    const right = await verified(stranger, { file: Buffer.from(badge) })
    expect(right).toMatchObject({ failed: 0, unknown: 0 })
    expect(right.passed).toBeGreaterThan(3)
    expect(await verified(stranger, { text: token })).toEqual(right)
    const changed = badge.replace('one course', 'two courses')
    expect(changed).not.toBe(badge)
    expect((await verified(stranger, { text: changed })).failed).toBeGreaterThan(0)
    expect((await verified(stranger, { text: tamperedToken(token) })).failed).toBeGreaterThan(0)
  })

  it('is found by a team for the assessed skill, and invited without telling an address', async () => {
    await open(lead, '/people?skill=model-evaluation')
    expect(await lineOf(lead)).toContain('Assessed')
    await lead.getByRole('link', { name: graduate.name }).click()
    await lead.locator(`main a[href^="/teams/${team.slug}/members?invite="]`).click()
    await lead.waitForURL('**/members?invite=**')
    await send(lead, 'invite', { role: 'evaluation_engineer', message: 'Come with us.' })
    const shown = await words(lead)
    expect(shown).toContain(graduate.name)
    expect(await lead.content()).not.toContain(graduate.email)
  })

  it('finds the invitation in the inbox and joins', async () => {
    const notice = learner.locator('main a[href^="/inbox/"]').filter({ hasText: team.lead.name })
    await open(learner, '/inbox')
    await reloadUntil(learner, async () => (await notice.count()) > 0, 'The invitation', 30)
    await notice.first().click()
    await learner.waitForURL('**/team-invitations/**')
    await send(learner, 'accept')
    expect(new URL(learner.url()).pathname).toBe(`/teams/${team.slug}`)
    expect(await words(learner)).toContain(graduate.name)
  })

  it('fails everywhere at once when the partner revokes it', async () => {
    await open(owner, `/organisations/${partner.organisationId}`)
    await owner.locator('main a[href^="/issuers/"]').click()
    await owner.locator(`main a[href="${credential}/manage"]`).click()
    await owner.waitForURL(`**${credential}/manage`)
    await send(owner, 'revoke', { reason: 'The report was somebody else’s.' })
    expect(await offers(owner, 'revoke')).toBe(false)
    expect((await verified(stranger, { text: badge })).failed).toBe(1)
    expect((await verified(stranger, { text: token })).failed).toBe(1)
    await open(stranger, credential)
    expect(await stranger.locator('main li > span.text-lost:first-child').count()).toBe(1)
    await open(stranger, '/people?skill=model-evaluation')
    expect(await stranger.locator('main li').filter({ hasText: graduate.name }).count()).toBe(0)
  })

  it('leaves no trouble in any page', () => {
    for (const page of [learner, stranger, lead, owner]) expect(page.troubles).toEqual([])
  })
})
