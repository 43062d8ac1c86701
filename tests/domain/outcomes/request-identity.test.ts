import { execFile } from 'node:child_process'
import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signingKey } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { json, startEndpoint, type TestEndpoint } from 'tests/support/endpoints/start-endpoint'
import { register } from 'tests/support/outcomes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGuarded } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { openEndpoint } from '~/domain/outcomes/endpoints/endpoint-caller.server'
import { verifyRequest } from '~/domain/outcomes/endpoints/http-signature'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import { requestIdentity } from '~/domain/outcomes/endpoints/request-identity.server'
import { publicKeys, requestKeys } from '~/domain/outcomes/evidence/signing.server'
import { database } from '~/platform/database.server'
import { verificationExample } from '~/routes/_verification-example'

useDatabase()
const rules = { allowLoopback: true, allowHttp: false, ownPorts: [] }
const limits = { connections: 2, deadlineMs: 5_000, maxBytes: 65_536 }
let server: TestEndpoint
let directory: Server
let directoryOrigin = ''

beforeAll(async () => {
  server = await startEndpoint((response) => json(response, { label: 'a' }))
  directory = createServer(async (_request, response) => {
    json(response, await requestKeys(database()))
  })
  await new Promise<void>((done) => directory.listen(0, '127.0.0.1', done))
  directoryOrigin = `http://127.0.0.1:${(directory.address() as AddressInfo).port}`
})
afterAll(async () => {
  await server.close()
  directory.closeAllConnections()
  directory.close()
})

/** Sends rows through a registered endpoint and returns what arrived. */
async function sent(texts: readonly string[]) {
  const { endpointId } = await register(`${server.url}?tenant=7`)
  const opened = await openEndpoint(database(), endpointId, {
    limits,
    guard: { rules },
    expected: expectedOf([]),
  })
  if (!opened.ok) throw new Error(opened.problem)
  const from = server.asked.length
  for (const text of texts) await opened.caller.call([{ id: `id of ${text}`, features: { text } }])
  await opened.caller.close()
  return server.asked.slice(from)
}

const addressOf = (url: string) => `http://127.0.0.1:${server.port}${url}`

async function knownKeys() {
  const { keys } = await requestKeys(database())
  return new Map(
    keys.map((jwk) => [jwk.kid ?? '', createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]),
  )
}

const nowSeconds = () => Date.now() / 1000

describe('a request to an endpoint', () => {
  it('says who asks, and is signed under the published key', async () => {
    const arrived = await sent(['one', 'two', 'کل'])
    const keys = await knownKeys()
    expect(keys.size).toBe(1)
    for (const { headers, text, url } of arrived) {
      expect(headers['user-agent']).toMatch(/^Samar-Evaluation\/1 \(\+http:\/\/.*\/measuring\)$/)
      expect(headers['x-key']).toBe('a secret')
      const request = { method: 'POST', url: addressOf(url), headers: headers as never }
      expect(verifyRequest(request, text, keys, nowSeconds())).toEqual({ ok: true })
      expect(verifyRequest(request, `${text} `, keys, nowSeconds()).ok).toBe(false)
      expect(headers['signature-input']).toMatch(
        /^samar=\("@method" "@target-uri" "content-type" "content-digest"\);created=\d{10};keyid="[\w-]{43}";nonce="[\w-]{22}";tag="samar-evaluation"$/,
      )
    }
    const inputs = arrived.map(({ headers }) => headers['signature-input'])
    expect(new Set(inputs).size).toBe(3)
  })

  it('is signed with a key of its own, made once', async () => {
    await Promise.all([sent(['a']), sent(['b']), requestKeys(database())])
    const kept = await database()
      .select()
      .from(signingKey)
      .where(eq(signingKey.purpose, 'http-signature'))
    expect(kept).toHaveLength(1)
    expect(Object.keys(kept[0]?.publicJwk ?? {})).not.toContain('d')
    const verdictKeys = (await publicKeys(database())).keys.map(({ kid }) => kid)
    expect(verdictKeys).not.toContain(kept[0]?.id)
  })

  it('asks the database for nothing once it is opened', async () => {
    let asked = 0
    const counting = new Proxy(database(), {
      get(target, name, receiver) {
        if (name === 'select') asked++
        return Reflect.get(target, name, receiver)
      },
    })
    const identify = await requestIdentity(counting, () => 1_700_000_000_000)
    const before = asked
    const request = { method: 'POST', url: server.url, contentType: 'application/json', body: '{}' }
    for (let turn = 0; turn < 5; turn++) {
      expect((await identify(request))['signature-input']).toContain(';created=1700000000;')
    }
    expect(before).toBeGreaterThan(0)
    expect(asked).toBe(before)
  })

  it('keeps its own headers whatever was registered before they were reserved', async () => {
    const from = server.asked.length
    const opened = await openGuarded(
      server.url,
      { 'user-agent': 'forged', signature: 'samar=:AAAA:', 'content-digest': 'forged' },
      limits,
      { rules },
      await requestIdentity(database()),
    )
    if (!opened.ok) throw new Error(opened.problem)
    await opened.origin.post('{}')
    await opened.origin.close()
    const [{ headers, text } = { headers: {}, text: '' }] = server.asked.slice(from)
    expect(headers['user-agent']).toMatch(/^Samar-Evaluation/)
    const request = { method: 'POST', url: server.url, headers: headers as never }
    expect(verifyRequest(request, text, await knownKeys(), nowSeconds())).toEqual({ ok: true })
  })

  it.each(['User-Agent', 'Signature', 'Signature-Input', 'CONTENT-DIGEST', 'content-encoding'])(
    'cannot be registered with a %s of the team',
    async (name) => {
      const headers = [{ name, value: 'x' }]
      await expect(register(server.url, 'mil_test', { headers })).rejects.toMatchObject({
        code: 'endpoint_refused',
        facts: { reason: 'header' },
      })
    },
  )
})

describe("the page's example", () => {
  it('runs as it stands and tells a real request from a changed one', async () => {
    const [arrived] = await sent(['hello'])
    if (!arrived) throw new Error('nothing arrived')
    const { headers, text, url } = arrived
    const real = { method: 'POST', url: addressOf(url), headers, body: text }
    const old = String(headers['signature-input']).replace(/created=\d+/, 'created=1600000000')
    const requests = [
      real,
      { ...real, body: `${text} ` },
      { ...real, url: `${real.url}&more=1` },
      { ...real, method: 'PUT' },
      { ...real, headers: { ...headers, 'signature-input': old } },
      { ...real, headers: {} },
    ]
    const folder = mkdtempSync(join(tmpdir(), 'samar-example-'))
    writeFileSync(join(folder, 'is-from-samar.mjs'), verificationExample(directoryOrigin))
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { isFromSamar } from './is-from-samar.mjs'
      const said = []
      for (const request of ${JSON.stringify(requests)}) said.push(await isFromSamar(request))
      console.log(JSON.stringify(said))`,
    )
    const run = await runNode(join(folder, 'run.mjs'))
    rmSync(folder, { recursive: true })
    expect(run).toEqual([true, false, false, false, false, false])
  })
})

/** The directory answers from this process, so the program must run beside it and not block it. */
function runNode(file: string): Promise<unknown> {
  return new Promise((done, failed) => {
    execFile(process.execPath, [file], (error, stdout, stderr) => {
      if (error) failed(new Error(stderr))
      else done(JSON.parse(stdout))
    })
  })
}
