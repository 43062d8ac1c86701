import { PassThrough, Transform } from 'node:stream'
import { createGzip } from 'node:zlib'
import { createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { RequestProvider } from '~/components/request'
import { requestLocale, requestLowData, requestTheme } from '~/platform/languages/request-locale'
import { log } from '~/platform/log.server'

/**
 * Renders a page once, whole: there is no hydration and nothing suspends, so nothing is streamed.
 * A fault while rendering rejects, and Remix renders again with the root's boundary.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const facts = {
    locale: requestLocale(request),
    theme: requestTheme(request),
    lowData: requestLowData(request),
    script: remixContext.manifest.entry.module,
  }
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <RequestProvider value={facts}>
        <RemixServer context={remixContext} url={request.url} />
      </RequestProvider>,
      {
        onAllReady() {
          headers.set('Content-Type', 'text/html; charset=utf-8')
          headers.append('Vary', 'Cookie, Accept-Language, Accept-Encoding, Save-Data')
          const zipped = /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '')
          const body = zipped ? createGzip({ level: 5 }) : new PassThrough()
          if (zipped) headers.set('Content-Encoding', 'gzip')
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
          pipe(withoutZeroBytes()).pipe(body)
        },
        onShellError: reject,
        onError(error) {
          log.error({ err: error }, 'a page could not be rendered')
        },
      },
    )
  })
}

/** React 18 may leave zero bytes where a chunk ends inside a letter of several bytes, as in Urdu. */
function withoutZeroBytes(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
    },
  })
}

/** Faults of loaders and actions are written down with their number by the access wrapper. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted) return
  if (error instanceof Error) log.error({ err: error }, 'a request failed')
}
