import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchChromium } from '../../scripts/chromium.mjs'

export interface PageOptions {
  javaScript?: boolean
  locale?: 'en' | 'ur'
  width?: number
  height?: number
  dark?: boolean
  origin?: string
}

export interface OpenPage extends Page {
  /** What went wrong in the page: errors of its scripts and of what it loads. */
  troubles: string[]
}

/**
 * One browser for the test file. Each page has a context, and so cookies, of its own; all of them
 * are closed after the last test.
 */
export function useBrowser() {
  let browser: Browser | undefined
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    for (const context of contexts) await context.close()
    await browser?.close()
  })

  /** A fresh visitor: no cookies, the language asked for, the width in CSS pixels. */
  async function newPage(options: PageOptions = {}): Promise<OpenPage> {
    if (!browser) throw new Error('The browser exists only inside tests and hooks.')
    const { javaScript = true, locale = 'en', width = 1280, height = 900, dark = false } = options
    const context = await browser.newContext({
      javaScriptEnabled: javaScript,
      locale: locale === 'ur' ? 'ur-PK' : 'en-GB',
      timezoneId: 'Asia/Karachi',
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      ...(options.origin ? { baseURL: options.origin } : {}),
    })
    contexts.push(context)
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text())
    })
    return Object.assign(page, { troubles })
  }

  return { newPage }
}
