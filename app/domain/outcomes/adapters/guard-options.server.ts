import { env, isPlayground } from '~/platform/env.server'
import type { GuardOptions } from './guarded-fetch.server'

function portOf(url: string | undefined): number[] {
  if (!url || !URL.canParse(url)) return []
  const { port } = new URL(url)
  return port === '' ? [] : [Number(port)]
}

/** The guard of this process: loopback only in demo and test, and never our own services. */
export function guardOptions(): GuardOptions {
  const { PORT, DATABASE_URL, STRIPE_API_URL } = env()
  return {
    rules: {
      allowLoopback: isPlayground(),
      allowHttp: false,
      ownPorts: [PORT, ...portOf(DATABASE_URL), ...portOf(STRIPE_API_URL)],
    },
  }
}
