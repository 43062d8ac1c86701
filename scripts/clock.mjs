// `npm run clock -- +14d`: moves the business clock of the running demo, and the payment
// simulator's along with it, so that money clears and debits arrive in the same days.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environment, readInstance, runningInstance } from './instance.mjs'
import { projectFolder, Trouble } from './postgres.mjs'
import { main } from './run.mjs'

await main(async () => {
  const instance = readInstance()
  const running = runningInstance(instance.folder)
  if (!running?.databaseUrl) {
    throw new Trouble(
      'Samar is not running on these data. Start it with npm start, then move the clock.',
    )
  }
  const file = join(projectFolder, 'build/clock.js')
  if (!existsSync(file)) throw new Trouble('build/clock.js does not exist. Run npm run build.')
  Object.assign(instance, { ports: running.ports, mode: running.mode, origin: running.origin })
  const database = { ownerUrl: running.databaseUrl, appUrl: running.databaseAppUrl }
  const env = { ...environment(instance, database), LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--enable-source-maps', file, ...process.argv.slice(2)],
    {
      cwd: projectFolder,
      stdio: ['inherit', 'pipe', 'inherit'],
      encoding: 'utf8',
      env,
      maxBuffer: 2 ** 26,
    },
  )
  process.stdout.write(stdout)
  const moved = /^Business time is {2}(\S+)$/m.exec(stdout)
  if (status === 0 && moved && instance.simulated) await moveSimulator(env, new Date(moved[1]))
  return status ?? 1
})

/** The simulator's clock goes forward only: after `--reset` it stays where it is. */
async function moveSimulator(env, to) {
  try {
    const response = await fetch(`${env.STRIPE_API_URL}/v1/test_helpers/simulator/clock`, {
      method: 'POST',
      headers: { authorization: `Bearer ${env.STRIPE_SECRET_KEY}` },
      body: new URLSearchParams({ to: String(Math.floor(to.getTime() / 1000)) }),
    })
    if (!response.ok) throw new Error(`it answered ${response.status}`)
  } catch (error) {
    console.error(`The payment simulator's clock was not moved: ${error.message}`)
  }
}
