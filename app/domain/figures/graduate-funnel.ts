import { addDays } from '~/kernel/clock'
import type { Currency } from '~/kernel/money'

/** One person's way through a track, as far as it has come. */
export type Learner = {
  readonly submitted: boolean
  readonly passed: boolean
  /** When the credential was issued; null without one, or when it was revoked. */
  readonly credentialAt: Date | null
  /** When money of a milestone first reached them after the credential. */
  readonly firstPaidAt: Date | null
  /** What was released to them in the 90 days after the credential, by currency. */
  readonly income: readonly { readonly currency: Currency; readonly amountMinor: bigint }[]
}

export const funnelSteps = ['enrolled', 'submitted', 'passed', 'credential', 'paid'] as const
export type FunnelStep = (typeof funnelSteps)[number]

export type Income = {
  readonly currency: Currency
  readonly earning: number
  /** Over everybody of the group, those without income included. */
  readonly lowerMinor: bigint
  readonly medianMinor: bigint
  readonly upperMinor: bigint
}

export type Funnel = {
  readonly counts: Readonly<Record<FunnelStep, number>>
  /** Graduates whose 90 days have passed. */
  readonly matured: number
  /** Who of them has earned anything; null for fewer than ten. */
  readonly earning: number | null
  readonly income: readonly Income[]
}

export const incomeDays = 90
/** Income of fewer people is not shown: somebody could be picked out. */
export const leastGroup = 10

/**
 * The way from enrolling to income, of one group. Income is shown only for ten or more graduates
 * whose 90 days are over, as quartiles of all of them cut to two figures.
 */
export function funnelOf(learners: readonly Learner[], at: Date): Funnel {
  const graduates = learners.filter(({ credentialAt }) => credentialAt !== null)
  const matured = graduates.filter(
    ({ credentialAt }) => credentialAt !== null && addDays(credentialAt, incomeDays) <= at,
  )
  const shown = matured.length >= leastGroup
  return {
    counts: {
      enrolled: learners.length,
      submitted: learners.filter(({ submitted }) => submitted).length,
      passed: learners.filter(({ passed }) => passed).length,
      credential: graduates.length,
      paid: graduates.filter(({ firstPaidAt }) => firstPaidAt !== null).length,
    },
    matured: matured.length,
    earning: shown ? matured.filter(({ income }) => income.length > 0).length : null,
    income: shown ? incomeOf(matured) : [],
  }
}

function incomeOf(matured: readonly Learner[]): Income[] {
  const currencies = new Set(
    matured.flatMap(({ income }) => income.map(({ currency }) => currency)),
  )
  return [...currencies].sort().map((currency) => {
    const amounts = matured
      .map(({ income }) => income.find((one) => one.currency === currency)?.amountMinor ?? 0n)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const quartile = (share: number) =>
      twoFigures(amounts[Math.min(amounts.length - 1, Math.floor(share * amounts.length))] ?? 0n)
    return {
      currency,
      earning: amounts.filter((amount) => amount > 0n).length,
      lowerMinor: quartile(0.25),
      medianMinor: quartile(0.5),
      upperMinor: quartile(0.75),
    }
  })
}

/** 12,345 → 12,000: nobody's exact amount. */
export function twoFigures(amount: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, String(amount).length - 2))
  return (amount / unit) * unit
}
