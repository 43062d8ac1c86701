// `npm run screenshots -- [name …]`: photographs the demo's pages into docs/screenshots. The pages are
// in screenshots.json: path, as (which persona, by number or role), follow (a link to go on by, or several), width,
// locale, dark. Uses the running demo, or starts one for the while.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchChromium } from './chromium.mjs'
import { personasOf, readInstance, runningInstance } from './instance.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

const target = join(projectFolder, 'docs/screenshots')

async function demo(instance) {
  const running = runningInstance(instance.folder)
  if (running?.databaseUrl) return { origin: running.origin, stop: async () => {} }
  const child = spawn(process.execPath, [join(projectFolder, 'scripts/start.mjs')], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  await new Promise((ready, failed) => {
    let said = ''
    child.stdout.on('data', (piece) => {
      said += piece
      if (/^Stop +Ctrl-C/m.test(said)) ready()
    })
    ended.then(() => failed(new Trouble(`The demo did not start.\n${said}`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { origin: instance.origin, stop }
}

async function signedIn(context, origin, person) {
  const page = await context.newPage()
  await page.goto(`${origin}/sign-in`)
  await page.fill('input[name=email]', person.email)
  await page.fill('input[name=password]', person.password)
  await Promise.all([
    page.waitForURL((url) => !url.pathname.startsWith('/sign-in')),
    page.click('main form [type=submit]'),
  ])
  await page.close()
}

async function photograph(browser, origin, personas, shot) {
  const { name, path, as, follow, locale = 'en', width = 1280, dark = false } = shot
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 780 : 860 },
    deviceScaleFactor: width < 600 ? 2 : 1,
    locale: locale === 'ur' ? 'ur-PK' : 'en-GB',
    timezoneId: 'Asia/Karachi',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  try {
    await context.addCookies([{ name: 'locale', value: locale, url: origin }])
    if (as !== undefined) {
      const person =
        typeof as === 'number' ? personas[as] : personas.find(({ role }) => role === as)
      if (!person) throw new Trouble(`No persona ${as}.`)
      await signedIn(context, origin, person)
    }
    const page = await context.newPage()
    let answer = await page.goto(`${origin}${path}`)
    for (const link of follow ? [follow].flat() : []) {
      const href = await page.locator(link).first().getAttribute('href', { timeout: 3_000 })
      answer = await page.goto(new URL(href, page.url()).href)
    }
    if (!answer?.ok()) throw new Trouble(`${page.url()} answered ${answer?.status()}.`)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(target, `${name}.png`), fullPage: shot.whole ?? false })
  } finally {
    await context.close()
  }
}

await main(async () => {
  const wanted = process.argv.slice(2)
  const list = join(projectFolder, 'scripts/screenshots.json')
  const shots = JSON.parse(readFileSync(list, 'utf8')).filter(
    ({ name }) => wanted.length === 0 || wanted.includes(name),
  )
  const instance = readInstance()
  const { origin, stop } = await demo(instance)
  const browser = await launchChromium()
  let missed = 0
  try {
    mkdirSync(target, { recursive: true })
    const personas = personasOf(instance.folder)
    for (const shot of shots) {
      try {
        await photograph(browser, origin, personas, shot)
        console.log(`docs/screenshots/${shot.name}.png`)
      } catch (error) {
        missed += 1
        console.error(`${shot.name}: ${error.message.split('\n')[0]}`)
      }
    }
  } finally {
    await browser.close()
    await stop()
  }
  return missed === 0 ? 0 : 1
})
