import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** What the library leaves in the document. */
declare global {
  interface Window {
    axe: typeof axe
  }
}

type Finding = { page: string; rule: string; element: string; why?: string }

const contrast = 'color-contrast'

/**
 * What of axe's rules the open page breaks: every rule, every one but contrast, or contrast alone.
 * The library goes into a document once, however often it is asked: that is half of the time.
 */
export async function violations(
  page: Page,
  where: string,
  asked: 'all' | 'not colours' | 'colours' = 'all',
): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(asked === 'colours' ? { runOnly: { type: 'rule', values: [contrast] } } : {}),
    ...(asked === 'not colours' ? { rules: { [contrast]: { enabled: false } } } : {}),
  }
  const found = await page.evaluate((how) => window.axe.run(document, how), options)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => ({
      page: where,
      rule: id,
      element: node.html.slice(0, 160),
      why: [...node.any, ...node.all, ...node.none].map(({ message }) => message).join(' '),
    })),
  )
}

/**
 * What keeps somebody from using a page: by day with every rule; by night the same elements in other
 * colours; and on a phone. No language has colours of its own, so one that is looked at after another
 * may leave them out: they are half of the time.
 */
export async function looked(
  page: Page,
  path: string,
  { expected = 200, colours = true } = {},
): Promise<Finding[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const status = (await page.goto(path))?.status() ?? 0
  const found = await violations(page, path, colours ? 'all' : 'not colours')
  if (status !== expected) found.push({ page: path, rule: `answered ${status}`, element: '' })
  if (colours) {
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    found.push(...(await violations(page, `${path} dark`, 'colours')))
  }
  await page.setViewportSize({ width: 360, height: 740 })
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (beyond > 0) found.push({ page: path, rule: `${beyond} px wider than a phone`, element: '' })
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}
