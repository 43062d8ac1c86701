import { useLanguage } from '~/components/page/language'
import { isolated, Name } from '~/components/page/text'
import type { openingList } from '~/domain/market/exchange/opening-queries.server'
import { countryName } from '~/kernel/countries'
import { withoutTurns } from '~/kernel/plain-name'

type Row = Awaited<ReturnType<typeof openingList>>['rows'][number]

/** From which stage to which a guest comes. */
export function useStages() {
  const { t } = useLanguage()
  return ({ fromStage, toStage }: Pick<Row, 'fromStage' | 'toStage'>) =>
    fromStage === toStage
      ? t(`exchange.stage_${toStage}`)
      : t('opening.from_to', {
          from: t(`exchange.stage_${fromStage}`),
          to: t(`exchange.stage_${toStage}`),
        })
}

/** Open seats as rows of a list. */
export function useOpeningItems() {
  const { t, locale, date, shareBps } = useLanguage()
  const stages = useStages()
  return (rows: readonly Row[]) =>
    rows.map((row) => ({
      id: row.id,
      href: `/exchange/${row.id}`,
      title: t(`role.${row.role}`),
      body: (
        <span className="grid gap-0.5">
          <Name>{row.team.name}</Name>
          {row.brief ? (
            <span>{t('opening.for_brief', { brief: isolated(row.brief.title) })}</span>
          ) : null}
          <span dir="auto" className="line-clamp-2">
            {withoutTurns(row.words)}
          </span>
        </span>
      ),
      meta: (
        <>
          <span>
            {t('opening.host_in', {
              host: isolated(row.host.name),
              country: countryName(row.host.country, locale),
            })}
          </span>
          <span>{stages(row)}</span>
          <span>{t('opening.hours', { hours: row.hours })}</span>
        </>
      ),
      aside: (
        <div className="grid gap-1 sm:justify-items-end">
          <strong>{t('opening.share', { share: shareBps(row.shareBps) })}</strong>
          <time className="text-xs text-quiet" dateTime={row.closesAt.toISOString()}>
            {t('opening.closes', { when: date(row.closesAt) })}
          </time>
        </div>
      ),
    }))
}
