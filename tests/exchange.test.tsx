import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ExchangeLine } from '~/components/contracts/exchange-line'
import { ExchangeStages } from '~/components/contracts/exchange-stages'
import { SeatRows } from '~/components/contracts/seat-rows'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { Form } from '~/components/forms/form'
import { LanguageProvider } from '~/components/page/language'
import type { Exchange } from '~/domain/market/exchange/exchange'
import { differencesOf } from '~/kernel/differences'
import { type Locale, locales } from '~/platform/languages/locales'

const exchange: Exchange = { hostId: 'a', milestones: ['shadow', 'pair'], from: 'TR', to: 'PK' }
const members = [
  {
    ...{ personId: 'a', name: 'Lena Lead', country: 'PK' },
    role: 'outcome_lead' as const,
    shareBps: 8_000,
  },
  {
    personId: 'b',
    name: 'Deniz Guest',
    country: 'TR',
    role: 'localiser' as const,
    shareBps: 2_000,
    exchange,
  },
]

function html(locale: Locale, element: ReactNode): string {
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="UTC">
      {element}
    </LanguageProvider>,
  )
}
const words = (text: string) =>
  text
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

describe.each(locales)('a seat in exchange, in %s', (locale) => {
  it('stands under the name with its host and stages', () => {
    const milestones = [{ title: 'The table' }, { title: 'The model' }, { title: 'The wards' }]
    const show = (given: Exchange | null) =>
      html(locale, <ExchangeLine exchange={given} {...{ members, milestones }} />)
    const line = words(show(exchange))
    expect(line).toContain('Lena Lead')
    if (locale === 'en') {
      expect(line).toContain('In exchange from Türkiye, hosted by Lena Lead in Pakistan')
      expect(line).toContain('The table: shadow The model: pair The wards: not there')
    }
    expect(show(null)).toBe('')
  })

  it('has fields in the row of a proposal, open where there is something in them', () => {
    const rows = html(
      locale,
      <Form>
        <SeatRows members={members} openSeatHref="/teams/team/exchange" />
      </Form>,
    )
    expect(rows.match(/<details/g)).toHaveLength(2)
    expect(rows.match(/<details[^>]* open/g)).toHaveLength(1)
    expect(rows).toContain('name="seats.1.stage5"')
    expect(rows).toMatch(/name="seats.1.host"[\s\S]*?<option value="a"[^>]*selected/)
    const typed = { 'seats.0.host': 'b', 'seats.0.stage0': 'pair' }
    const again = html(
      locale,
      <Form state={{ errors: { 'seats.0.host': 'exchange.host_exchanged' }, values: typed }}>
        <SeatRows members={members} openSeatHref="/teams/team/exchange" />
      </Form>,
    )
    expect(again.match(/<details[^>]* open/g)).toHaveLength(1)
    expect(again).toMatch(/name="seats.0.stage0"[\s\S]*?<option value="pair"[^>]*selected/)
    const offer = html(
      locale,
      <Form>
        <SeatRows members={members} />
      </Form>,
    )
    expect(offer).not.toContain('<details')
    const compatriots = members.map((one) => ({ ...one, country: 'PK', exchange: null }))
    const alone = html(
      locale,
      <Form>
        <SeatRows members={compatriots} openSeatHref="/teams/team/exchange" />
      </Form>,
    )
    expect(alone).not.toContain('<details')
    if (locale === 'en') expect(alone).toContain('A seat in exchange needs two countries')
  })

  it('is told on the milestone’s page, with the form for the host alone', () => {
    const row = {
      ...{ personId: 'b', name: 'Deniz Guest', planned: 'pair' as const, hostId: 'a' },
      ...{ hostName: 'Lena Lead', from: 'TR', to: 'PK', said: null, mayConfirm: true },
    }
    const show = (given: object) =>
      html(locale, <ExchangeStages exchanges={[{ ...row, ...given }]} state={undefined} />)
    expect(show({})).toContain('value="confirm_exchange"')
    expect(show({ mayConfirm: false })).not.toContain('<form')
    const said = { stage: 'lead' as const, words: 'Led the rollout.', confirmedAt: new Date(0) }
    expect(words(show({ said, mayConfirm: false }))).toContain('Led the rollout.')
  })

  it('is told in words where versions differ', () => {
    const seat = (stage: string) => ({
      seats: [{ name: 'Deniz Guest', hostId: 'Lena Lead', stage: ['shadow', stage] }],
    })
    const table = words(
      html(
        locale,
        <TermsDifferences
          differences={differencesOf(seat('pair'), seat('lead'))}
          currency="USD"
          caption="Differences"
        />,
      ),
    )
    expect(table).not.toMatch(/terms\.|exchange\./)
    if (locale === 'en') expect(table).toContain('Member 1: Stage in milestone 2')
  })
})
