import { DiscoveryNote } from '~/components/contracts/discovery-note'
import { ExchangeLine } from '~/components/contracts/exchange-line'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { PersonName, profileHref } from '~/components/page/people'
import { Section } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { rateLine } from '~/components/people/work-record'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import {
  clientStanding,
  counteredProposalStatuses,
  formingProposalStatuses,
  type ProposedMilestone,
} from '~/domain/market/proposals/proposal'
import { countryName } from '~/kernel/countries'
import type { Currency } from '~/kernel/money'
import type { Data } from './index'

/** Beside what the team asks, while the client's own numbers lie before it. */
function CounterNote({ versions, proposal }: Pick<Data, 'versions' | 'proposal'>) {
  const { t, money } = useLanguage()
  const counter = versions.at(-1)
  if (!counter || !counteredProposalStatuses.includes(proposal.status)) return null
  const amountMinor = BigInt(counter.body.priceMinor)
  return (
    <Quiet>
      {t('proposal.counter_lies', { price: money({ currency: proposal.currency, amountMinor }) })}
    </Quiet>
  )
}

/** A price above what the client wrote in its brief is said, on either side. */
export function AboveBudget(props: {
  currency: Currency
  priceMinor: bigint
  budgetMinor: bigint
}) {
  const { t, money } = useLanguage()
  const { currency, priceMinor, budgetMinor } = props
  if (priceMinor <= budgetMinor) return null
  return (
    <Quiet>
      {t('proposal.above_budget', {
        more: money({ currency, amountMinor: priceMinor - budgetMinor }),
        budget: money({ currency, amountMinor: budgetMinor }),
      })}
    </Quiet>
  )
}

export function Milestones({
  proposal,
  brief,
  versions,
}: Pick<Data, 'proposal' | 'brief' | 'versions'>) {
  const { t } = useLanguage()
  return (
    <Section title={t('proposal.milestones')}>
      <AboveBudget {...proposal} budgetMinor={brief.budgetMinor} />
      <CounterNote versions={versions} proposal={proposal} />
      <MilestoneTable {...proposal} criteria={brief.criteria} />
    </Section>
  )
}

/** The milestones of a proposal or of an earlier version of it. */
export function MilestoneTable(props: {
  milestones: readonly ProposedMilestone[]
  currency: Currency
  criteria: Data['brief']['criteria']
}) {
  const { t } = useLanguage()
  const { milestones, currency, criteria } = props
  return (
    <DataTable
      caption={t('proposal.milestones')}
      hideCaption
      columns={[
        {
          key: 'title',
          label: t('proposal.milestone_title'),
          primary: true,
          cell: (row) => (
            <>
              <Name>{row.title}</Name>
              {row.description ? (
                <p dir="auto" className="max-w-[48ch] text-sm font-normal text-quiet">
                  {row.description}
                </p>
              ) : null}
            </>
          ),
        },
        {
          key: 'criteria',
          label: t('proposal.milestone_criteria'),
          cell: (row) =>
            isDiscovery(row) ? (
              <DiscoveryNote />
            ) : (
              <ul className="grid list-disc gap-1 ps-5">
                {criteria
                  .filter(({ id }) => row.criterionIds.includes(id))
                  .map((criterion) => (
                    <li key={criterion.id}>
                      <CriterionSentence criterion={criterion} />
                    </li>
                  ))}
              </ul>
            ),
        },
        {
          key: 'weeks',
          label: t('proposal.milestone_weeks'),
          numeric: true,
          cell: (row) => row.weeks,
        },
        {
          key: 'amount',
          label: t('common.amount'),
          numeric: true,
          cell: (row) => <MoneyText value={{ currency, amountMinor: BigInt(row.amountMinor) }} />,
        },
      ]}
      rows={milestones}
      rowKey={(row) => row.title}
    />
  )
}

export function Seats({
  proposal,
  seats,
  profiles,
}: Pick<Data, 'proposal' | 'seats' | 'profiles'>) {
  const { t, shareBps, date } = useLanguage()
  return (
    <Section title={t('proposal.people')} lead={t('proposal.people_lead')}>
      <DataTable
        caption={t('proposal.people')}
        hideCaption
        columns={[
          {
            key: 'name',
            label: t('common.name'),
            primary: true,
            cell: (row) => (
              <>
                <PersonName name={row.name} href={profileHref(profiles, row.personId)} />
                <ExchangeLine
                  exchange={row.exchange}
                  members={seats}
                  milestones={proposal.milestones}
                />
              </>
            ),
          },
          { key: 'role', label: t('common.role'), cell: (row) => t(`role.${row.role}`) },
          {
            key: 'share',
            label: t('common.share'),
            numeric: true,
            cell: (row) => shareBps(row.shareBps),
          },
          {
            key: 'agreed',
            label: t('proposal.agreement'),
            cell: (row) =>
              row.agreedAt
                ? t('proposal.agreed_on', { date: date(row.agreedAt) })
                : t('proposal.not_yet'),
          },
        ]}
        rows={seats}
        rowKey={(row) => row.personId}
      />
    </Section>
  )
}

export function Manifest({ proposal }: { proposal: Pick<Data['proposal'], 'manifest'> }) {
  const { t, locale } = useLanguage()
  if (proposal.manifest.length === 0) return null
  return (
    <Section title={t('proposal.manifest')}>
      <DataTable
        caption={t('proposal.manifest')}
        hideCaption
        columns={[
          {
            key: 'kind',
            label: t('proposal.component_kind'),
            cell: (row) => t(`proposal.component_${row.kind}`),
          },
          {
            key: 'provider',
            label: t('proposal.component_provider'),
            primary: true,
            cell: (row) => <Name>{row.provider}</Name>,
          },
          {
            key: 'purpose',
            label: t('proposal.component_purpose'),
            cell: (row) => <Name>{row.purpose}</Name>,
          },
          {
            key: 'region',
            label: t('proposal.component_region'),
            cell: (row) => countryName(row.region, locale),
          },
          {
            key: 'host',
            label: t('proposal.component_address'),
            cell: (row) => (row.host ? <bdi dir="ltr">{row.host}</bdi> : null),
          },
        ]}
        rows={proposal.manifest}
        rowKey={(row) => `${row.kind} ${row.provider} ${row.purpose}`}
      />
    </Section>
  )
}

/** Whose answer the time is for: the reader's own, the members', or the other side's. */
function answerBy({
  proposal,
  outdated,
  isClient,
}: Pick<Data, 'proposal' | 'outdated' | 'isClient'>) {
  if (formingProposalStatuses.includes(proposal.status)) return 'proposal.answer_by_members'
  const clients = clientStanding({ status: proposal.status, outdated }) === 'answer'
  if (clients === isClient) return 'proposal.answer_by'
  return clients ? 'proposal.answer_by_client' : 'proposal.answer_by_team'
}

/** What both would sign: the team, its price and the times. */
export function Terms(
  data: Pick<Data, 'proposal' | 'team' | 'verified' | 'versions' | 'outdated' | 'isClient'>,
) {
  const { proposal, team, verified, versions } = data
  const language = useLanguage()
  const { t, shareBps } = language
  return (
    <Section title={t('proposal.terms')}>
      <DescriptionList
        items={[
          {
            term: t('proposal.team'),
            value: (
              <>
                <TextLink href={`/teams/${team.slug}`}>
                  <Name>{team.name}</Name>
                </TextLink>
                <Quiet>{rateLine(language, verified)}</Quiet>
              </>
            ),
          },
          {
            term: t('proposal.price'),
            value: (
              <>
                <MoneyText
                  value={{ currency: proposal.currency, amountMinor: proposal.priceMinor }}
                  strong
                />
                <CounterNote versions={versions} proposal={proposal} />
              </>
            ),
          },
          {
            term: t('proposal.weeks'),
            value: t('brief.weeks_count', { count: proposal.weeks }),
          },
          {
            term: t('proposal.holdback'),
            value: proposal.holdbackBps ? shareBps(proposal.holdbackBps) : t('common.none'),
          },
          {
            term: t('proposal.review_days'),
            value: t('brief.days_count', { count: proposal.reviewDays }),
          },
          ...(proposal.deadlineAt
            ? [
                {
                  term: t(answerBy(data)),
                  value: <Countdown until={proposal.deadlineAt} />,
                },
              ]
            : []),
        ]}
      />
      <Quiet>{t('proposal.terms_note')}</Quiet>
    </Section>
  )
}
