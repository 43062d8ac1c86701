import { looked } from 'tests/support/axe'
import { useBrowser } from 'tests/support/browser'
import { type Model, makeWorld, start, startModel, type World } from 'tests/support/contracts'
import {
  afterWindow,
  briefWith,
  fundedContract,
  goOn,
  goodDraft,
  markAll,
  processDraft,
  quickDraft,
  rubricDraft,
  sourceFile,
  submitted,
} from 'tests/support/judging'
import { makePerson, type TestPerson } from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { objectToFigures } from '~/domain/contracts/measuring/object-to-figures.server'
import { makeReport } from '~/domain/outcomes/people/make-report.server'
import { addBusinessDays } from '~/kernel/clock'
import { setBusinessNow } from '~/platform/business-clock.server'
import { database, inTransaction } from '~/platform/database.server'

/** What raters, measurers and the two sides see, in both languages, light and dark, on a phone. */
const stack = useStack({ processes: ['web'] })
const browser = useBrowser()

let world: World
let model: Model
let rater: TestPerson
let other: TestPerson
let measurer: TestPerson
const ids = { rated: '', ratedMilestone: '', early: '', open: '', openMilestone: '', objected: '' }
let brief = ''

async function figures(): Promise<{ evaluationId: string; milestoneId: string }> {
  const number = { unit: 'number', unitName: 'days', measure: 'Days until the first answer' }
  const plan = { ...number, baseline: { ...baseline, value: 12.4 } }
  const drafts = [
    processDraft(measurer.personId),
    { ...processDraft(measurer.personId, plan), target: 10 },
  ]
  brief = await briefWith(world, drafts, null)
  const { milestoneId } = await fundedContract(world, brief)
  return { milestoneId, evaluationId: await submitted(world, milestoneId, null) }
}
const baseline = { cases: 900, from: '2026-06-01', to: '2026-07-31' }

beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  rater = await makePerson(database(), { name: 'Farah First' })
  other = await makePerson(database(), { name: 'Sven Second' })
  measurer = await makePerson(database(), { name: 'Mina Measurer' })
  const draft = rubricDraft([rater.personId, other.personId])
  const made = await fundedContract(world, await briefWith(world, [draft, quickDraft], 300))
  ids.ratedMilestone = made.milestoneId
  ids.rated = await submitted(world, made.milestoneId, model)
  const seat = { evaluationId: ids.rated, criterionId: 'c1', by: other.personId, at: start }
  await markAll(seat, () => 4)
  ids.early = (await figures()).evaluationId
  const report = async (evaluationId: string) => {
    const file = await sourceFile()
    const by = measurer.personId
    const about = { evaluationId, criterionId: 'c1', by, at: afterWindow }
    await inTransaction((tx) => makeReport(tx, { ...about, draft: goodDraft, file }))
    await goOn(evaluationId, afterWindow)
  }
  const open = await figures()
  ids.open = open.evaluationId
  ids.openMilestone = open.milestoneId
  await report(open.evaluationId)
  const objected = await figures()
  ids.objected = objected.evaluationId
  await report(objected.evaluationId)
  await inTransaction((tx) =>
    objectToFigures(tx, {
      ...{ milestoneId: objected.milestoneId, criterionId: 'c1', at: afterWindow },
      ...{ by: world.client.personId, reason: 'The cases of December are missing.' },
    }),
  )
}, 120_000)
afterAll(() => model?.close())

type Look = { who: () => TestPerson; path: () => string }
const atStart: Look[] = [
  { who: () => rater, path: () => '/ratings' },
  { who: () => rater, path: () => `/ratings/${ids.rated}` },
  { who: () => rater, path: () => '/dashboard' },
  { who: () => measurer, path: () => `/reports/${ids.early}` },
  { who: () => world.client, path: () => `/milestones/${ids.ratedMilestone}` },
  { who: () => world.client, path: () => `/briefs/${brief}` },
  { who: () => world.stranger, path: () => '/ratings' },
]
const afterwards: Look[] = [
  { who: () => rater, path: () => `/ratings/${ids.rated}` },
  { who: () => measurer, path: () => '/ratings' },
  { who: () => measurer, path: () => `/reports/${ids.early}?criterion=c2` },
  { who: () => measurer, path: () => `/reports/${ids.open}` },
  { who: () => measurer, path: () => `/reports/${ids.objected}` },
  { who: () => world.client, path: () => `/milestones/${ids.openMilestone}` },
]

describe.each(['en', 'ur'] as const)('in %s', (locale) => {
  it.each([
    ['while answers are marked', start, atStart],
    ['when figures are in', addBusinessDays(afterWindow, 1), afterwards],
  ] as const)(
    '%s the pages have no violation and fit a phone',
    { timeout: 120_000 },
    async (_, at, looks) => {
      await setBusinessNow(database(), at)
      const { origin } = stack.current
      const found = []
      for (const { who, path } of looks) {
        const page = await browser.newPage({ locale, origin })
        await page.context().addCookies([{ name: 'locale', value: locale, url: origin }])
        await signInAs(page, who().personId, origin)
        found.push(...(await looked(page, path())))
        await page.close()
      }
      expect(found).toEqual([])
    },
  )
})

describe('marking without a script', () => {
  it('saves a page, keeps it, goes on, and hands in', { timeout: 60_000 }, async () => {
    await setBusinessNow(database(), start)
    const { origin } = stack.current
    const page = await browser.newPage({ javaScript: false, width: 360, origin })
    await signInAs(page, rater.personId, origin)
    await page.goto(`/ratings/${ids.rated}`)
    for (let number = 1; number <= 8; number += 1) {
      for (const radio of await page.locator('input[type=radio][value="4"]').all()) {
        await radio.check()
      }
      await page.click('button[name=intent][value=save]')
      expect(await page.locator('input[type=radio][value="4"]:checked').count()).toBe(10)
      if (number < 8) await page.click('button[name=intent][value=next]')
    }
    await page.click('summary:has-text("Hand in your marks")')
    await page.click('button[value=hand_in]')
    expect(await page.locator('main').innerText()).toContain('You have handed in your marks')
  })
})
