import { join } from 'node:path'

/** Everything the simulator is told from outside. */
export interface SimulatorOptions {
  port: number
  /** Where the journal lives; without it the state is forgotten at exit. */
  stateFile: string | null
  /** The bearer that every API request must carry. */
  secretKey: string
  webhookSecret: string
  /** Where snapshot events are posted; without it they are only recorded. */
  webhookUrl: string | null
  /** Where thin (v2) events are posted; without it they are only recorded. */
  thinWebhookUrl: string | null
  /** The application, linked from every page. */
  appOrigin: string
  /** How the payer's browser reaches these pages; the listening address when null. */
  publicOrigin: string | null
  /** Waits between attempts at one webhook, in milliseconds; the last repeats. */
  retryDelays: readonly number[]
  /** Milliseconds of the machine's clock; a test may hold its own. */
  now: () => number
  randomBytes: (size: number) => Uint8Array
}

/** Attempts come quickly at first, so that a demo never waits, and go on for three days. */
export const RETRY_DELAYS = [200, 1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const
export const GIVE_UP_AFTER_MS = 3 * 24 * 3_600_000

/** Refuses everything that could make the simulator pass for real money. */
export function assertSafe(options: { secretKey: string; mode: string | undefined }): void {
  if (options.mode === 'live') {
    throw new Error('The payment simulator does not start when SAMAR_MODE is live.')
  }
  if (/^(sk|rk)_live_/.test(options.secretKey)) {
    throw new Error('The payment simulator refuses a live key.')
  }
  if (!/^sk_test_/.test(options.secretKey)) {
    throw new Error('STRIPE_SECRET_KEY must start with sk_test_ for the payment simulator.')
  }
}

/** Reads the process environment; throws a sentence that names what is missing. */
export function optionsFromEnvironment(
  env: NodeJS.ProcessEnv,
): Omit<SimulatorOptions, 'now' | 'randomBytes'> {
  const secretKey = env.STRIPE_SECRET_KEY ?? ''
  assertSafe({ secretKey, mode: env.SAMAR_MODE })
  const webhookSecret = env.STRIPE_WEBHOOK_SECRET ?? ''
  if (webhookSecret === '') throw new Error('STRIPE_WEBHOOK_SECRET is missing.')
  const dataFolder = env.SAMAR_DATA_DIR || '.samar'
  const port = Number(env.SIMULATOR_PORT ?? '3010')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('SIMULATOR_PORT is not a port.')
  }
  return {
    port,
    stateFile: env.SIMULATOR_STATE_FILE || join(dataFolder, 'stripe-simulator', 'state.jsonl'),
    secretKey,
    webhookSecret,
    webhookUrl: env.WEBHOOK_URL || `http://127.0.0.1:${env.PORT || '3000'}/webhooks/stripe`,
    thinWebhookUrl: env.WEBHOOK_THIN_URL || null,
    appOrigin: env.APP_ORIGIN || 'http://localhost:3000',
    publicOrigin: env.SIMULATOR_ORIGIN || null,
    retryDelays: RETRY_DELAYS,
  }
}
