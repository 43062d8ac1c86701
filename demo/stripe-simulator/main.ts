import { optionsFromEnvironment } from './options'
import { createSimulator } from './simulator'

let options: ReturnType<typeof optionsFromEnvironment>
try {
  options = optionsFromEnvironment(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const simulator = createSimulator(options)
let stopping = false

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  // A webhook that is not answered must not keep the process alive.
  setTimeout(() => process.exit(0), 2_000).unref()
  await simulator.stop()
  process.exit(0)
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)

const port = await simulator.start()
console.log(`Payment simulator listening on 127.0.0.1:${port}. No real money moves here.`)
process.send?.({ listening: port })
