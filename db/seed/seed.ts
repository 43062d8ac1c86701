import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countFigures } from '~/domain/figures/count-figures.server'
import { closeDatabase, inTransaction } from '~/platform/database.server'
import { env, isPlayground } from '~/platform/env.server'
import { gather } from './cast'
import { Deals, demoModels } from './deals'
import { tellPast } from './past'
import { personas, roleOf } from './personas'
import { Story } from './story'

/**
 * Fills an empty demo database by living through four months: every row comes from the public
 * commands, every payment through the provider's page, every verdict from a real measurement. The
 * web process, the worker, the simulator and the model endpoint must be running.
 */
async function seed(): Promise<void> {
  if (!isPlayground()) throw new Error('Demo data are for demo and test mode only.')
  const midnight = new Date()
  midnight.setUTCHours(0, 0, 0, 0)
  const story = new Story(midnight, env().DATABASE_URL, console.log)
  try {
    if (!(await story.isEmpty())) {
      console.log('The database has people in it already; nothing was added.')
      return
    }
    console.log('Writing the demo’s past, day by day:')
    let deals: Deals | undefined
    story.on(121, 7, async (at) => {
      const cast = await gather(at)
      deals = new Deals(story, cast)
    })
    tellPast(story, () => {
      if (!deals) throw new Error('The people come first.')
      return deals
    })
    await story.play()
    const now = new Date()
    await inTransaction((tx) => countFigures(tx, { at: now, now }))
    const folder = env().SAMAR_DATA_DIR
    await mkdir(folder, { recursive: true })
    const takers = Object.entries(deals?.takers ?? {}).map(([step, who]) => [step, roleOf(who)])
    const tour = {
      ...{ personas: personas(), places: deals?.places ?? {}, models: demoModels() },
      takers: Object.fromEntries(takers),
    }
    await writeFile(join(folder, 'personas.json'), `${JSON.stringify(tour, null, 2)}\n`)
  } finally {
    await story.end()
    await closeDatabase()
  }
}

try {
  await seed()
} catch (error) {
  console.error(error)
  process.exit(1)
}
