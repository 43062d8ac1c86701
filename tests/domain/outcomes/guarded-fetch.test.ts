import * as endpoints from 'tests/support/endpoints/start-endpoint'
import { afterEach, describe, expect, it } from 'vitest'
import { openGuarded, type Resolver } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { type GuardRules, publicOnly } from '~/domain/outcomes/address-guard'

const playground: GuardRules = { allowLoopback: true, allowHttp: false, ownPorts: [] }
const limits = { connections: 2, deadlineMs: 400, maxBytes: 65_536 }
const open: endpoints.TestEndpoint[] = []

async function start(behaviour: endpoints.Behaviour) {
  const endpoint = await endpoints.startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

/** One request through the guard to a server that behaves like this. */
async function ask(behaviour: endpoints.Behaviour) {
  const endpoint = await start(behaviour)
  const opened = await openGuarded(endpoint.url, { 'x-key': 'secret' }, limits, {
    rules: playground,
  })
  if (!opened.ok) throw new Error(opened.problem)
  const result = await opened.origin.post('{"text":"hello"}')
  await opened.origin.close()
  return { result, endpoint }
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((endpoint) => endpoint.close()))
})

describe('a guarded request', () => {
  it('carries the registered headers and returns the answer', async () => {
    const { result, endpoint } = await ask((response) =>
      endpoints.json(response, { label: 'urgent' }),
    )
    expect(result).toEqual({ ok: true, status: 200, body: '{"label":"urgent"}' })
    expect(endpoint.asked[0]?.headers).toMatchObject({
      'x-key': 'secret',
      'accept-encoding': 'identity',
    })
  })

  it('reads an answer that is gzipped although nobody asked for it', async () => {
    expect((await ask(endpoints.gzipped)).result).toMatchObject({
      ok: true,
      body: '{"label":"urgent"}',
    })
  })

  const bad: [string, endpoints.Behaviour, string][] = [
    ['silent', endpoints.silent, 'deadline_passed'],
    ['dripping without end', endpoints.dripping, 'deadline_passed'],
    ['huge', endpoints.huge, 'too_large'],
    ['a gzip bomb', endpoints.gzipBomb, 'too_large'],
    ['broken gzip', endpoints.brokenGzip, 'response_broken'],
    ['packed in an unknown way', endpoints.strangeEncoding, 'encoding_unknown'],
    ['not UTF-8', endpoints.notUtf8, 'not_utf8'],
    ['an error', endpoints.failing, 'status_not_ok'],
    ['with endless headers', endpoints.longHeaders, 'too_large'],
    ['hung up on', endpoints.hangingUp, 'connection_failed'],
    ['broken off', endpoints.breakingOff, 'response_broken'],
  ]
  it.each(bad)('that is %s comes back as a tagged problem', async (_name, behaviour, problem) => {
    expect((await ask(behaviour)).result).toMatchObject({ ok: false, problem })
  })

  it('does not follow a redirect, not even to itself', async () => {
    const target = await start((response) => endpoints.json(response, { label: 'urgent' }))
    for (const location of [target.url, 'http://169.254.169.254/latest/meta-data/', '/elsewhere']) {
      const { result, endpoint } = await ask(endpoints.redirecting(location))
      expect(result).toMatchObject({ ok: false, problem: 'redirected' })
      expect(endpoint.asked).toHaveLength(1)
    }
    expect(target.asked).toHaveLength(0)
  })

  it('says when nobody listens', async () => {
    const endpoint = await start(endpoints.silent)
    await endpoint.close()
    open.pop()
    const opened = await openGuarded(endpoint.url, {}, limits, { rules: playground })
    if (!opened.ok) throw new Error(opened.problem)
    expect(await opened.origin.post('{}')).toMatchObject({
      ok: false,
      problem: 'connection_refused',
    })
    await opened.origin.close()
  })
})

describe('names', () => {
  const answering = (...addresses: string[]): Resolver & { calls: number } => {
    const resolve = Object.assign(
      async () => {
        resolve.calls++
        return addresses
      },
      { calls: 0 },
    )
    return resolve
  }

  it.each([
    [['127.0.0.1']],
    [['10.1.2.3']],
    [['169.254.169.254']],
    [['::1']],
    [['93.184.216.34', '192.168.0.10']],
    [['64:ff9b::7f00:1']],
  ])('that lead to %j are refused before a connection is made', async (addresses) => {
    const resolve = answering(...addresses)
    const opened = await openGuarded('https://model.example.com/', {}, limits, {
      rules: publicOnly,
      resolve,
    })
    expect(opened).toEqual({ ok: false, problem: 'address_refused' })
  })

  it('are resolved once: a second look-up that says loopback is never made', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['10.0.0.1']]
    let calls = 0
    const endpoint = await start((response) => endpoints.json(response, { label: 'urgent' }))
    const rebinding: Resolver = async () => answers[calls++] ?? []
    const opened = await openGuarded(`http://localhost:${endpoint.port}/v1`, {}, limits, {
      rules: playground,
      resolve: rebinding,
    })
    if (!opened.ok) throw new Error(opened.problem)
    for (let turn = 0; turn < 5; turn++)
      expect(await opened.origin.post('{}')).toMatchObject({ ok: true })
    expect(calls).toBe(1)
    expect(opened.origin.address).toBe('127.0.0.1')
    expect(endpoint.asked).toHaveLength(5)
    await opened.origin.close()
  })

  it('that nobody knows, or a resolver that throws, are refused', async () => {
    const url = 'https://model.example.com/'
    const none = await openGuarded(url, {}, limits, { rules: publicOnly, resolve: answering() })
    expect(none).toEqual({ ok: false, problem: 'name_unknown' })
    const throwing: Resolver = async () => {
      throw new Error('SERVFAIL')
    }
    const thrown = await openGuarded(url, {}, limits, { rules: publicOnly, resolve: throwing })
    expect(thrown).toEqual({ ok: false, problem: 'name_unknown' })
  })
})
