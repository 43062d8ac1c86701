import type { Server } from 'node:http'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import { sql } from 'drizzle-orm'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { packageSource } from '~/domain/learning/package/package-content.server'
import { closeDatabase, database } from '~/platform/database.server'
import { type Env, env as readSettings } from '~/platform/env.server'
import { accessLog } from '~/platform/http/access-log.server'
import { builtAssets } from '~/platform/http/assets.server'
import { contentApplication } from '~/platform/http/content-origin.server'
import { bodyLimit, dropForwardedHost, ownOriginOnly, plainly } from '~/platform/http/guards.server'
import { machineReaders } from '~/platform/http/machine-readers.server'
import { securityHeaders } from '~/platform/http/security-headers.server'
import { log } from '~/platform/log.server'

/** 200 while the database answers, else 503: what the supervisor and a load balancer ask. */
const health: RequestHandler = async (_req, res) => {
  res.set('Cache-Control', 'no-store')
  const late = new Promise<never>((_, reject) =>
    setTimeout(reject, 2_000, new Error('late')).unref(),
  )
  try {
    await Promise.race([database().execute(sql`select 1`), late])
    res.json({ ok: true })
  } catch {
    res.status(503).set('Retry-After', '5').json({ ok: false })
  }
}

/** What reached nobody: said in plain words, with nothing of the inside. */
const lastResort: ErrorRequestHandler = (error, req, res, _next) => {
  const status = typeof error?.status === 'number' && error.status < 500 ? error.status : 500
  if (status === 500) log.error({ err: error, id: res.locals.requestId }, 'fault outside the pages')
  if (res.headersSent) return res.destroy()
  plainly(req, res, status, status === 500 ? 'common.fault_body' : 'common.not_found_body')
}

type Pages = { assets: RequestHandler; build: ServerBuild | (() => Promise<ServerBuild>) }

async function builtPages(): Promise<Pages> {
  const build: ServerBuild = await import(new URL('./server/index.js', import.meta.url).href)
  return { assets: builtAssets(new URL('./client', import.meta.url).pathname), build }
}

/** Vite serves the sources and rebuilds them as they change. */
async function sourcePages(): Promise<Pages> {
  const { createServer } = await import('vite')
  const vite = await createServer({ server: { middlewareMode: true } })
  return {
    assets: vite.middlewares,
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
  }
}

function application(env: Env, pages: Pages): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', env.TRUST_PROXY ? 1 : false)
  app.use(accessLog, dropForwardedHost(env))
  app.get('/health', health)
  app.use(securityHeaders(env), pages.assets, ownOriginOnly(env), bodyLimit, machineReaders)
  app.all(
    '*',
    createRequestHandler({
      build: pages.build,
      mode: env.SAMAR_DEV ? 'development' : 'production',
      getLoadContext: (req, res) => ({
        address: req.ip ?? 'unknown',
        document: !req.path.endsWith('.data'),
        requestId: res.locals.requestId,
      }),
    }),
  )
  app.use(lastResort)
  return app
}

/** Stops taking requests, lets those that run come to an end, then goes. */
function stopInOrder(server: Server, beside: Server | null): void {
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), 10_000).unref()
    const ended = (one: Server) =>
      new Promise<void>((done) => {
        one.close(() => done())
        one.closeIdleConnections()
      })
    Promise.all([ended(server), ...(beside ? [ended(beside)] : [])]).then(async () => {
      await closeDatabase()
      process.exit(0)
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // The launcher is gone, however it ended.
  process.on('disconnect', stop)
}

/** A door that cannot be opened ends the process with a sentence that says what to set. */
function sayWhyNot(server: Server, { HOST: host }: Env, name: string, port: number): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    const known: Record<string, string> = {
      EADDRINUSE: `port ${port} is taken; set ${name} to another`,
      EADDRNOTAVAIL: `HOST ${host} is no address of this machine`,
    }
    log.fatal({ host, port }, known[error.code ?? ''] ?? error.message)
    process.exit(1)
  })
}

/** The origin of uploaded packages, where there is one. */
async function listenForPackages(env: Env): Promise<Server | null> {
  const source = packageSource(env)
  if (!source) return null
  const app = contentApplication(source)
  app.use(lastResort)
  const server = app.listen(env.SAMAR_CONTENT_PORT, env.HOST)
  server.requestTimeout = 30_000
  server.headersTimeout = 20_000
  sayWhyNot(server, env, 'SAMAR_CONTENT_PORT', env.SAMAR_CONTENT_PORT)
  await new Promise((done) => server.once('listening', done))
  return server
}

async function main(): Promise<void> {
  const env = readSettings()
  const app = application(env, env.SAMAR_DEV ? await sourcePages() : await builtPages())
  const beside = await listenForPackages(env)
  const server = app.listen(env.PORT, env.HOST)
  // The largest upload is half a gigabyte: at 7 Mbit/s it takes these ten minutes.
  server.requestTimeout = 600_000
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000
  server.once('listening', () => {
    log.info({ host: env.HOST, port: env.PORT, mode: env.SAMAR_MODE }, 'listening')
    process.send?.({ ready: true })
  })
  sayWhyNot(server, env, 'PORT', env.PORT)
  stopInOrder(server, beside)
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, 'the server could not start')
  process.exit(1)
})
