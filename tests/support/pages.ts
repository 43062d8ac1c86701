import type { Locator, Page } from 'playwright-core'
import type { OpenPage } from './browser'

/**
 * How tests use the pages: by address, by the names of fields and by the intent of a form, so that a
 * change of words breaks nothing and the same steps run with and without JavaScript.
 */
export type FieldValue = string | readonly string[] | { file: string; bytes: Buffer }

/** Goes to an address and expects the page to be there. */
export async function open(page: Page, path: string): Promise<void> {
  // No response: the page reloaded itself at that moment, as one that follows a measurement does.
  const response = (await page.goto(path)) ?? (await page.goto(path))
  if (!response || response.status() >= 400) {
    throw new Error(`${path} answered ${response?.status()}: ${await wordsOf(page)}`)
  }
}

/** What a visitor would read of what went wrong. */
export async function wordsOf(page: Page): Promise<string> {
  const alerts = await page.locator('[role=alert], .field-error').allInnerTexts()
  const words = alerts.length > 0 ? alerts : [await page.locator('main').innerText()]
  return words.join(' ').replace(/\s+/g, ' ').slice(0, 600)
}

/** Opens every closed fold around an element, from the outside in. */
async function unfold(inner: Locator): Promise<void> {
  const folds = inner.locator('xpath=ancestor::details[not(@open)]')
  // Each click opens one, so the first closed one is another one every time.
  while ((await folds.count()) > 0) await folds.first().locator('> summary').click()
}

async function fill(form: Locator, name: string, value: FieldValue): Promise<void> {
  const field = form.locator(`[name="${name}"]`)
  if ((await field.count()) === 0) throw new Error(`The form has no field ${name}.`)
  await unfold(field.first())
  if (typeof value === 'object' && 'file' in value) {
    return field.setInputFiles({ name: value.file, mimeType: 'text/csv', buffer: value.bytes })
  }
  const type = await field.first().getAttribute('type')
  if (type === 'checkbox') {
    for (const box of await field.all()) {
      const own = (await box.getAttribute('value')) ?? 'on'
      await box.setChecked([value].flat().includes(own))
    }
  } else if (type === 'radio') {
    await form.locator(`[name="${name}"][value="${value}"]`).check()
  } else if ((await form.locator(`select[name="${name}"]`).count()) > 0) {
    await field.selectOption(value as string)
  } else await field.fill(value as string)
}

/** The form with this intent; `holding` picks one of several by what stands in it. */
export function formOf(page: Page, intent: string, holding?: string): Locator {
  const form = page.locator(`form:has(> input[name="intent"][value="${intent}"])`)
  return (holding ? form.filter({ has: page.locator(holding) }) : form).first()
}

/** Whether the page offers this act. */
export async function offers(page: Page, intent: string): Promise<boolean> {
  return (await formOf(page, intent).count()) > 0
}

/** Fills in the form of an intent and sends it; expects the server to have taken it. */
export async function send(
  page: OpenPage,
  intent: string,
  values: Readonly<Record<string, FieldValue>> = {},
  options: { holding?: string; refused?: boolean; twice?: boolean } = {},
): Promise<void> {
  const form = formOf(page, intent, options.holding)
  if ((await form.count()) === 0) {
    throw new Error(`${page.url()} does not offer ${intent}: ${await wordsOf(page)}`)
  }
  for (const [name, value] of Object.entries(values)) await fill(form, name, value)
  await unfold(form)
  await press(page, form.locator('button:not([type=button])').first(), options)
}

/** Presses a button that sends a form, and waits for the page that follows. */
export async function press(
  page: OpenPage,
  button: Locator,
  { refused = false, twice = false } = {},
): Promise<void> {
  const click = twice ? button.dblclick({ noWaitAfter: true }) : button.click()
  const [response] = await Promise.all([page.waitForNavigation(), click])
  const status = response?.status() ?? 0
  // The browser reports every refusal as trouble; one that was asked for is none.
  if (refused) page.troubles.splice(0, page.troubles.length)
  if (status >= 400 !== refused) {
    throw new Error(`${page.url()} answered ${status}: ${await wordsOf(page)}`)
  }
}

/** Loads the page again until `ready` says so: what a visitor without a script would do. */
export async function reloadUntil(
  page: Page,
  ready: () => Promise<boolean>,
  what: string,
  seconds = 60,
): Promise<void> {
  const end = Date.now() + seconds * 1_000
  while (!(await ready())) {
    if (Date.now() > end) throw new Error(`${what} did not come: ${await wordsOf(page)}`)
    await page.waitForTimeout(300)
    await page.reload()
  }
}

/** The number of a path such as /briefs/brf_…, where the page stands. */
export function idOf(page: Page, folder: string): string {
  const id = new RegExp(`/${folder}/([^/?#]+)`).exec(page.url())?.[1]
  if (!id) throw new Error(`${page.url()} is not a page of ${folder}.`)
  return id
}

export type Account = { name: string; email: string; password: string; country: string }

/** Makes an account through the pages: signs up, follows the mail's link, types the password again. */
export async function signUp(page: OpenPage, who: Account, next?: string): Promise<void> {
  await open(page, next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up')
  await send(page, 'sign-up', { ...who })
  await followMail(page, who.email)
  await send(page, 'confirm', { password: who.password })
}

/** Opens the latest practice mail of an address and goes where its button leads. */
export async function followMail(page: Page, email: string): Promise<void> {
  const mail = page.locator('main a[href^="/mailbox/"]').first()
  await open(page, `/mailbox?to=${encodeURIComponent(email)}`)
  await reloadUntil(page, async () => (await mail.count()) > 0, `Mail to ${email}`, 20)
  await open(page, (await mail.getAttribute('href')) ?? '')
  const link = await page.locator('main a.button-primary').first().getAttribute('href')
  await open(page, link ?? '')
}
