import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type Stripe from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import {
  client,
  controlOf,
  type Inbox,
  openInbox,
  pause,
  payByCard,
  type Running,
  run,
  SECRET_KEY,
  temporaryFolder,
  types,
  WEBHOOK_SECRET,
} from '../support/simulator-contract/harness'
import { departures, schemaMissing } from '../support/simulator-contract/schema'

const PAID = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'checkout.session.completed',
]

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function inbox(port = 0): Promise<Inbox> {
  const opened = await openInbox(port)
  cleanups.push(opened.close)
  return opened
}

async function start(options: Parameters<typeof run>[0]): Promise<Running> {
  const started = await run(options)
  cleanups.push(() => started.simulator.stop())
  return started
}

/** Long enough for anything that should not come to come after all. */
const quietly = () => pause(400)

describe('webhooks', () => {
  it('come signed, in order, once, as the schema says', async () => {
    const box = await inbox()
    const { stripe } = await start({ webhookUrl: box.url })
    await payByCard(stripe)
    expect(types(await box.waitFor(4))).toEqual(PAID)
    await quietly()
    expect(box.events).toHaveLength(4)
    const [event] = box.events
    expect(event).toMatchObject({ api_version: '2026-10-28.endive', livemode: false })
    expect((await stripe.events.retrieve(String(event?.id))).pending_webhooks).toBe(0)
    if (!schemaMissing) {
      expect(box.events.flatMap((one) => departures(one))).toEqual([])
      expect(box.events.flatMap((one) => departures(one.data.object))).toEqual([])
    }
  })

  it('come again until they are answered with 2xx', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url, retryDelays: [50] })
    box.answers.push(500, 503, 302)
    await payByCard(stripe)
    const events = await box.waitFor(4)
    expect(new Set(types(events))).toEqual(new Set(PAID))
    const { data } = await control('GET', 'objects/deliveries')
    expect(data).toMatchObject(Array(4).fill({ state: 'delivered' }))
  })

  it('come twice with the duplicate switch, for as many as were asked for', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    await control('POST', 'faults', { kind: 'webhook_duplicate', count: '2' })
    await payByCard(stripe)
    await box.waitFor(6)
    await quietly()
    expect(new Set(box.events.map((event) => event.id)).size).toBe(4)
    expect(box.events).toHaveLength(6)
  })

  it('come in the opposite order with the reorder switch', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    await control('POST', 'faults', { kind: 'webhook_reorder', count: '4' })
    await payByCard(stripe)
    expect(types(await box.waitFor(4))).toEqual([...PAID].reverse())
  })

  it('come late with the delay switch, after the others', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    const kind = 'webhook_delay'
    await control('POST', 'faults', { kind, event_type: 'charge.', delay_ms: '500' })
    await payByCard(stripe)
    expect(types(await box.waitFor(4)).at(-1)).toBe('charge.succeeded')
  })

  it('do not come with the drop switch, and are still listed', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    await control('POST', 'faults', { kind: 'webhook_drop', event_type: 'checkout.session' })
    await payByCard(stripe)
    await box.waitFor(3)
    await quietly()
    expect(types(box.events)).not.toContain('checkout.session.completed')
    const { data } = await stripe.events.list({ type: 'checkout.session.completed' })
    expect(data).toHaveLength(1)
    await control('POST', `events/${data[0]?.id}/resend`)
    expect(types(await box.waitFor(4)).at(-1)).toBe('checkout.session.completed')
  })
})

describe('trouble on the way', () => {
  it('loses a delivery and sends it again', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url, retryDelays: [50] })
    await control('POST', 'faults', { kind: 'webhook_500', event_type: 'charge.' })
    await payByCard(stripe)
    expect(types(await box.waitFor(4)).at(-1)).toBe('charge.succeeded')
    await quietly()
    expect(box.events).toHaveLength(4)
  })

  it('does not hear the answer, and comes again', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url, retryDelays: [50] })
    await control('POST', 'faults', { kind: 'webhook_timeout', event_type: 'charge.' })
    await payByCard(stripe)
    await box.waitFor(5)
    await quietly()
    const charges = box.events.filter((event) => event.type === 'charge.succeeded')
    expect(charges).toHaveLength(2)
    expect(new Set(charges.map((event) => event.id)).size).toBe(1)
  })

  it('tells of one success by two events', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    await control('POST', 'faults', { kind: 'event_twice', event_type: 'charge.succeeded' })
    await payByCard(stripe)
    await box.waitFor(5)
    const charges = box.events.filter((event) => event.type === 'charge.succeeded')
    expect(new Set(charges.map((event) => event.id)).size).toBe(2)
    expect(new Set(charges.map((event) => (event.data.object as Stripe.Charge).id)).size).toBe(1)
  })

  it('says nothing of charges for three days, and then everything', async () => {
    const box = await inbox()
    const { stripe, control } = await start({ webhookUrl: box.url })
    await control('POST', 'faults', { kind: 'silence', event_type: 'charge.' })
    const charge = await payByCard(stripe)
    await box.waitFor(3)
    await quietly()
    expect(types(box.events)).not.toContain('charge.succeeded')
    await control('POST', 'clock', { advance: String(71 * 3_600) })
    await quietly()
    expect(types(box.events)).not.toContain('charge.succeeded')
    await control('POST', 'clock', { advance: String(2 * 3_600) })
    await box.waitFor(5)
    const told = box.events.find((event) => event.type === 'charge.succeeded')
    expect(told?.data.object).toMatchObject({ id: charge.id })
  })
})

describe('restart', () => {
  it('keeps objects, keys and deliveries that are still due', async () => {
    const stateFile = join(temporaryFolder(), 'state.jsonl')
    const box = await inbox()
    const first = await run({ stateFile, webhookUrl: box.url, retryDelays: [300] })
    box.answers.push(500, 500, 500, 500)
    const charge = await payByCard(first.stripe)
    await pause(150)
    await first.simulator.stop()
    expect(box.events).toEqual([])
    const second = await start({ stateFile, webhookUrl: box.url })
    expect((await second.stripe.charges.retrieve(charge.id)).amount).toBe(charge.amount)
    expect(new Set(types(await box.waitFor(4)))).toEqual(new Set(PAID))
  })

  it('writes its journal anew when somebody has removed it', async () => {
    const stateFile = join(temporaryFolder(), 'state.jsonl')
    const first = await run({ stateFile })
    const before = await payByCard(first.stripe)
    rmSync(stateFile)
    const after = await payByCard(first.stripe)
    await first.simulator.stop()
    const second = await start({ stateFile })
    const ids = (await second.stripe.charges.list()).data.map((charge) => charge.id)
    expect(ids).toEqual([after.id, before.id])
  })

  it('loses nothing to kill -9 and cuts off a torn last line', async () => {
    const main = fileURLToPath(new URL('../../demo/stripe-simulator/main.ts', import.meta.url))
    const cache = new URL(
      `../../node_modules/.cache/samar-simulator-${process.pid}/`,
      import.meta.url,
    )
    const outfile = join(fileURLToPath(cache), 'simulator.mjs')
    await build({
      entryPoints: [main],
      outfile,
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    })
    const stateFile = join(temporaryFolder(), 'state.jsonl')
    const [port, hook] = [await freePort(), await freePort()]
    const launch = () => startProcess(outfile, port, stateFile, `http://127.0.0.1:${hook}/webhooks`)
    const stripe = client(port)

    let child = await launch()
    const charge = await payByCard(stripe)
    await ended(child, 'SIGKILL')
    appendFileSync(stateFile, '{"put":[["charge",{"id":"ch_torn"')

    const box = await inbox(hook)
    child = await launch()
    expect((await stripe.charges.retrieve(charge.id)).amount).toBe(charge.amount)
    expect(new Set(types(await box.waitFor(4)))).toEqual(new Set(PAID))
    const control = controlOf(`http://127.0.0.1:${port}`)
    expect((await control('GET', 'objects/charges')).data).toHaveLength(1)
    expect(await ended(child, 'SIGTERM')).toBe(0)
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function startProcess(
  file: string,
  port: number,
  stateFile: string,
  webhookUrl: string,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], {
    env: {
      ...process.env,
      SAMAR_MODE: 'test',
      SIMULATOR_PORT: String(port),
      SIMULATOR_STATE_FILE: stateFile,
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      WEBHOOK_URL: webhookUrl,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  cleanups.push(async () => child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)))
  })
  return child
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', (code) => resolve(code))
    child.kill(signal)
  })
}
