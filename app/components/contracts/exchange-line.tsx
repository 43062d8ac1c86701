import type { Exchange } from '~/domain/market/exchange/exchange'
import { countryName } from '~/kernel/countries'
import { useLanguage } from '../page/language'
import { isolated, Quiet } from '../page/text'

/** Under a member's name: that the seat is one in exchange, its host, and the stage in each milestone. */
export function ExchangeLine(props: {
  exchange: Exchange | null | undefined
  members: readonly { readonly personId: string; readonly name: string }[]
  milestones: readonly { readonly title: string }[]
}) {
  const { t, locale } = useLanguage()
  const { exchange, members, milestones } = props
  if (!exchange) return null
  const { hostId, from, to, milestones: planned } = exchange
  const host = members.find(({ personId }) => personId === hostId)?.name ?? ''
  const stages = milestones.map(({ title }, place) =>
    t('exchange.milestone_stage', {
      milestone: isolated(title),
      stage: t(`exchange.stage_${planned[place] ?? 'none'}`),
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
      {stages.map((stage) => (
        <Quiet key={stage}>{stage}</Quiet>
      ))}
    </>
  )
}
