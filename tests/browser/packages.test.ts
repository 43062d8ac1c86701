import { enrolment, itemProgress, packageReport } from 'db/schema/learning'
import { zipOfTexts } from 'tests/support/archives'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { makePerson, type TestOrganisation } from 'tests/support/people'
import { scormPackage } from 'tests/support/scorm'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { database, inTransaction } from '~/platform/database.server'

/** Packages as learners play them, and one that attacks them. */
const stack = useStack({ processes: ['web'] })
const browser = useBrowser()

/** As packages look for it: in the windows round theirs, the newer ones there first. */
const page12 = `<!doctype html><html><head><title>x</title><script>
function find(win) { while (win.API == null && win.parent != null && win.parent != win) win = win.parent; return win.API }
window.addEventListener('load', function () {
  var api = find(window), out = []
  out.push(api.LMSGetValue('cmi.core.lesson_status'), api.LMSGetLastError(), api.LMSInitialize(''))
  out.push(api.LMSGetValue('cmi.core.entry'), api.LMSGetValue('cmi.suspend_data'))
  out.push(api.LMSSetValue('cmi.core.lesson_status', 'nonsense'), api.LMSGetLastError())
  out.push(api.LMSSetValue('cmi.core.student_name', 'x'), api.LMSGetLastError())
  api.LMSSetValue('cmi.core.lesson_status', 'completed')
  api.LMSSetValue('cmi.core.score.raw', '80'); api.LMSSetValue('cmi.core.score.max', '100')
  api.LMSSetValue('cmi.suspend_data', 'page=3'); api.LMSCommit('')
  document.getElementById('out').textContent = out.join('|')
})
</script></head><body><p id="out"></p><a href="second.html">on</a></body></html>`
const second = `<html><body><p id="out"></p><script>
document.getElementById('out').textContent = API.LMSGetValue('cmi.suspend_data') + '|' + API.LMSFinish('')
</script></body></html>`
const page2004 = `<!doctype html><html><head><script>
function scan(win) { while (win.API_1484_11 == null && win.parent != null && win.parent != win) win = win.parent; return win.API_1484_11 }
window.onload = function () {
  var api = scan(window.parent), out = []
  out.push(api.GetValue('cmi.location'), api.GetLastError(), api.Initialize(''), api.Initialize(''), api.GetLastError())
  out.push(api.GetValue('cmi.entry'), api.GetValue('cmi.location'), api.GetLastError())
  out.push(api.SetValue('cmi.score.scaled', '2'), api.GetLastError())
  api.SetValue('cmi.score.scaled', '0.9'); api.SetValue('cmi.success_status', 'passed')
  api.SetValue('cmi.completion_status', 'completed'); api.SetValue('cmi.location', 'end')
  out.push(api.Terminate(''))
  document.getElementById('out').textContent = out.join('|')
}
</script></head><body><p id="out"></p></body></html>`
/** A page of a package in a frame of it, which finds the API as pages in frames do. */
const framed = `<html><body><p id="out"></p><script>
function find(win) { while (win.API == null && win.parent != null && win.parent != win) win = win.parent; return win.API }
window.onload = function () {
  var api = find(window)
  api.LMSInitialize('')
  document.getElementById('out').textContent = [api.LMSGetValue('cmi.core.lesson_location'), api.LMSGetValue('cmi.core.total_time')].join('|')
  api.LMSSetValue('cmi.core.lesson_location', 'inside'); api.LMSSetValue('cmi.core.session_time', '00:02:00')
  api.LMSFinish('')
}
</script></body></html>`
const framing = `<html><body><iframe name="content" src="pages/inner.html"></iframe>
<iframe name="other" src="https://evil.invalid/"></iframe></body></html>`
const attack = (origin: string) => `<!doctype html><html><head><script>
window.onload = async function () {
  var out = {}
  async function attempt(name, work) { try { out[name] = String(await work()) } catch (error) { out[name] = 'refused' } }
  var real = window.top
  await attempt('top', function () { real.location.href = 'https://evil.invalid/' ; return 'went' })
  await attempt('popup', function () { var w = window.open('https://evil.invalid/'); return w === null ? 'refused' : 'opened' })
  await attempt('cookie', function () { return document.cookie === '' ? 'nothing' : document.cookie })
  await attempt('outside', function () { return real.document.title })
  await attempt('api', function () { return fetch('${origin}/dashboard', { credentials: 'include' }).then(function (r) { return r.text() }) })
  await attempt('send', function () { return fetch('${origin}/sign-out', { method: 'POST', credentials: 'include', mode: 'no-cors' }).then(function () { return 'sent' }) })
  await attempt('up', function () { return fetch('../../../x', {}).then(function (r) { return r.status }) })
  await attempt('own', function () { return fetch('data.json').then(function (r) { return r.text() }) })
  await attempt('worker', function () { return navigator.serviceWorker.register('sw.js') })
  API.LMSInitialize('')
  out.huge = API.LMSSetValue('cmi.suspend_data', new Array(70000).join('x')) + API.LMSGetLastError()
  real.postMessage({ samar: 'package', elements: { 'cmi.core.lesson_status': 'passed', 'cmi.evil': 'x' } }, '*')
  document.getElementById('out').textContent = JSON.stringify(out)
}
</script></head><body><p id="out"></p></body></html>`

let slug = ''
let partner: TestOrganisation
let person: { personId: string }

beforeAll(async () => {
  const given = {
    old: scormPackage({ page: page12, more: { 'second.html': second } }),
    young: scormPackage({ version: '2004 4th Edition', page: page2004 }),
    frames: scormPackage({ page: framing, more: { 'pages/inner.html': framed } }),
    evil: scormPackage({ page: attack(stack.current.origin), more: { 'data.json': '{"own":1}' } }),
  }
  const items = []
  const files = []
  for (const [key, package_] of Object.entries(given)) {
    const { imported } = await readImport(zipOfTexts(package_), 'x.zip')
    const [item] = imported.content.courses[0]?.items ?? []
    if (item?.kind !== 'lesson' || !item.package) throw new Error('no package')
    items.push({ ...item, key, title: `Package ${key}`, package: { ...item.package, folder: key } })
    for (const [path, bytes] of imported.files) {
      files.push({ path: path.replace(item.package.folder, key), bytes })
    }
  }
  const course = { key: 'one', title: 'One', summary: '', items }
  const made = await publishedTrack({ content: sampleTrack({ courses: [course] }), files })
  slug = made.slug
  partner = made.partner
  person = await makePerson(database(), { name: 'A learner' })
  await inTransaction((tx) =>
    enrol(tx, {
      ...{ personId: person.personId, trackSlug: slug, cohortId: null, sponsored: false },
      at: new Date(),
    }),
  )
})

async function open(key: string): Promise<OpenPage> {
  const page = await browser.newPage({ origin: stack.current.origin })
  await signInAs(page, person.personId, stack.current.origin)
  await page.goto(`/tracks/${slug}/${key}`)
  return page
}
const frameOf = (page: OpenPage) => page.frameLocator('iframe[data-package]')
async function outOf(page: OpenPage): Promise<string> {
  const out = frameOf(page).locator('#out')
  await expect.poll(() => out.textContent(), { timeout: 10_000 }).not.toBe('')
  return (await out.textContent()) ?? ''
}
async function kept(key: string) {
  const rows = await database().select().from(packageReport)
  return rows.find(({ itemKey }) => itemKey === key)?.elements
}

describe('a package', () => {
  it('of SCORM 1.2 sets, commits, leads on to its next page and is gone on with', async () => {
    const page = await open('old')
    expect(await outOf(page)).toBe('|301|true|ab-initio||false|405|false|403')
    await frameOf(page).getByText('on').click()
    await expect
      .poll(() => frameOf(page).locator('#out').textContent(), { timeout: 10_000 })
      .toBe('page=3|true')
    await expect
      .poll(() => kept('old'), { timeout: 10_000 })
      .toEqual({
        'cmi.core.lesson_status': 'completed',
        'cmi.core.score.raw': '80',
        'cmi.core.score.max': '100',
        'cmi.suspend_data': 'page=3',
      })
    await expect.poll(() => page.locator('[data-package-said]').textContent()).toContain('Kept at')
    await page.reload()
    expect(await outOf(page)).toContain('|resume|page=3|')
    const said = (await page.locator('[data-package-said]').textContent()) ?? ''
    expect(said.replace(/[\u2066-\u2069]/g, '')).toContain('completed · 80 of 100 points')
    expect(said).toContain('not assessed')
    expect(page.troubles).toEqual([])
  })

  it('of SCORM 2004 is answered with its own numbers', async () => {
    const page = await open('young')
    expect(await outOf(page)).toBe('|122|true|false|103|ab-initio||403|false|407|true')
    await expect
      .poll(() => kept('young'), { timeout: 10_000 })
      .toMatchObject({
        'cmi.success_status': 'passed',
        'cmi.location': 'end',
      })
    await page.reload()
    expect(await outOf(page)).toContain('|resume|end|0|')
  })

  it('plays in frames of its own pages, and in no others', async () => {
    const page = await open('frames')
    const inner = () => frameOf(page).frameLocator('iframe[name=content]').locator('#out')
    await expect.poll(() => inner().textContent(), { timeout: 10_000 }).toBe('|0000:00:00.00')
    await expect
      .poll(() => kept('frames'), { timeout: 10_000 })
      .toEqual({
        'cmi.core.lesson_location': 'inside',
        'cmi.core.total_time': '0000:02:00.00',
      })
    await page.reload()
    await expect.poll(() => inner().textContent(), { timeout: 10_000 }).toBe('inside|0000:02:00.00')
    await expect
      .poll(() => kept('frames'), { timeout: 10_000 })
      .toMatchObject({ 'cmi.core.total_time': '0000:04:00.00' })
    const elsewhere = page.frames().map((one) => one.url())
    expect(elsewhere.some((url) => url.startsWith('https://evil.invalid'))).toBe(false)
  })

  it('completes nothing: the learner says that it is done', async () => {
    expect(await database().select().from(itemProgress)).toEqual([])
    const page = await open('young')
    await page.getByRole('button', { name: /Done/ }).click()
    await page.waitForURL(/frames$/)
    const [row] = await database().select().from(itemProgress)
    expect(row?.itemKey).toBe('young')
    expect((await database().select().from(enrolment))[0]?.completedAt).toBeNull()
  })

  it('that attacks gets nowhere', async () => {
    const page = await open('evil')
    const out = JSON.parse(await outOf(page))
    expect(out).toMatchObject({
      ...{ top: 'refused', popup: 'refused', cookie: 'refused', outside: 'refused' },
      ...{ api: 'refused', send: 'refused', up: 'refused', worker: 'refused' },
      ...{ own: '{"own":1}', huge: 'false405' },
    })
    expect(page.url()).toContain(`/tracks/${slug}/evil`)
    await page.evaluate(() => {
      // Somebody else's window says the same: it is not the frame's, so nobody listens.
      window.postMessage({ samar: 'package', elements: { 'cmi.suspend_data': 'forged' } }, '*')
    })
    await expect
      .poll(() => page.locator('[data-package-said]').textContent(), { timeout: 10_000 })
      .toContain('could not be kept')
    expect(await kept('evil')).toBeUndefined()
    await page.goto('/dashboard')
    expect(page.url()).toContain('/dashboard')
  })

  it('says what it needs where there is no JavaScript', async () => {
    const page = await browser.newPage({ origin: stack.current.origin, javaScript: false })
    await page.goto(`/tracks/${slug}/old`)
    const without = page.locator('section noscript')
    expect(await without.innerHTML()).toContain('needs JavaScript')
    const link = page.getByRole('link', { name: /tab of its own/ })
    const href = (await link.getAttribute('href')) ?? ''
    expect(new URL(href).origin).not.toBe(stack.current.origin)
  })
})

describe('a file that a partner brings', () => {
  const gift = '::Sum:: What is 1 + 1? {=2 ~3}\n'
  const send = async (name: string, bytes: Buffer, javaScript = true) => {
    const page = await browser.newPage({ origin: stack.current.origin, javaScript })
    await signInAs(page, partner.owner.personId, stack.current.origin)
    await page.goto(`/partners/${partner.organisationId}/imports`)
    await page
      .locator('[name=file]')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })
    await page.locator('main form:has([name=file]) button[type=submit]').click()
    await page.waitForLoadState('load')
    return page
  }

  it.each([true, false])(
    'is read by the running server, with JavaScript: %s',
    async (javaScript) => {
      const page = await send('questions.gift', Buffer.from(gift), javaScript)
      await page.waitForURL(/\/imports\/imp_/)
      expect(await page.locator('main').innerText()).toContain('1 quiz')
    },
  )

  it('is refused in a sentence where it is hostile', async () => {
    const climbing = Buffer.from(zipOfTexts({ '../outside.md': 'x' }))
    const page = await send('course.zip', climbing, false)
    expect(await page.locator('main').innerText()).toMatch(/outside|folder/)
    expect(page.url()).toMatch(/\/imports$/)
  })
})
