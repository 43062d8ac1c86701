import type { LoaderFunctionArgs } from '@remix-run/node'
import { env, isPlayground } from '~/platform/env.server'
import { requestLowData, requestTheme } from '~/platform/languages/request-locale'
import { isMessageKey } from '~/platform/languages/translator'
import { cookieLine, cookieOf, toastCookie } from './cookies.server'
import { localeOf, requestSession, requestTime } from './session.server'

/**
 * What every page's frame needs, for root's loader, which adds the unread count:
 * `serve('anyone', …)` around it maps failures. `toast` was set by `redirectWith` and is shown once.
 */
export async function rootData({
  request,
  context,
}: Pick<LoaderFunctionArgs, 'request' | 'context'>) {
  const [session, now] = await Promise.all([requestSession(request, context), requestTime(context)])
  const { viewer } = session
  const toast = cookieOf(request, toastCookie)
  return {
    value: {
      viewer: viewer && {
        personId: viewer.personId,
        name: viewer.name,
        operator: viewer.operator,
        organisations: viewer.memberships.map(({ organisationId, name, kind, role }) => ({
          id: organisationId,
          name,
          kind,
          role,
        })),
      },
      locale: localeOf(request, viewer),
      timeZone: viewer?.timeZone ?? 'UTC',
      theme: requestTheme(request),
      lowData: requestLowData(request),
      now,
      origin: env().APP_ORIGIN,
      playground: isPlayground(),
      mode: env().SAMAR_MODE,
      toast: toast && isMessageKey(toast) ? toast : null,
    },
    /** Set-Cookie lines: the toast is taken away once read. */
    cookies: toast ? [cookieLine(toastCookie, '', { maxAgeSeconds: 0 })] : [],
  }
}
