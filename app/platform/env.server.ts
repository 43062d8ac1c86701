import { isIP } from 'node:net'
import { z } from 'zod'

/**
 * Every setting of a process, read once and checked. `docs/configuration.md` lists them.
 * `NODE_ENV` only optimises; `SAMAR_MODE` decides what the process may do.
 */
const flag = z.enum(['0', '1']).transform((text) => text === '1')
const port = z.coerce.number().int().min(1).max(65535)

const shape = z.object({
  SAMAR_MODE: z.enum(['demo', 'live', 'test']).default('demo'),
  APP_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  PORT: port.default(3000),
  CONTENT_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  SAMAR_CONTENT_PORT: port.optional(),
  HOST: z
    .string()
    .refine((text) => isIP(text) > 0, 'must be an IP address, as 127.0.0.1 or 0.0.0.0')
    .optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  SAMAR_DATA_DIR: z.string().min(1).default('.samar'),
  SAMAR_MASTER_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64'),
  STRIPE_SECRET_KEY: z.string().startsWith('sk_'),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_'),
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_TIMEOUT_MS: z.coerce.number().int().min(100).max(80_000).default(15_000),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Samar <no-reply@samar.invalid>'),
  TRUST_PROXY: flag.default(false),
  SAMAR_DEV: flag.default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type Env = Omit<z.output<typeof shape>, 'CONTENT_ORIGIN'> & {
  APP_ORIGIN: string
  HOST: string
  /** Where uploaded scripts are served, never with APP_ORIGIN; null: they are not played. */
  CONTENT_ORIGIN: string | null
  SAMAR_CONTENT_PORT: number
  DATABASE_APP_URL: string
}

/** What `live` refuses, each with the reason it gives. */
function liveProblem(values: z.output<typeof shape>): string | null {
  if (values.SAMAR_MODE !== 'live') return null
  if (!values.APP_ORIGIN?.startsWith('https://'))
    return 'APP_ORIGIN must be an https address in live mode'
  if (!values.DATABASE_APP_URL) return 'DATABASE_APP_URL is required in live mode'
  if (!values.SMTP_URL) return 'SMTP_URL is required in live mode'
  if (values.STRIPE_API_URL) return 'STRIPE_API_URL points at a simulator, which live mode refuses'
  if (values.CONTENT_ORIGIN && !values.CONTENT_ORIGIN.startsWith('https://'))
    return 'CONTENT_ORIGIN must be an https address in live mode'
  if (values.SAMAR_DEV) return 'SAMAR_DEV is for work on Samar; live mode refuses it'
  return null
}

/**
 * The origin of uploaded scripts: what is set; in demo and test the second port of the web process.
 * An https page shows nothing that comes by http, so there it has to be set.
 */
function contentOrigin(
  values: z.output<typeof shape>,
  { appOrigin, contentPort }: { appOrigin: string; contentPort: number },
): string | null {
  if (values.CONTENT_ORIGIN) return new URL(values.CONTENT_ORIGIN).origin
  if (values.SAMAR_MODE === 'live' || appOrigin.startsWith('https:')) return null
  return `http://${new URL(appOrigin).hostname}:${contentPort}`
}

/**
 * Checks `source` and returns the settings.
 * @throws Error with one line that names the variable and what is wrong with it.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = shape.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0] ?? 'environment')
    const what =
      given[name] === undefined
        ? 'is missing'
        : `has a wrong value: ${issue?.message ?? 'it cannot be read'}`
    throw new Error(`${name} ${what}. See docs/configuration.md.`)
  }
  const problem = liveProblem(parsed.data)
  if (problem) throw new Error(`${problem}. See docs/configuration.md.`)
  const { PORT } = parsed.data
  const appOrigin = new URL(parsed.data.APP_ORIGIN ?? `http://localhost:${PORT}`).origin
  const contentPort = parsed.data.SAMAR_CONTENT_PORT ?? (PORT < 65535 ? PORT + 1 : PORT - 1)
  const content = contentOrigin(parsed.data, { appOrigin, contentPort })
  const shared =
    contentPort === PORT
      ? 'SAMAR_CONTENT_PORT must be another port than PORT'
      : content === appOrigin
        ? 'CONTENT_ORIGIN must be another origin than APP_ORIGIN'
        : null
  if (shared) throw new Error(`${shared}. See docs/configuration.md.`)
  return {
    ...parsed.data,
    APP_ORIGIN: appOrigin,
    CONTENT_ORIGIN: content,
    SAMAR_CONTENT_PORT: contentPort,
    HOST: parsed.data.HOST ?? (parsed.data.SAMAR_MODE === 'live' ? '0.0.0.0' : '127.0.0.1'),
    DATABASE_APP_URL: parsed.data.DATABASE_APP_URL ?? parsed.data.DATABASE_URL,
  }
}

export const envNames = Object.keys(shape.shape)

let cached: Env | undefined

/** The settings of this process. */
export function env(): Env {
  cached ??= readEnv(process.env)
  return cached
}

/** Has the settings read anew: a process of tests has others for every file. */
export function forgetEnv(): void {
  cached = undefined
}

/** True where the simulator, the mailbox page, the movable clock and loopback endpoints exist. */
export function isPlayground(): boolean {
  return env().SAMAR_MODE !== 'live'
}
