import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import express, { Router } from 'express'

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}

/**
 * The built files of the browser. Names under /assets carry a hash of what is in them, so they
 * never change; style sheets and scripts are sent compressed, once compressed and kept.
 */
export function builtAssets(clientFolder: string): Router {
  const router = Router()
  const folder = join(clientFolder, 'assets')
  const known = new Set(readdirSync(folder))
  const kept = new Map<string, Buffer>()
  router.get('/assets/:name', (req, res, next) => {
    const { name } = req.params
    const type = types[name.split('.').at(-1) ?? '']
    if (!type || !known.has(name) || !/\bbr\b/.test(req.get('accept-encoding') ?? '')) return next()
    let body = kept.get(name)
    if (!body) {
      body = brotliCompressSync(readFileSync(join(folder, name)), {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
      })
      kept.set(name, body)
    }
    res
      .set('Cache-Control', 'public, max-age=31536000, immutable')
      .set('Content-Encoding', 'br')
      .set('Vary', 'Accept-Encoding')
      .set('Content-Type', type)
      .end(body)
  })
  router.use(
    '/assets',
    express.static(folder, { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  // Every page passes here, so the disk is only asked for files that are there.
  const others = new Set(readdirSync(clientFolder).map((name) => `/${name}`))
  const rest = express.static(clientFolder, { maxAge: '1h', index: false })
  router.use((req, res, next) => (others.has(req.path) ? rest(req, res, next) : next()))
  return router
}
