import { payment, webhookEvent } from 'db/schema/payments'
import { count, eq } from 'drizzle-orm'
import Stripe from 'stripe'
import { makeWorld, type World } from 'tests/support/contracts'
import { testSecrets } from 'tests/support/database'
import { ledgerSums } from 'tests/support/escrow'
import { providerAt } from 'tests/support/money'
import { useStack } from 'tests/support/stack'
import { type Visitor, visit } from 'tests/support/visitor'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { database } from '~/platform/database.server'
import { booksOf, openContract, payFor, reaches, until } from './journey'

vi.setConfig({ testTimeout: 120_000 })

/** The provider's webhooks against the real web process, and what the real worker makes of them. */
const stack = useStack({ processes: ['web', 'worker', 'stripe-simulator'] })
const provider = providerAt(() => stack.current.simulatorUrl)
const signer = new Stripe('sk_test_signer').webhooks
let world: World
let client: Visitor

beforeAll(async () => {
  world = await makeWorld(new Date())
  client = await visit(stack.current.origin, world.client.personId)
})
afterEach(async () => {
  await provider.control('POST', '/faults/clear')
  expect((await ledgerSums()).every((sum) => sum === 0n)).toBe(true)
})

type Made = { secret?: string; age?: number; header?: string | null }

async function send(body: string, { secret, age = 0, header }: Made = {}): Promise<number> {
  const signature = signer.generateTestHeaderString({
    payload: body,
    secret: secret ?? testSecrets.STRIPE_WEBHOOK_SECRET,
    timestamp: Math.floor(Date.now() / 1000) - age,
  })
  const headers = new Headers({ 'content-type': 'application/json' })
  if (header !== null) headers.set('stripe-signature', header ?? signature)
  const address = `${stack.current.origin}/webhooks/stripe`
  return (await fetch(address, { method: 'POST', body, headers })).status
}

const eventOf = (id: string, type: string, objectId: string) =>
  JSON.stringify({
    id,
    object: 'event',
    type,
    livemode: false,
    data: { object: { id: objectId, object: 'checkout.session', payment_status: 'paid' } },
  })

const stored = async () => (await database().select({ n: count() }).from(webhookEvent))[0]?.n ?? 0

/** Until the worker has acted on these events. */
async function actedOn(...ids: string[]): Promise<void> {
  for (const id of ids) {
    const look = async () => {
      const [row] = await database().select().from(webhookEvent).where(eq(webhookEvent.id, id))
      return row ? (row.processedAt?.toISOString() ?? `${row.type} ${row.lastError}`) : 'unknown'
    }
    await until(look, (seen) => seen.startsWith('20'))
  }
}

async function sessionOf(milestoneId: string): Promise<string> {
  const [row] = await database().select().from(payment).where(eq(payment.reference, milestoneId))
  return row?.sessionId ?? ''
}

/** The simulator's own events about one milestone's payment, oldest first. */
async function eventsOf(milestoneId: string) {
  const events = (await provider.objects('events')) as unknown as Stripe.Event[]
  return events.filter((event) => JSON.stringify(event.data.object).includes(milestoneId))
}

describe('the door for webhooks', () => {
  it('turns away what is forged, old, from the future or of no known shape, and keeps nothing', async () => {
    const { milestoneId, page } = await openContract(world)
    await client.post(page, { intent: 'fund' })
    const body = eventOf('evt_forged', 'checkout.session.completed', await sessionOf(milestoneId))
    const before = await stored()
    const now = Math.floor(Date.now() / 1000)
    const refused: [string, string, Made][] = [
      ['no signature', body, { header: null }],
      ['a made-up signature', body, { header: `t=${now},v1=${'0'.repeat(64)}` }],
      ['no time in the signature', body, { header: `v1=${'0'.repeat(64)}` }],
      ['another secret', body, { secret: 'whsec_of_somebody_else' }],
      ['the public API key as secret', body, { secret: testSecrets.STRIPE_SECRET_KEY }],
      ['older than five minutes', body, { age: 360 }],
      ['from the future', body, { age: -360 }],
      ['no event', '{"hello":"world"}', {}],
      ['no JSON', 'checkout.session.completed', {}],
      ['nothing', '', {}],
      ['live money', body.replace('"livemode":false', '"livemode":true'), {}],
    ]
    for (const [what, text, made] of refused) {
      expect(`${what}: ${await send(text, made)}`).toBe(`${what}: 400`)
    }
    const genuine = signer.generateTestHeaderString({
      payload: body,
      secret: testSecrets.STRIPE_WEBHOOK_SECRET,
    })
    expect(await send(body.replace('evt_forged', 'evt_forgeries'), { header: genuine })).toBe(400)
    expect(await stored()).toBe(before)
    expect(await booksOf(milestoneId)).toEqual([])
  })

  it('takes an event that comes again, at once and later, and acts on it once', async () => {
    const { milestoneId, page } = await openContract(world)
    await payFor(client, page, provider)
    await reaches(milestoneId, 'funded')
    await provider.delivered()
    const events = await eventsOf(milestoneId)
    expect(events.length).toBeGreaterThan(2)
    await actedOn(...events.map(({ id }) => id))
    const [before, books] = [await stored(), await booksOf(milestoneId)]
    for (let round = 0; round < 2; round += 1) {
      const answers = await Promise.all(events.map((event) => send(JSON.stringify(event))))
      expect(answers).toEqual(events.map(() => 200))
    }
    expect(await stored()).toBe(before)
    expect(await booksOf(milestoneId)).toEqual(books)
  })

  it('believes no event, but what the provider says when it is asked', async () => {
    await provider.control('POST', '/faults', { kind: 'webhook_drop', count: '1000' })
    const { milestoneId, page } = await openContract(world)
    const { location } = await client.post(page, { intent: 'fund' })
    const session = await sessionOf(milestoneId)
    // Rightly signed, but nobody has paid: neither "completed" nor "expired" is true.
    const early = ['checkout.session.completed', 'checkout.session.expired'].map((type) => {
      const id = `evt_early_${type.split('.').at(-1)}`
      return { id, body: eventOf(id, type, session) }
    })
    for (const { body } of early) expect(await send(body)).toBe(200)
    await actedOn(...early.map(({ id }) => id))
    await reaches(milestoneId, 'funding')
    expect(await booksOf(milestoneId)).toEqual([])

    await provider.pay(location)
    const events = await eventsOf(milestoneId)
    const named = (type: string) => events.find((event) => event.type === type)
    const [charge, completed] = [named('charge.succeeded'), named('checkout.session.completed')]
    // The charge first; then what should have come before it; then an "expired" that is not true.
    expect(await send(JSON.stringify(charge))).toBe(200)
    await reaches(milestoneId, 'funded')
    const books = await booksOf(milestoneId)
    expect(await send(JSON.stringify(completed))).toBe(200)
    expect(await send(eventOf('evt_late_expired', 'checkout.session.expired', session))).toBe(200)
    await actedOn(completed?.id ?? '', 'evt_late_expired')
    await reaches(milestoneId, 'funded')
    expect(await booksOf(milestoneId)).toEqual(books)
    expect((await client.get(page)).status).toBe(200)
  })
})

describe('the same books in the end', () => {
  let books: string[] = []
  beforeAll(async () => {
    const { milestoneId, page } = await openContract(world)
    await payFor(client, page, provider)
    await reaches(milestoneId, 'funded')
    books = await booksOf(milestoneId)
    expect(books).toContain('fund escrow -500000')
  })

  it.each(['webhook_duplicate', 'webhook_reorder', 'webhook_drop'])(
    'with the switch %s',
    async (kind) => {
      const { milestoneId, page } = await openContract(world)
      const { location } = await client.post(page, { intent: 'fund' })
      await provider.control('POST', '/faults', { kind, count: '4' })
      await provider.pay(location)
      const events = await eventsOf(milestoneId)
      if (kind === 'webhook_drop') {
        expect(await booksOf(milestoneId)).toEqual([])
        for (const { id } of events.reverse())
          await provider.control('POST', `/events/${id}/resend`)
      }
      await reaches(milestoneId, 'funded')
      await actedOn(...events.map(({ id }) => id))
      await provider.delivered()
      expect(await booksOf(milestoneId)).toEqual(books)
    },
  )
})
