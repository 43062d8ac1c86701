import { plannedStages } from '~/domain/market/exchange/exchange'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { roles } from '~/domain/skills/roles'
import { componentKinds } from '~/domain/stewardship/facts'
import { countryName } from '~/kernel/countries'
import type { Difference } from '~/kernel/differences'
import { type Currency, isCurrency } from '~/kernel/money'
import { criterionName } from '../outcomes/criterion-figure'
import { DataTable } from '../page/data-table'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { isolated, Name, Quiet } from '../page/text'

const fields = [
  'priceMinor',
  'holdbackBps',
  'reviewDays',
  'milestones',
  'discovery',
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

/** "Milestone 2 “Dashboard”: Amount". */
function placeOf(language: ReaderLanguage, { path, about }: Difference): string {
  const [part, ...names] = path
    .map((part, index) => ({ part, next: path[index + 1] }))
    .filter(({ part }) => !/^\d+$/.test(String(part)))
    .map(({ part, next }) =>
      part === 'kind' && path[0] === 'milestones'
        ? language.t('terms.field_milestone_kind')
        : partName(language, part, next),
    )
  const whole = about
    ? language.t('terms.change_of', { part: part ?? '', title: isolated(about) })
    : part
  return [whole, ...names].join(': ')
}

function shownValue(
  language: ReaderLanguage,
  difference: Difference,
  value: string,
  currency: Currency,
  criteria: readonly Criterion[],
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
  if (field === 'weeks' && value !== '') {
    return language.t('brief.weeks_count', { count: Number(value) })
  }
  if (field === 'reviewDays' && value !== '') {
    return language.t('brief.days_count', { count: Number(value) })
  }
  if (field === 'region' && value !== '') return countryName(value, language.locale)
  if (field === 'criterionIds') {
    const named = value.split(' ').flatMap((id) => criteria.filter((one) => one.id === id))
    if (named.length > 0) return language.list(named.map((one) => criterionName(language, one)))
  }
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
  /** Of the brief, to name those that a milestone is measured by. */
  criteria?: readonly Criterion[]
}) {
  const language = useLanguage()
  const { t } = language
  if (props.differences.length === 0) return <Quiet>{t('terms.changes_none')}</Quiet>
  const { criteria = [] } = props
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
          cell: (row) => placeOf(language, row),
        },
        {
          key: 'before',
          label: t('terms.change_before'),
          cell: (row) => (
            <del>
              <Name>{shownValue(language, row, row.before, currency, criteria)}</Name>
            </del>
          ),
        },
        {
          key: 'after',
          label: t('terms.change_after'),
          cell: (row) => (
            <ins>
              <Name>{shownValue(language, row, row.after, currency, criteria)}</Name>
            </ins>
          ),
        },
      ]}
    />
  )
}
