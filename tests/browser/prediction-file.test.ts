import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenPage, useBrowser } from 'tests/support/browser'
import { labelOf, makeWorld, pay, signedContract, type World } from 'tests/support/contracts'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { handOutRows } from '~/domain/contracts/hand-out-rows.server'
import { registerContractEndpoint } from '~/domain/contracts/register-contract-endpoint.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { submitMilestone } from '~/domain/contracts/submit-milestone.server'
import { servedLines } from '~/domain/outcomes/serve-rows.server'
import { database, inTransaction } from '~/platform/database.server'

const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
const at = new Date()
let world: World

beforeAll(async () => {
  world = await makeWorld(at)
})

async function funded(): Promise<string> {
  const { milestoneIds } = await signedContract(world, { at, milestones: 1, files: true })
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
    await signInAs(page, world.lead, stack.current.origin)
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
    const rows: Line[] = []
    for await (const part of await download.createReadStream()) {
      rows.push(
        ...String(part)
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Line),
      )
    }
    expect(rows).toHaveLength(63)
    await page.goto(`/milestones/${milestoneId}`)
    expect(await page.getByText('They are not handed out again').count()).toBeLessThan(2)
    const path = join(process.env.SAMAR_DATA_DIR ?? '', 'answers.csv')
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
    expect(page.troubles).toEqual([])
  })
})
