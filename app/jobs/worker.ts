import { env } from '~/platform/env.server'
import { log } from '~/platform/log.server'
import { startRunner } from './runner.server'

/**
 * The worker process: takes jobs from the queue until it is told to stop. It ends when its parent
 * ends, because a worker that outlives its supervisor would run beside the next one unseen.
 */
const grace = 10_000

async function main(): Promise<void> {
  const worker = await startRunner({ ownerUrl: env().DATABASE_URL, concurrency: 4 })
  log.info('worker ready')
  process.send?.({ ready: true })
  let leaving = false
  const leave = (why: string) => {
    if (leaving) return
    leaving = true
    log.info({ why }, 'worker stopping')
    setTimeout(() => process.exit(1), grace).unref()
    worker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', () => leave('SIGTERM'))
  process.once('SIGINT', () => leave('SIGINT'))
  process.once('disconnect', () => leave('parent gone'))
  await worker.stopped
  if (!leaving) process.exit(1)
}

main().catch((error: unknown) => {
  log.fatal({ error: error instanceof Error ? error.message : String(error) }, 'worker failed')
  process.exit(1)
})
