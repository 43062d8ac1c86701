import { type OpenPage, useBrowser } from 'tests/support/browser'
import { marketDay } from 'tests/support/market'
import { makeOffer } from 'tests/support/offers'
import { idOf, open, send } from 'tests/support/pages'
import { makeOrganisation } from 'tests/support/people'
import { indexWaiting } from 'tests/support/search'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { beforeAll, describe, expect, it } from 'vitest'
import { appointments } from '../support/market'

/** A client buys an outcome off the shelf, without a script: from the list to the contract. */
const stack = useStack({ processes: ['web'] })
const browser = useBrowser()

describe('an offer, without JavaScript', () => {
  let page: OpenPage
  let offer = ''
  let brief = ''

  beforeAll(async () => {
    const { origin } = stack.current
    offer = (await makeOffer({ words: { title: 'Fewer empty hours' }, at: marketDay })).offerId
    const client = await makeOrganisation({ name: 'Riverside Clinics' })
    page = await browser.newPage({ javaScript: false, origin })
    await signInAs(page, client.owner.personId, origin)
  })

  it('is found in the list and read', async () => {
    await indexWaiting(stack.current, marketDay)
    await open(page, '/offers')
    await page.locator('main input[name=q]').fill('empty hours')
    await page.locator('main select[name=sector]').selectOption('health')
    await page.locator('main form[role=search] button').first().click()
    await page.locator(`main a[href="/offers/${offer}"]`).click()
    expect(await page.locator('h1').innerText()).toBe('Fewer empty hours')
    expect(await page.locator('main').innerText()).toContain('5,000.00')
  })

  it('is ordered: a draft filled from it, that the client completes', async () => {
    await page.locator(`main a[href="/offers/${offer}/order"]`).first().click()
    await send(page, 'order', { tierId: 't1', workloadClass: 'open' })
    brief = idOf(page, 'briefs')
    await open(page, `/briefs/${brief}/edit`)
    await send(page, 'update', { personalData: 'none', retentionDays: '90' })
    await open(page, `/briefs/${brief}/dataset`)
    const bytes = Buffer.from(appointments(1_200))
    await send(page, 'seal', { file: { file: 'visits.csv', bytes }, labelColumn: 'missed' })
  })

  it('becomes a contract that waits for signatures and names what is handed in', async () => {
    await open(page, `/briefs/${brief}`)
    await send(page, 'order')
    expect(page.url()).toContain('/contracts/')
    const words = await page.locator('main').innerText()
    expect(words).toContain('Fewer empty hours')
    expect(words).toContain('The calendar')
    expect(page.troubles).toEqual([])
  })
})
