import { type OfferKey, type SeedOffer, seedOffers } from 'db/seed/offers'
import { seedTeams } from 'db/seed/people'
import { criterionOf } from 'db/seed/sales'
import { describe, expect, it } from 'vitest'
import { emptyOffer, type OfferContent } from '~/domain/market/offers/offer'
import { checkOffer } from '~/domain/market/offers/offer-check'
import { validateOffered } from '~/domain/market/offers/offer-criterion'

const at = new Date('2026-03-02T09:00:00Z')

describe.each(Object.keys(seedOffers) as OfferKey[])('the demo’s offer %s', (key) => {
  const seed: SeedOffer = seedOffers[key]
  const words = seed.statement.split(/\s+/).length

  it(`says what it promises in 120 to 250 words (${words})`, () => {
    expect(words).toBeGreaterThanOrEqual(120)
    expect(words).toBeLessThanOrEqual(250)
  })

  it('could be published as it stands', () => {
    const criteria = seed.criteria.map((wanted, index) => {
      const criterion = { ...criterionOf(wanted, seed, at), id: `c${index + 1}` }
      const checked = validateOffered(criterion, seed.rows ?? undefined)
      if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
      return checked.criterion
    })
    const content: OfferContent = {
      ...emptyOffer,
      statement: seed.statement,
      rows: seed.rows,
      criteria,
      inputs: seed.inputs.map(([title, why, kind], index) => ({
        id: `i${index}`,
        title,
        why,
        kind,
      })),
      tiers: seed.tiers.map(({ name, includes, milestones }, index) => ({
        id: `t${index + 1}`,
        name,
        includes,
        priceMinor: milestones.reduce((sum, [, , amount]) => sum + amount, 0n).toString(),
        milestones: milestones.map(([title, description, amount, weeks, places]) => ({
          title,
          description,
          amountMinor: amount.toString(),
          weeks,
          criterionIds: places.map((place) => `c${place}`),
        })),
      })),
    }
    const members = seedTeams.find((team) => team.key === seed.team)?.members ?? []
    const seats = members.map(([personId, , shareBps]) => ({ personId, shareBps }))
    const ids = seats.map(({ personId }) => personId)
    expect(checkOffer(content, seats, ids)).toEqual([])
  })
})
