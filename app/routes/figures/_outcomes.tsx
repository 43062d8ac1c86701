import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { Icon, type IconName } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { Columns, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { PartPlot } from '~/components/plots/part-plot'
import {
  type OutcomeClass,
  type OutcomeGroup,
  outcomeClasses,
  type PublicFigures,
} from '~/domain/figures/public-figures'
import type { Sector } from '~/domain/market/brief'
import { countryName } from '~/kernel/countries'
import { Figure } from './_figure'

type Named = OutcomeGroup & { key: string; name: string }

/** The order of the key is the order of the parts; every part carries its number where it has room. */
const looks: Record<OutcomeClass, { fill: string; ink: string; icon?: IconName }> = {
  met: { fill: 'var(--met)', ink: 'var(--paper)', icon: 'tick' },
  waived: { fill: 'var(--quiet)', ink: 'var(--paper)' },
  not_met: { fill: 'var(--lost)', ink: 'var(--paper)', icon: 'cross' },
  inconclusive: { fill: 'var(--turn-ink)', ink: 'var(--paper)', icon: 'tilde' },
  other: { fill: 'var(--hairline)', ink: 'var(--ink)' },
}

/** How funded milestones ended, by sector and by the countries of both sides. */
export function OutcomesSection(props: { outcomes: PublicFigures['outcomes']; asOf: Date }) {
  const { t, locale } = useLanguage()
  const { all, sectors, pairs } = props.outcomes
  const country = (code: string) => countryName(code, locale)
  return (
    <Figure
      id="outcomes"
      title={t('figures.outcomes_title')}
      definition={t('figures.outcomes_definition')}
      csv="/figures/outcomes.csv"
      rule={t('figures.outcomes_key')}
      asOf={props.asOf}
    >
      {all.rate.of === 0 ? (
        <Quiet>{t('figures.outcomes_none')}</Quiet>
      ) : (
        <Stack gap={6}>
          <Key />
          <Columns>
            <Groups
              title={t('figures.by_sector')}
              of={t('figures.sector')}
              groups={sectors.map((group) => ({
                ...{ ...group, key: group.sector },
                name: t(`sector.${group.sector as Sector}`),
              }))}
            />
            <Groups
              title={t('figures.by_pair')}
              of={t('figures.countries')}
              groups={pairs.map((group) => ({
                ...{ ...group, key: `${group.from} ${group.to}` },
                name: t('figures.pair', { from: country(group.from), to: country(group.to) }),
              }))}
            />
          </Columns>
        </Stack>
      )}
    </Figure>
  )
}

function Key() {
  const { t } = useLanguage()
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-5 gap-y-1 p-0 text-xs">
      {outcomeClasses.map((outcome) => {
        const { fill, ink, icon } = looks[outcome]
        return (
          <li key={outcome} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className="grid size-4 place-items-center"
              style={{ background: fill, color: ink }}
            >
              {icon ? <Icon name={icon} size={12} /> : null}
            </span>
            {t(`figures.outcome_${outcome}`)}
          </li>
        )
      })}
    </ul>
  )
}

function Groups({ title, of, groups }: { title: string; of: string; groups: readonly Named[] }) {
  const { t, number } = useLanguage()
  return (
    <div className="grid min-w-0 content-start gap-4">
      <h3 className="text-base">{title}</h3>
      <PartPlot
        whole={Math.max(...groups.map(({ rate }) => rate.of))}
        rows={groups.map(({ key, name, counts, rate }) => ({
          key,
          label: name,
          figure: t('figures.ended_of', { count: rate.of }),
          summary: t('figures.outcomes_summary', { label: name, ...counts }),
          parts: outcomeClasses.map((outcome) => ({
            key: outcome,
            value: counts[outcome],
            text: number(counts[outcome]),
            fill: looks[outcome].fill,
            ink: looks[outcome].ink,
          })),
        }))}
      />
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={title}
          hideCaption
          rows={groups}
          rowKey={({ key }) => key}
          columns={[
            { key: 'of', label: of, primary: true, cell: ({ name }) => name },
            ...outcomeClasses.map((outcome) => ({
              key: outcome,
              label: t(`figures.outcome_${outcome}`),
              numeric: true,
              cell: ({ counts }: Named) => number(counts[outcome]),
            })),
            {
              key: 'ended',
              label: t('figures.ended'),
              numeric: true,
              cell: ({ rate }) => number(rate.of),
            },
          ]}
        />
      </Fold>
    </div>
  )
}
