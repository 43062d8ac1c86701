import { request as plainRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Env } from '~/platform/env.server'
import { bodyLimit, dropForwardedHost, ownOriginOnly } from '~/platform/http/guards.server'
import { securityHeaders } from '~/platform/http/security-headers.server'

const settings = {
  SAMAR_MODE: 'test',
  APP_ORIGIN: 'http://samar.test',
  TRUST_PROXY: false,
  SAMAR_DEV: false,
  STRIPE_API_URL: 'http://127.0.0.1:3010',
} as Env

function listen(env: Env): Promise<Server> {
  const app = express()
  app.use(dropForwardedHost(env), securityHeaders(env), ownOriginOnly(env), bodyLimit)
  app.all('*', (req, res) => {
    res.json({ reached: true, forwarded: req.get('x-forwarded-host') ?? null })
  })
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server))
  })
}

type Answer = { status: number; body: string; headers: Record<string, unknown> }

/** Over node:http, since fetch decides about Origin, Host and Content-Length by itself. */
function ask(
  server: Server,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const sent = plainRequest({ port, method, path, headers, host: '127.0.0.1' }, (response) => {
      let text = ''
      response.on('data', (piece) => {
        text += piece
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

describe('the guards before every page', () => {
  let server: Server
  let live: Server

  beforeAll(async () => {
    server = await listen(settings)
    live = await listen({ ...settings, SAMAR_MODE: 'live', APP_ORIGIN: 'https://samar.test' })
  })
  afterAll(() => {
    server.close()
    live.close()
  })

  it('let anybody read', async () => {
    expect((await ask(server, 'GET', '/briefs', { Origin: 'https://evil.test' })).status).toBe(200)
  })

  it('refuse a form from another site, in plain words of the reader', async () => {
    const answer = await ask(server, 'POST', '/sign-in', {
      Origin: 'https://evil.test',
      Cookie: 'locale=ur',
    })
    expect(answer.status).toBe(403)
    expect(answer.headers['content-language']).toBe('ur')
    expect(answer.body).toContain('ثمر')
  })

  it('refuse an unsafe request that does not say where it comes from', async () => {
    expect((await ask(server, 'POST', '/sign-in')).status).toBe(403)
    expect((await ask(server, 'DELETE', '/sign-in', { Origin: 'null' })).status).toBe(403)
    const hidden = { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }
    expect((await ask(server, 'POST', '/sign-in', hidden)).status).toBe(403)
  })

  it('let our own forms through, on the address that was opened', async () => {
    const { port } = server.address() as AddressInfo
    for (const headers of [
      { Origin: 'http://samar.test' },
      { Origin: `http://127.0.0.1:${port}`, Host: `127.0.0.1:${port}` },
      { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    ] as Record<string, string>[]) {
      expect((await ask(server, 'POST', '/sign-in', headers)).status).toBe(200)
    }
  })

  it('count only the configured origin in live mode', async () => {
    const { port } = live.address() as AddressInfo
    const own = { Origin: `http://127.0.0.1:${port}`, Host: `127.0.0.1:${port}` }
    expect((await ask(live, 'POST', '/sign-in', own)).status).toBe(403)
    expect((await ask(live, 'POST', '/sign-in', { Origin: 'https://samar.test' })).status).toBe(200)
  })

  it('let webhooks through, which have no origin', async () => {
    expect((await ask(server, 'POST', '/webhooks/stripe')).status).toBe(200)
  })

  it('refuse bodies that are too large or of unsaid length, before reading them', async () => {
    const own = { Origin: 'http://samar.test' }
    const statusOf = (path: string, bytes: number, type: string) =>
      new Promise<number>((resolve, reject) => {
        const { port } = server.address() as AddressInfo
        const headers = { ...own, 'Content-Length': String(bytes), 'Content-Type': type }
        const sent = plainRequest({ port, method: 'POST', path, headers }, (response) => {
          resolve(response.statusCode ?? 0)
          sent.destroy()
        })
        sent.once('error', reject)
        sent.flushHeaders()
      })
    expect(await statusOf('/x', 1_000_001, 'text/plain')).toBe(413)
    const file = 'multipart/form-data; boundary=x'
    expect(await statusOf('/x', 64_000_001, file)).toBe(413)
    expect(await statusOf('/briefs/brf_1/dataset', 536_870_912, file)).toBe(200)
    expect(await statusOf('/briefs/brf_1/dataset', 540_000_001, file)).toBe(413)
    expect(await statusOf('/briefs/brf_1/dataset', 1_000_001, 'text/plain')).toBe(413)
    const unsaid = { ...own, 'Transfer-Encoding': 'chunked' }
    expect((await ask(server, 'POST', '/x', unsaid, 'body')).status).toBe(411)
  })

  it('drop the forwarded host where no proxy is configured', async () => {
    const answer = await ask(server, 'GET', '/', { 'X-Forwarded-Host': 'evil.test' })
    expect(JSON.parse(answer.body).forwarded).toBeNull()
  })

  it('allow no inline script, and forms to the payment page', async () => {
    const { headers } = await ask(server, 'GET', '/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toMatch(/form-action 'self' [^;]*http:\/\/127\.0\.0\.1:3010/)
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['referrer-policy']).toBe('same-origin')
  })

  it('insist on https only where the origin is https', async () => {
    const { headers } = await ask(live, 'GET', '/')
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    expect(String(headers['content-security-policy'])).toContain('upgrade-insecure-requests')
  })
})
