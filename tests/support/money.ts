import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Logger, runOnce, type TaskList } from 'graphile-worker'
import { afterAll, beforeAll } from 'vitest'
import { receiveWebhook } from '~/domain/payments/receive-webhook.server'
import { database } from '~/platform/database.server'
import { createSimulator, type Simulator } from '../../demo/stripe-simulator/simulator'
import { type TestDatabase, testSecrets } from './database'

const control = '/v1/test_helpers/simulator'
const quiet = new Logger(() => () => {})
export const goodCard = '4242424242424242'

export interface ProviderDesk {
  /** The simulator's own switch or list, under its control path. */
  control<T = { data: Record<string, unknown>[] }>(
    method: 'GET' | 'POST',
    path: string,
    params?: Record<string, string>,
  ): Promise<T>
  /** Pays an opened checkout on its hosted page; `bank` for the method whose money comes later. */
  pay(checkoutUrl: string, card?: string): Promise<void>
  /** Every object of one kind that the simulator has. */
  objects(kind: string, params?: Record<string, string>): Promise<Record<string, unknown>[]>
  /** Waits until every webhook that is to be delivered has been. */
  delivered(): Promise<void>
}

export interface Provider extends ProviderDesk {
  /** Webhooks that our door answered, newest last: status of each. */
  answers: number[]
  /** Does what is waiting in the queue now, with these tasks only, until nothing is left. */
  work(tasks: TaskList): Promise<void>
}

/** What tests do at a simulator: its switches, its lists, its payment page. */
export function providerAt(origin: () => string): ProviderDesk {
  async function call<T>(method: 'GET' | 'POST', path: string, params?: Record<string, string>) {
    const search = new URLSearchParams(params)
    const response = await fetch(
      `${origin()}${control}${path}${method === 'GET' && params ? `?${search}` : ''}`,
      {
        method,
        headers: {
          authorization: `Bearer ${testSecrets.STRIPE_SECRET_KEY}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        ...(method === 'POST' ? { body: search } : {}),
      },
    )
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as T
  }

  return {
    control: call,
    async objects(kind, params) {
      const { data } = await call<{ data: Record<string, unknown>[] }>(
        'GET',
        `/objects/${kind}`,
        params,
      )
      return data
    },
    async pay(checkoutUrl, card = goodCard) {
      const response = await fetch(checkoutUrl, {
        method: 'POST',
        body: new URLSearchParams({ card, email: 'payer@example.org', name: 'Payer' }),
        redirect: 'manual',
      })
      if (response.status >= 400) throw new Error(`the page said ${response.status}`)
    },
    async delivered() {
      for (let i = 0; i < 400; i += 1) {
        const { data } = await call<{ data: { state: string }[] }>('GET', '/objects/deliveries')
        if (!data.some(({ state }) => state === 'pending')) return
        await new Promise((done) => setTimeout(done, 50))
      }
      throw new Error('webhooks are still waiting')
    },
  }
}

/**
 * A payment provider for the test file: the simulator in this process, whose webhooks come in over
 * HTTP as they do in the application. Call it after `useDatabase()`.
 */
export function useProvider(testDatabase: TestDatabase): Provider {
  const held: { simulator?: Simulator; door?: Server } = {}
  const answers: number[] = []
  beforeAll(async () => {
    held.door = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', async () => {
        const receipt = await receiveWebhook(database(), {
          body: Buffer.concat(chunks).toString('utf8'),
          signature: String(request.headers['stripe-signature'] ?? ''),
        }).catch(() => null)
        const status = receipt === null ? 503 : receipt.ok ? 200 : 400
        answers.push(status)
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((done) => held.door?.listen(0, '127.0.0.1', done))
    const address = `http://127.0.0.1:${(held.door.address() as AddressInfo).port}/webhooks/stripe`
    held.simulator = createSimulator({
      secretKey: testSecrets.STRIPE_SECRET_KEY,
      webhookSecret: testSecrets.STRIPE_WEBHOOK_SECRET,
      webhookUrl: address,
      thinWebhookUrl: address,
    })
    await held.simulator.start()
    process.env.STRIPE_API_URL = held.simulator.origin
    process.env.STRIPE_TIMEOUT_MS = '700'
  })
  afterAll(async () => {
    await held.simulator?.stop()
    held.door?.closeAllConnections()
    await new Promise((done) => held.door?.close(done))
  })

  return {
    ...providerAt(() => held.simulator?.origin ?? ''),
    answers,
    async work(tasks) {
      const options = { connectionString: testDatabase.ownerUrl, taskList: tasks, logger: quiet }
      await runOnce(options)
    },
  }
}
