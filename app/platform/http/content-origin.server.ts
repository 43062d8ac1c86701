import express, { type Express, type RequestHandler, type Response } from 'express'

/** Where uploaded scripts run: an origin on which there is nothing else and nobody is known. */

export type ContentFile = { readonly sha256: string; readonly bytes: () => Promise<Buffer> }
export type ContentSource = {
  readonly contentOrigin: string
  /** The script that is put into every page. */
  readonly runtime: string
  /** The file that a signed path leads to; null for everything else. */
  readonly find: (sign: string, path: string) => Promise<ContentFile | null>
}

const pages: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
}
/** Texts say no charset: their pages do. */
const types: Readonly<Record<string, string>> = {
  ...pages,
  ...{ js: 'text/javascript', mjs: 'text/javascript', css: 'text/css', json: 'application/json' },
  ...{ xml: 'application/xml', xsd: 'application/xml', dtd: 'application/xml-dtd' },
  ...{ txt: 'text/plain', vtt: 'text/vtt', csv: 'text/csv', pdf: 'application/pdf' },
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif' },
  ...{ webp: 'image/webp', avif: 'image/avif', svg: 'image/svg+xml', bmp: 'image/bmp' },
  ...{ ico: 'image/x-icon', cur: 'image/x-icon', woff: 'font/woff', woff2: 'font/woff2' },
  ...{ ttf: 'font/ttf', otf: 'font/otf', eot: 'application/vnd.ms-fontobject' },
  ...{ mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', oga: 'audio/ogg', wav: 'audio/wav' },
  ...{ mp4: 'video/mp4', m4v: 'video/mp4', webm: 'video/webm', ogv: 'video/ogg' },
  wasm: 'application/wasm',
}

/**
 * What binds a package even where it is opened by itself: a sandbox without an origin, from which it
 * loads and frames its own files and nothing else, and sends to nobody. It cannot say who may frame it:
 * a page in a sandbox has no origin that `frame-ancestors` could name, so its own frames would be
 * refused too. Whoever has the signed path can read the files anyway, and a frame shows nothing more.
 */
function policyOf({ contentOrigin }: ContentSource, sign: string): string {
  const own = `${contentOrigin}/p/${sign}/`
  return [
    'sandbox allow-scripts allow-forms',
    `default-src ${own} ${contentOrigin}/runtime.js 'unsafe-inline' 'unsafe-eval' data: blob:`,
    `frame-src ${own}`,
    "object-src 'none'",
    `form-action ${own}`,
    `base-uri ${own}`,
  ].join('; ')
}

function plainHeaders(res: Response): void {
  res.set({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()',
    // A sandboxed page has no origin, so even its own files come to it from elsewhere.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': '*',
    'X-Robots-Tag': 'noindex',
  })
}

const nothing = (res: Response, status = 404) =>
  res
    .status(status)
    .set('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .set('Cache-Control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send('There is nothing here.\n')

/** The path within a package, part by part; null for one that no file can have. */
function innerPath(parts: readonly string[]): string | null {
  try {
    const decoded = parts.map(decodeURIComponent)
    const odd = (part: string) => /^\.{0,2}$/.test(part) || /[/\\\0]/.test(part)
    return decoded.length === 0 || decoded.some(odd) ? null : decoded.join('/')
  } catch {
    return null
  }
}

/** The page with the runtime before anything of its own runs. */
export function withRuntime(page: Buffer, address: string): Buffer {
  const wide = page[0] === 0xff && page[1] === 0xfe ? 'utf-16le' : null
  const bytes = wide ? Buffer.from(new TextDecoder(wide).decode(page), 'utf8') : page
  const text = bytes.toString('latin1')
  const place = [/<head(\s[^>]*)?>/i, /<html(\s[^>]*)?>/i, /<!doctype[^>]*>/i]
    .map((tag) => tag.exec(text))
    .find((found) => found !== null)
  const at = place ? place.index + place[0].length : 0
  const script = Buffer.from(`<script src="${address}"></script>`)
  return Buffer.concat([bytes.subarray(0, at), script, bytes.subarray(at)])
}

/** Only reading, and never with anything that says who reads. */
const readersOnly: RequestHandler = (req, res, next) => {
  plainHeaders(res)
  delete req.headers.cookie
  delete req.headers.authorization
  if (req.method === 'GET' || req.method === 'HEAD') return next()
  res.set('Allow', 'GET, HEAD')
  nothing(res, 405)
}

const fileOf =
  (source: ContentSource): RequestHandler =>
  async (req, res) => {
    const [, , sign = '', ...parts] = (req.originalUrl.split('?')[0] ?? '').split('/')
    const path = innerPath(parts)
    const file = path === null ? null : await source.find(sign, path)
    if (path === null || !file) return nothing(res)
    const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''
    const type = types[ending]
    res
      .set('Content-Security-Policy', policyOf(source, sign))
      .set('Cache-Control', 'private, max-age=3600')
      .set('ETag', `"${file.sha256}${ending in pages ? '-r1' : ''}"`)
    // Express would add a charset, and many packages are written in another than it thinks.
    res.setHeader('Content-Type', type ?? 'application/octet-stream')
    if (!type) res.set('Content-Disposition', 'attachment')
    if (req.fresh) return res.status(304).end()
    const kept = await file.bytes()
    const bytes = ending in pages ? withRuntime(kept, `${source.contentOrigin}/runtime.js`) : kept
    sendPart(req.range(bytes.length), bytes, res)
  }

/** Films are asked for in parts; some browsers play no others. */
function sendPart(
  asked: ReturnType<Parameters<RequestHandler>[0]['range']>,
  bytes: Buffer,
  res: Response,
): void {
  res.set('Accept-Ranges', 'bytes')
  const range = Array.isArray(asked) && asked.type === 'bytes' ? asked[0] : undefined
  if (!range) {
    res.end(bytes)
    return
  }
  res
    .status(206)
    .set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.length}`)
    .end(bytes.subarray(range.start, range.end + 1))
}

/** The second listener of the web process. It knows signed paths and one script. */
export function contentApplication(source: ContentSource): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(readersOnly)
  app.get('/runtime.js', (_req, res) => {
    res
      .set('Cache-Control', 'public, max-age=300')
      .set('Content-Type', 'text/javascript; charset=utf-8')
      .send(source.runtime)
  })
  const file = fileOf(source)
  app.use('/p', (req, res, next) => Promise.resolve(file(req, res, next)).catch(next))
  app.use((_req: express.Request, res: Response) => void nothing(res))
  return app
}
