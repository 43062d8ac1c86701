import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import {
  labelOf,
  type Model,
  makeWorld,
  pay,
  registerModel,
  signedContract,
  startModel,
  type World,
} from 'tests/support/contracts'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { database, inTransaction } from '~/platform/database.server'

const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
const at = new Date()
let world: World
let model: Model
const folder = mkdtempSync(join(tmpdir(), 'samar-answers-'))

beforeAll(async () => {
  world = await makeWorld(at)
  model = await startModel()
})
afterAll(async () => {
  await model?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function funded(files = true): Promise<string> {
  const { milestoneIds } = await signedContract(world, { at, milestones: 1, files })
  const milestoneId = milestoneIds[0] ?? ''
  await pay(world, milestoneId, at)
  return milestoneId
}

type Line = { id: string; features: { text: string } }
const answered = ({ id, features }: Line) =>
  `${id},${labelOf(Number(features.text.trim().split(' ')[1]))}`

describe('predictions in a file', () => {
  it('are brought without a script, from the registration to the last step', async () => {
    const milestoneId = await funded()
    const page: OpenPage = await browser.newPage({
      javaScript: false,
      origin: stack.current.origin,
    })
    await signInAs(page, world.lead.personId, stack.current.origin)
    await page.goto(`/milestones/${milestoneId}/endpoint`)
    await page.getByRole('link', { name: 'A file, without an address' }).click()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Submit for measurement').click()
    await page.getByRole('button', { name: 'Submit now' }).click()
    await page.getByText('Take the rows').last().click()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the rows, once' }).click()
    const download = await coming
    let text = ''
    for await (const part of await download.createReadStream()) text += String(part)
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    expect(rows).toHaveLength(63)
    await page.goto(`/milestones/${milestoneId}`)
    await page.getByText('They are not handed out again').waitFor()
    expect(await page.getByRole('button', { name: 'Download the rows, once' }).count()).toBe(0)
    const path = join(folder, 'answers.csv')
    writeFileSync(path, `id,prediction\n${rows.slice(0, 51).map(answered).join('\n')}\nx,urgent\n`)
    await page.getByLabel('File of predictions').setInputFiles(path)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByText('is no id of the rows handed out').first().waitFor()
    writeFileSync(path, `id,prediction\n${rows.slice(0, 51).map(answered).join('\n')}\n`)
    await page.getByLabel('File of predictions').setInputFiles(path)
    await page.getByRole('button', { name: 'Upload' }).click()
    await page.getByText('12 rows have no prediction and count as wrong').waitFor()
    await page.getByText('Measure it as it is').first().click()
    await page.getByRole('button', { name: 'Measure it as it is' }).click()
    await page.getByText('The measurement goes on').waitFor()
    // The file with an unknown id came back as a 400, which the browser notes.
    expect(page.troubles.filter((text) => !text.includes('400'))).toEqual([])
  })
})

describe('a measurement that runs', () => {
  it('is followed as it happens, and the page is read again only when it ends', async () => {
    const milestoneId = await funded(false)
    await registerModel(world, milestoneId, model, at)
    const submitted = await inTransaction((tx) =>
      submitMilestone(tx, { milestoneId, note: '', by: world.lead.personId, at }),
    )
    const evaluationId = submitted.measured ? submitted.evaluationId : ''
    const set = (values: Partial<typeof evaluation.$inferInsert>) =>
      database().update(evaluation).set(values).where(eq(evaluation.id, evaluationId))
    const page = await browser.newPage({ origin: stack.current.origin })
    await signInAs(page, world.client.personId, stack.current.origin)
    await page.goto(`/milestones/${milestoneId}`)
    await page.getByText('The measurement is about to start.').waitFor()
    await page.evaluate(() => document.body.setAttribute('data-same-page', ''))
    await set({ rowsDone: 20, rowsFailed: 3, activeMs: 1_000, latencyP50Us: 40_000 })
    await page.getByText('20 / 63').waitFor()
    await page.getByText('20 rows a second').waitFor()
    expect(await page.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value)).toBe(
      20,
    )
    expect(await page.locator('body[data-same-page]').count()).toBe(1)
    await set({ waitsFor: 'ratings', state: 'waiting' })
    await expect.poll(() => page.locator('body[data-same-page]').count()).toBe(0)
    await page.getByText('Waits for the marks of both raters').waitFor()
    expect(page.troubles).toEqual([])
  })
})
