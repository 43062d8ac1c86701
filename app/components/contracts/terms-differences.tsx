import { plannedStages } from '~/domain/market/exchange'
import { roles } from '~/domain/skills/roles'
import { componentKinds } from '~/domain/stewardship/facts'
import { countryName } from '~/kernel/countries'
import type { Difference } from '~/kernel/differences'
import { type Currency, isCurrency } from '~/kernel/money'
import { DataTable } from '../page/data-table'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Name, Quiet } from '../page/text'

const fields = [
  'priceMinor',
  'holdbackBps',
  'reviewDays',
  'milestones',
  'criteria',
  'title',
  'description',
  'amountMinor',
  'weeks',
  'target',
  'sampleSize',
  'attempts',
  'manifest',
  'kind',
  'provider',
  'purpose',
  'region',
  'host',
  'approach',
  'statement',
  'budgetMinor',
  'criterionIds',
  'seats',
  'name',
  'hostId',
  'stage',
  'role',
  'shareBps',
] as const

function partName({ t }: ReaderLanguage, part: string | number, next: string | number | undefined) {
  const known = fields.find((field) => field === part)
  if (!known) return String(part)
  return t(`terms.field_${known}`, { n: Number(next ?? 0) + 1 })
}

/** "Milestone 2, amount". */
function placeOf(language: ReaderLanguage, path: Difference['path']): string {
  const names = path
    .map((part, index) => ({ part, next: path[index + 1] }))
    .filter(({ part }) => !/^\d+$/.test(String(part)))
    .map(({ part, next }) =>
      part === 'kind' && path[0] === 'milestones'
        ? language.t('terms.field_milestone_kind')
        : partName(language, part, next),
    )
  return language.list(names)
}

function shownValue(
  language: ReaderLanguage,
  difference: Difference,
  value: string,
  currency: Currency,
) {
  const field = difference.path.at(-1)
  if (
    (field === 'priceMinor' || field === 'amountMinor' || field === 'budgetMinor') &&
    value !== ''
  ) {
    return language.money({ currency, amountMinor: BigInt(value) })
  }
  if ((field === 'holdbackBps' || field === 'shareBps') && value !== '') {
    return language.shareBps(Number(value))
  }
  if (field === 'region' && value !== '') return countryName(value, language.locale)
  const kind = field === 'kind' && componentKinds.find((known) => known === value)
  if (kind) return language.t(`stewardship.kind_${kind}`)
  if (field === 'kind' && value === 'discovery') return language.t('proposal.discovery')
  const role = field === 'role' && roles.find((known) => known === value)
  if (role) return language.t(`role.${role}`)
  const stage = difference.path.at(-2) === 'stage' && plannedStages.find((one) => one === value)
  if (stage) return language.t(`exchange.stage_${stage}`)
  return value
}

/** What a version changes against the one before, field by field. */
export function TermsDifferences(props: {
  differences: readonly Difference[]
  currency: string
  caption: string
}) {
  const language = useLanguage()
  const { t } = language
  if (props.differences.length === 0) return <Quiet>{t('terms.changes_none')}</Quiet>
  const currency: Currency = isCurrency(props.currency) ? props.currency : 'USD'
  return (
    <DataTable
      caption={props.caption}
      hideCaption
      rows={props.differences}
      rowKey={(row) => row.path.join('.')}
      columns={[
        {
          key: 'where',
          label: t('terms.change_where'),
          primary: true,
          cell: (row) => placeOf(language, row.path),
        },
        {
          key: 'before',
          label: t('terms.change_before'),
          cell: (row) => (
            <del>
              <Name>{shownValue(language, row, row.before, currency)}</Name>
            </del>
          ),
        },
        {
          key: 'after',
          label: t('terms.change_after'),
          cell: (row) => (
            <ins>
              <Name>{shownValue(language, row, row.after, currency)}</Name>
            </ins>
          ),
        },
      ]}
    />
  )
}
