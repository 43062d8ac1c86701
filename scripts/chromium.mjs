// Which browser the browser tests and the screenshots use.
import { existsSync } from 'node:fs'

/** Chromium on this machine, or the one that an npm package carries. */
export async function findChromium() {
  const args = [
    ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync', '--no-first-run'],
  ]
  const named = process.env.CHROMIUM_PATH
  if (named) return { executablePath: named, args }
  for (const path of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']) {
    if (existsSync(path)) return { executablePath: path, args }
  }
  // Not the arguments it brings: they switch off web security and put everything in one process.
  const { default: carried } = await import('@sparticuz/chromium')
  return { executablePath: await carried.executablePath(), args: [...args, '--disable-gpu'] }
}

/** A headless browser, through playwright-core. */
export async function launchChromium() {
  const { chromium } = await import('playwright-core')
  const { executablePath, args } = await findChromium()
  return chromium.launch({ executablePath, args, headless: true })
}
