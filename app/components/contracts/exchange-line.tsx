import type { Exchange } from '~/domain/market/exchange'
import { countryName } from '~/kernel/countries'
import { useLanguage } from '../page/language'
import { Quiet } from '../page/text'
import { isolated } from './contract-turn'

/** Under a member's name: that the seat is one in exchange, its host, and the stages agreed. */
export function ExchangeLine(props: {
  exchange: Exchange | null | undefined
  members: readonly { readonly personId: string; readonly name: string }[]
}) {
  const { t, locale, list, number } = useLanguage()
  const { exchange, members } = props
  if (!exchange) return null
  const { hostId, from, to, milestones } = exchange
  const host = members.find(({ personId }) => personId === hostId)?.name ?? ''
  const stages = milestones.map((stage, place) =>
    t('exchange.milestone_stage', {
      number: number(place + 1),
      stage: t(`exchange.stage_${stage}`),
    }),
  )
  return (
    <>
      <Quiet>
        {t('exchange.line', {
          host: isolated(host),
          from: countryName(from, locale),
          to: countryName(to, locale),
        })}
      </Quiet>
      <Quiet>{list(stages)}</Quiet>
    </>
  )
}
