import { type AddressInfo, createServer } from 'node:net'
import { bomb, packings } from 'tests/support/endpoints/bomb'
import { dripping, headerDripper } from 'tests/support/endpoints/dripper'
import { type Flood, flooder } from 'tests/support/endpoints/flooder'
import { giant } from 'tests/support/endpoints/giant'
import { rebinder } from 'tests/support/endpoints/rebinder'
import { metadata, redirecting } from 'tests/support/endpoints/redirector'
import * as endpoints from 'tests/support/endpoints/start-endpoint'
import { buildConnector } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import {
  AddressChanged,
  checkedConnector,
} from '~/domain/outcomes/adapters/checked-connection.server'
import { openGuarded, type Resolver } from '~/domain/outcomes/adapters/guarded-fetch.server'
import { type GuardRules, publicOnly } from '~/domain/outcomes/endpoints/address-guard'

const playground: GuardRules = { allowLoopback: true, allowHttp: false, ownPorts: [] }
/** Time enough that on a busy machine, too, the deadline is not what ends a request. */
const limits = { connections: 2, deadlineMs: 20_000, maxBytes: 65_536 }
/** For servers that would never come to an end. */
const hurried = { ...limits, deadlineMs: 400 }
const open: endpoints.TestEndpoint[] = []
/** What the buffers of a connection may hold when it is cut: far less than what was to come. */
const mostOnTheWay = 64 * 1024 * 1024

async function start(behaviour: endpoints.Behaviour) {
  const endpoint = await endpoints.startEndpoint(behaviour)
  open.push(endpoint)
  return endpoint
}

/** One request through the guard to a server that behaves like this. */
async function ask(behaviour: endpoints.Behaviour, within = limits) {
  const endpoint = await start(behaviour)
  const opened = await openGuarded(endpoint.url, { 'x-key': 'secret' }, within, {
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
    ['dripping without end', dripping, 'deadline_passed'],
    ['dripping headers without end', headerDripper(), 'deadline_passed'],
    ['broken gzip', endpoints.brokenGzip, 'response_broken'],
    ['packed in an unknown way', endpoints.strangeEncoding, 'encoding_unknown'],
    ['not UTF-8', endpoints.notUtf8, 'not_utf8'],
    ['an error', endpoints.failing, 'status_not_ok'],
    ['with endless headers', endpoints.longHeaders, 'too_large'],
    ['hung up on', endpoints.hangingUp, 'connection_failed'],
    ['broken off', endpoints.breakingOff, 'response_broken'],
  ]
  it.each(bad)('that is %s comes back as a tagged problem', async (_name, behaviour, problem) => {
    const within = problem === 'deadline_passed' ? hurried : limits
    expect((await ask(behaviour, within)).result).toMatchObject({ ok: false, problem })
  })

  it.each([undefined, true])('of 10 GB is cut off, announced: %s', async (announced) => {
    const one = giant(10_000_000_000, announced)
    expect((await ask(one.behaviour)).result).toMatchObject({ ok: false, problem: 'too_large' })
    expect(one.mostSent()).toBeLessThan(mostOnTheWay)
  })

  it.each(packings)('that is a bomb in %s is not unpacked', async (packing) => {
    const problem = packing.includes(',') ? 'encoding_unknown' : 'too_large'
    expect((await ask(bomb(packing))).result).toMatchObject({ ok: false, problem })
  })

  it('is unpacked no further than the limit, whatever the ratio', async () => {
    const heap = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed
    const before = heap()
    for (let turn = 0; turn < 10; turn++) await ask(bomb('br'))
    expect(heap() - before).toBeLessThan(64 * 1024 * 1024)
  })

  const floods: [Flood, string][] = [
    ['headers', 'too_large'],
    ['interim', 'too_large'],
    ['extensions', 'too_large'],
    ['trailers', 'too_large'],
  ]
  it.each(floods)('that floods the line with %s is cut off', async (flood, problem) => {
    const one = flooder(flood)
    const endpoint = await start(one.behaviour)
    const opened = await openGuarded(endpoint.url, {}, limits, { rules: playground })
    if (!opened.ok) throw new Error(opened.problem)
    expect(await opened.origin.post('{}')).toMatchObject({ ok: false, problem })
    await opened.origin.close()
    expect(one.mostSent()).toBeLessThan(mostOnTheWay)
  })

  it.each([300, 301, 302, 303, 304, 305, 307, 308])(
    'does not follow a %i, not even to itself',
    async (status) => {
      const target = await start((response) => endpoints.json(response, { label: 'urgent' }))
      for (const location of [target.url, metadata, '/elsewhere', '//169.254.169.254/']) {
        const { result, endpoint } = await ask(redirecting(location, status))
        expect(result).toMatchObject({ ok: false, problem: 'redirected', status })
        expect(endpoint.asked).toHaveLength(1)
      }
      expect(target.asked).toHaveLength(0)
    },
  )

  it('goes on after interim answers, as long as they are few', async () => {
    const { result } = await ask((response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' })
      response.writeProcessing()
      endpoints.json(response, { label: 'urgent' })
    })
    expect(result).toMatchObject({ ok: true })
  })

  it('does not wait for a handshake that never comes', async () => {
    const deaf = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((done) => deaf.listen(0, '127.0.0.1', done))
    const { port } = deaf.address() as AddressInfo
    const opened = await openGuarded(`https://127.0.0.1:${port}/`, {}, hurried, {
      rules: playground,
    })
    if (!opened.ok) throw new Error(opened.problem)
    const result = await opened.origin.post('{}')
    expect(result).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/deadline_passed|connection_refused/),
    })
    await opened.origin.close()
    deaf.close()
  })

  it('gives up one that has not begun when its time is over, and never sends it', async () => {
    const endpoint = await start(endpoints.silent)
    const one = { ...hurried, connections: 1 }
    const opened = await openGuarded(endpoint.url, {}, one, { rules: playground })
    if (!opened.ok) throw new Error(opened.problem)
    const first = opened.origin.post('{"text":"first"}')
    const queued = opened.origin.post('{"text":"second"}')
    const late = { ok: false, problem: 'deadline_passed' }
    expect(await Promise.all([first, queued])).toEqual([late, late])
    expect(await opened.origin.post('{"text":"third"}')).toEqual(late)
    await opened.origin.close()
    expect(endpoint.asked.map(({ body }) => body.text)).toEqual(['first', 'third'])
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

  it('are resolved once: a second look-up that says otherwise is never made', async () => {
    const endpoint = await start((response) => endpoints.json(response, { label: 'urgent' }))
    const resolve = rebinder(['127.0.0.1'], ['10.0.0.1'])
    const opened = await openGuarded(`http://localhost:${endpoint.port}/v1`, {}, limits, {
      rules: playground,
      resolve,
    })
    if (!opened.ok) throw new Error(opened.problem)
    for (let turn = 0; turn < 5; turn++)
      expect(await opened.origin.post('{}')).toMatchObject({ ok: true })
    expect(resolve.calls).toBe(1)
    expect(opened.origin.address).toBe('127.0.0.1')
    expect(endpoint.asked).toHaveLength(5)
    await opened.origin.close()
  })

  it('that would lead home at the second look keep the address of the first', async () => {
    const resolve = rebinder(['93.184.216.34'], ['127.0.0.1'])
    const url = 'https://model.example.com/'
    const opened = await openGuarded(url, {}, limits, { rules: publicOnly, resolve })
    if (!opened.ok) throw new Error(opened.problem)
    expect(opened.origin.address).toBe('93.184.216.34')
    await opened.origin.close()
    const again = await openGuarded(url, {}, limits, { rules: publicOnly, resolve })
    expect(again).toEqual({ ok: false, problem: 'address_refused' })
    expect(resolve.calls).toBe(2)
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

describe('a connection', () => {
  it('that ends up elsewhere than it was checked for is cut before anything is sent', async () => {
    const home = await start((response) => endpoints.json(response, { label: 'urgent' }))
    const astray = buildConnector({
      lookup: (_host, options, done) =>
        options.all
          ? done(null, [{ address: '127.0.0.1', family: 4 }])
          : done(null, '127.0.0.1', 4),
    })
    const connect = (checked: string) =>
      new Promise<string>((done) => {
        const options = {
          hostname: 'localhost',
          protocol: 'http:',
          port: String(home.port),
        }
        checkedConnector(
          checked,
          1_000,
          astray,
        )(options, (error, socket) => {
          done(error ? error.constructor.name : (socket?.remoteAddress ?? ''))
          socket?.destroy()
        })
      })
    expect(await connect('127.0.0.1')).toBe('127.0.0.1')
    expect(await connect('::ffff:127.0.0.1')).toBe('127.0.0.1')
    expect(await connect('127.0.0.2')).toBe(AddressChanged.name)
    expect(await connect('93.184.216.34')).toBe(AddressChanged.name)
    expect(home.asked).toHaveLength(0)
  })
})
