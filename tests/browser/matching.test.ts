import { type OpenPage, useBrowser } from 'tests/support/browser'
import { makeBrief } from 'tests/support/market'
import { idOf, open, send, wordsOf } from 'tests/support/pages'
import { makePerson, makeTeam, type TestPerson, type TestTeam } from 'tests/support/people'
import { signInAs } from 'tests/support/sessions'
import { useStack } from 'tests/support/stack'
import { makeProposed } from 'tests/support/team-search'
import { beforeAll, describe, expect, it } from 'vitest'
import { usualSkills } from '~/domain/teams/matching/usual-request'
import { database } from '~/platform/database.server'

/** From "who is missing?" to a member who has read why, without a script. */
const stack = useStack({ processes: ['web'] })
const browser = useBrowser()
const at = new Date()
const roles = ['outcome_lead', 'machine_learning_engineer', 'measurer'] as const

describe('finding who is missing, without JavaScript', () => {
  let team: TestTeam
  let measurer: TestPerson
  let lead: OpenPage
  let invited: OpenPage
  let search = ''
  let briefId = ''

  beforeAll(async () => {
    const who = await makePerson(database(), { name: 'Lina Lead' })
    team = await makeTeam([who])
    await makeProposed('outcome_lead', { name: 'Lina Lead', who, at })
    await makeProposed('machine_learning_engineer', { name: 'Emre Engineer', at })
    measurer = await makeProposed('measurer', { name: 'Mina Measurer', at })
    const { origin } = stack.current
    const draft = { currency: 'USD', budgetMinor: 900_000n } as const
    briefId = (await makeBrief({ draft, at })).briefId
    lead = await browser.newPage({ javaScript: false, origin })
    await signInAs(lead, who.personId, origin)
    invited = await browser.newPage({ javaScript: false, origin })
    await signInAs(invited, measurer.personId, origin)
  })

  it('is asked for with roles, levels, hours and money', async () => {
    await open(lead, `/briefs/${briefId}`)
    await lead.locator(`main a[href="/teams/${team.slug}/form?brief=${briefId}"]`).click()
    expect(await lead.locator('[name=budget]').inputValue()).toBe('9000.00')
    const levels = roles.flatMap((role) =>
      usualSkills(role, []).map((id) => [`level.${role}.${id}`, '1'] as const),
    )
    await send(lead, 'look', {
      'want[]': roles,
      ...Object.fromEntries(levels),
      [`fixed.${team.lead.personId}`]: 'outcome_lead',
      ...Object.fromEntries(roles.map((role) => [`hours.${role}`, '100'])),
      maxMembers: '3',
      commonHours: '4',
      'domains[]': ['health'],
    })
    search = idOf(lead, 'form')
    const words = await lead.locator('main').innerText()
    for (const name of ['Lina Lead', 'Emre Engineer', 'Mina Measurer'])
      expect(words).toContain(name)
    expect(words).toContain('No team can score more')
    expect(words).toContain('10 % more budget')
  })

  it('is invited with role, share, hours and a reason', async () => {
    const { personId } = measurer
    const reason = 'You know what a month without a baseline is worth.'
    await send(
      lead,
      'invite-0',
      { 'invite[]': [personId], [`share.${personId}`]: '20' },
      { refused: true },
    )
    expect(await wordsOf(lead)).toContain('why you ask them')
    await send(lead, 'invite-0', { [`reason.${personId}`]: reason })
    expect(await lead.locator('main').innerText()).toContain('no answer yet')
    await open(invited, '/settings/matching')
    expect(await invited.locator('main').innerText()).toContain('Fewer missed appointments')
    await invited.locator('main a[href^="/team-invitations/"]').click()
    const words = await invited.locator('main').innerText()
    for (const part of [reason, '20', '100 hours']) expect(words).toContain(part)
    await send(invited, 'accept')
    expect(invited.url()).toContain(`/teams/${team.slug}`)
  })

  it('leaves the matcher, and is in no search any more', async () => {
    await open(invited, '/settings/matching')
    await send(invited, 'leave')
    expect(await invited.locator('main').innerText()).toContain('You are not proposed')
    await open(lead, `/teams/${team.slug}/form/${search}`)
    expect(await lead.locator('main').innerText()).not.toContain('Mina Measurer')
    expect([...lead.troubles, ...invited.troubles]).toEqual([])
  })
})
