import { gzipSync } from 'node:zlib'
import type { EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { RequestProvider } from '~/components/page/request'
import { requestLocale, requestLowData, requestTheme } from '~/platform/languages/request-locale'
import { log } from '~/platform/log.server'

/**
 * The routes that this page is made of, where it ships no script. React Router lays out and matches
 * all routes it is given anew for each page, which was a tenth of a page's time; only a browser that
 * goes on from here would need the others.
 */
function onlyMatched(context: EntryContext): EntryContext {
  const { staticHandlerContext, routeModules, manifest } = context
  const ids = staticHandlerContext.matches.map(({ route }) => route.id)
  const { handle } = routeModules[ids.at(-1) ?? ''] ?? {}
  if (staticHandlerContext.errors || (handle as { script?: boolean } | undefined)?.script !== false)
    return context
  const routes = Object.fromEntries(
    ids.flatMap((id) => {
      const route = manifest.routes[id]
      return route ? [[id, route]] : []
    }),
  )
  return { ...context, manifest: { ...manifest, routes } }
}

/**
 * Renders a page once, whole: there is no hydration and nothing suspends, so there is nothing to
 * stream. Not `renderToPipeableStream`: React 18 leaves NUL bytes in the page where a letter of
 * more than one byte crosses a 2 KB boundary, which is every Urdu page. A fault while rendering
 * is thrown, and Remix renders again with the root's boundary.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Response {
  const facts = {
    locale: requestLocale(request),
    theme: requestTheme(request),
    lowData: requestLowData(request),
    script: remixContext.manifest.entry.module,
  }
  const html = `<!DOCTYPE html>${renderToString(
    <RequestProvider value={facts}>
      <RemixServer context={onlyMatched(remixContext)} url={request.url} />
    </RequestProvider>,
  )}`
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.append('Vary', 'Cookie, Accept-Language, Accept-Encoding, Save-Data')
  if (!/\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '')) {
    return new Response(html, { status, headers })
  }
  headers.set('Content-Encoding', 'gzip')
  return new Response(gzipSync(html, { level: 5 }), { status, headers })
}

/** Faults of loaders and actions are written down with their number by the access wrapper. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted) return
  if (error instanceof Error) log.error({ err: error }, 'a request failed')
}
