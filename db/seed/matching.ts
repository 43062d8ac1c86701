import type { Sector } from '~/domain/market/briefs/brief'
import { claimSkill } from '~/domain/skills/claim-skill.server'
import { offerForMatching } from '~/domain/teams/matching/matching-profile.commands.server'
import type { Currency } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import type { Deals } from './deals'
import type { Story } from './story'

type Offered = {
  /** For an hour, in minor units. */
  readonly rateMinor: bigint
  readonly currency: Currency
  readonly hoursPerWeek: number
  readonly day: { readonly fromHour: number; readonly hours: number }
  readonly sectors: readonly Sector[]
  /** What they name on their profile when they ask to be proposed. */
  readonly adds?: readonly string[]
}

const day = { fromHour: 9, hours: 8 }
const late = { fromHour: 13, hours: 8 }
const euro = { currency: 'EUR', day } as const
const build = ['problem-framing', 'model-serving']

/**
 * Who asked to be proposed to teams. Two of Ravi's four have not: they are in other contracts until
 * the summer, and a team that looks for people learns that the matcher does not know them.
 */
const offered: Readonly<Record<string, Offered>> = {
  ayesha: { ...euro, rateMinor: 3_200n, hoursPerWeek: 20, sectors: ['logistics', 'retail'] },
  usman: { ...euro, rateMinor: 2_400n, hoursPerWeek: 25, sectors: ['logistics'] },
  mahnoor: { ...euro, rateMinor: 2_100n, hoursPerWeek: 20, sectors: ['agriculture'], adds: build },
  deniz: { ...euro, rateMinor: 3_400n, hoursPerWeek: 15, sectors: ['logistics'], adds: build },
  omar: { ...euro, rateMinor: 2_700n, hoursPerWeek: 20, sectors: ['health'], adds: build },
  saqib: {
    ...{ ...euro, day: late, rateMinor: 1_800n, hoursPerWeek: 30, sectors: ['education'] },
    adds: [...build, 'model-evaluation'],
  },
  farah: { ...euro, rateMinor: 1_900n, hoursPerWeek: 20, sectors: ['government'] },
  rashid: { ...euro, rateMinor: 2_600n, hoursPerWeek: 10, sectors: ['agriculture', 'logistics'] },
  danish: { ...euro, rateMinor: 1_500n, hoursPerWeek: 25, sectors: ['agriculture'] },
  hina: { ...euro, rateMinor: 1_700n, hoursPerWeek: 30, sectors: ['health', 'logistics'] },
  tariq: { ...euro, rateMinor: 2_000n, hoursPerWeek: 20, sectors: ['government', 'energy'] },
  reem: {
    ...{ currency: 'SAR', day, rateMinor: 14_000n, hoursPerWeek: 15, sectors: ['health'] },
  },
  asad: { currency: 'USD', day: late, rateMinor: 1_600n, hoursPerWeek: 30, sectors: ['media'] },
}

/** They tell the matcher what they cost and when they work, a fortnight before anybody asks. */
export function tellMatching(story: Story, deals: () => Deals): void {
  story.on(14, 8, async (at) => {
    for (const [key, { adds = [], sectors, ...rest }] of Object.entries(offered)) {
      const by = deals().personId(key)
      for (const skillId of adds) await inTransaction((tx) => claimSkill(tx, { by, skillId, at }))
      await inTransaction((tx) => offerForMatching(tx, { ...rest, sectors: [...sectors], by, at }))
    }
  })
}
