import { membersAt } from '~/domain/contracts/seats/seats'
import { holdbackBpsOf } from '~/domain/contracts/terms/build-terms'
import type { Terms } from '~/domain/contracts/terms/terms'
import { releaseSplit } from '~/domain/escrow/release-split'
import type { Currency } from '~/kernel/money'
import { useLanguage } from '../page/language'
import { Stack } from '../page/section'
import { MoneyFlow } from '../plots/money-flow'

export type MilestoneMoneyFacts = {
  held: { heldMinor: bigint; releasedMinor: bigint; refundedMinor: bigint } | null
  holdback: {
    amountMinor: bigint
    dueAt: Date
    releasedAt: Date | null
    refundedAt: Date | null
    heldBy: string | null
  } | null
  payables: readonly {
    personId: string
    reason: 'release' | 'holdback'
    amountMinor: bigint
    status: 'waiting' | 'sending' | 'paid' | 'stopped'
    dueAt: Date
  }[]
}

/** Where a milestone's money is and goes: planned as it would be released, then as it was. */
export function MilestoneMoney(props: {
  terms: Terms
  /** Which milestone it is, from 1: its own seats are paid. */
  position: number
  /** A discovery has nothing kept back. */
  kind: 'discovery' | null
  currency: Currency
  amountMinor: bigint
  releasedAt: Date | null
  money: MilestoneMoneyFacts | null
}) {
  const { t, money, date } = useLanguage()
  const { terms, currency, amountMinor } = props
  const seats = membersAt(terms, props.position)
  const held = props.money?.held ?? null
  const split = releaseSplit({
    grossMinor: amountMinor,
    feeBps: terms.platformFeeBps,
    holdbackBps: holdbackBpsOf(terms, props),
    shares: seats,
  })
  const amount = money({ currency, amountMinor })
  // A part that was kept back and went back does not undo what was released.
  const refunded = (held?.releasedMinor ?? 0n) > 0n ? 0n : (held?.refundedMinor ?? 0n)
  const state =
    refunded > 0n
      ? 'refunded'
      : (held?.releasedMinor ?? 0n) > 0n
        ? 'released'
        : (held?.heldMinor ?? 0n) > 0n
          ? 'held'
          : 'planned'
  const payableState = (personId: string) => {
    const row = props.money?.payables.find(
      (entry) => entry.personId === personId && entry.reason === 'release',
    )
    return row ? t(`contract.payable_${row.status}`, { date: date(row.dueAt) }) : undefined
  }
  const holdback = props.money?.holdback
  return (
    <Stack gap={3}>
      <p>
        {t(`contract.money_sentence_${state}`, {
          amount,
          client: `\u2068${terms.client.name}\u2069`,
          date: props.releasedAt ? date(props.releasedAt) : '',
        })}
      </p>
      <MoneyFlow
        title={t(`contract.money_${state}`)}
        currency={currency}
        funders={[{ name: terms.client.name, amountMinor }]}
        fee={refunded > 0n ? 0n : split.feeMinor}
        holdback={refunded > 0n ? 0n : split.holdbackMinor}
        refunded={refunded > 0n ? refunded : undefined}
        stateLabel={t(`contract.money_${state}`)}
        members={
          refunded > 0n
            ? []
            : split.members.map((member) => {
                const person = seats.find(({ personId }) => personId === member.personId)
                return {
                  name: person?.name ?? '',
                  ...(person ? { role: t(`role.${person.role}`) } : {}),
                  shareBps: member.shareBps,
                  amountMinor: member.amountMinor,
                  state: payableState(member.personId),
                }
              })
        }
      />
      {holdback ? (
        <p className="text-sm text-quiet">
          {holdback.releasedAt
            ? t('contract.holdback_released', { date: date(holdback.releasedAt) })
            : holdback.refundedAt
              ? t('watch.holdback_refunded', {
                  amount: money({ currency, amountMinor: holdback.amountMinor }),
                  client: `\u2068${terms.client.name}\u2069`,
                  date: date(holdback.refundedAt),
                })
              : holdback.heldBy
                ? t('watch.holdback_held', {
                    amount: money({ currency, amountMinor: holdback.amountMinor }),
                  })
                : t('contract.holdback_until', {
                    amount: money({ currency, amountMinor: holdback.amountMinor }),
                    date: date(holdback.dueAt),
                  })}
        </p>
      ) : null}
    </Stack>
  )
}
