import { startSession } from '~/domain/identity/adapters/lucia-sessions.server'
import { database } from '~/platform/database.server'
import type { OpenPage } from './browser'

/** Signs a page in without its form, for tests that are about other pages. */
export async function signInAs(page: OpenPage, personId: string, origin: string): Promise<void> {
  const { setCookie } = await startSession(database(), { personId, userAgent: 'tests' })
  const [name = '', value = ''] = (setCookie.split(';')[0] ?? '').split('=', 2)
  await page.context().addCookies([{ name, value, url: origin }])
}
