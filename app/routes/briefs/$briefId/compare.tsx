import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { DiscoveryNote } from '~/components/contracts/discovery-note'
import { ExchangeLine } from '~/components/contracts/exchange-line'
import { ProposalStanding } from '~/components/contracts/proposal-standing'
import { CheckboxGroup } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { criterionFigure, criterionName } from '~/components/outcomes/criterion-figure'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { ComparisonTable } from '~/components/page/comparison-table'
import { EmptyState } from '~/components/page/empty-state'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { PersonName, profileHref } from '~/components/page/people'
import { Stack } from '~/components/page/section'
import { Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { rateLine } from '~/components/people/work-record'
import { proposalComparison } from '~/domain/figures/compare-proposals.server'
import { serve } from '~/domain/identity/access.server'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { clientStanding } from '~/domain/market/proposals/proposal'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { countryName } from '~/kernel/countries'
import { AboveBudget } from '../../proposals/$proposalId/_terms'

export const handle = { title: 'compare.title', script: false }

export const loader = serve('person', async ({ viewer, params, url, db, at }) => {
  const chosen = url.searchParams.getAll('p')
  const found = await proposalComparison(db, viewer, params.briefId ?? '', chosen, at)
  const seated = found.proposals.flatMap(({ seats }) => seats.map(({ personId }) => personId))
  return {
    brief: {
      id: found.brief.id,
      title: found.brief.title,
      budgetMinor: found.brief.budgetMinor,
    },
    all: found.all,
    needed: found.needed,
    proposals: found.proposals,
    profiles: await openProfiles(db, viewer, seated),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Compared = Data['proposals'][number]

const listed = 'm-0 grid list-none gap-2 p-0'

function Milestones({ milestones, currency }: Compared) {
  return (
    <ol className={listed}>
      {milestones.map((row) => (
        <li key={row.title}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Name>{row.title}</Name>
            <MoneyText value={{ currency, amountMinor: BigInt(row.amountMinor) }} />
          </div>
          {isDiscovery(row) ? <DiscoveryNote /> : null}
        </li>
      ))}
    </ol>
  )
}

/** Who works for which share, and what shows that they can. */
function People({ row, data }: { row: Compared; data: Data }) {
  const { t, shareBps, list } = useLanguage()
  return (
    <ul className={listed}>
      {row.seats.map((seat) => (
        <li key={seat.personId}>
          <PersonName name={seat.name} href={profileHref(data.profiles, seat.personId)} />
          <Quiet>
            {t('compare.seat', { role: t(`role.${seat.role}`), share: shareBps(seat.shareBps) })}
          </Quiet>
          <ExchangeLine exchange={seat.exchange} members={row.seats} milestones={row.milestones} />
          <Quiet>
            {seat.evidence.length === 0
              ? t('compare.no_evidence')
              : t('compare.evidence', {
                  needed: data.needed,
                  levels: list(
                    seat.evidence.map(({ level, skills }) =>
                      t('compare.evidence_level', {
                        count: skills,
                        level: t(`skill.level_${level as 1 | 2 | 3 | 4}`),
                      }),
                    ),
                  ),
                })}
          </Quiet>
        </li>
      ))}
    </ul>
  )
}

/** Earlier verdicts on what this brief measures, with their intervals. */
function Proof({ proof }: Compared) {
  const language = useLanguage()
  const { t, number } = language
  if (proof.length === 0) return <Quiet>{t('compare.no_proof')}</Quiet>
  return (
    <ul className={listed}>
      {proof.flatMap(({ verdictId, client, results }) =>
        results.flatMap(({ criterion, estimate, lower, upper, n }) =>
          estimate === null
            ? []
            : [
                <li key={`${verdictId} ${criterion.id}`}>
                  <TextLink href={`/verdicts/${verdictId}`}>
                    {criterionName(language, criterion)}
                  </TextLink>{' '}
                  {t('compare.measured', {
                    estimate: criterionFigure(language, criterion, estimate),
                    lower: lower === null ? '' : criterionFigure(language, criterion, lower),
                    upper: upper === null ? '' : criterionFigure(language, criterion, upper),
                    n: number(n),
                  })}
                  <Quiet>
                    <Name>{client}</Name>
                  </Quiet>
                </li>,
              ],
        ),
      )}
    </ul>
  )
}

function Providers({ manifest }: Compared) {
  const { t, locale } = useLanguage()
  if (manifest.length === 0) return <Quiet>{t('common.none')}</Quiet>
  return (
    <ul className={listed}>
      {manifest.map((row) => (
        <li key={`${row.kind} ${row.provider} ${row.purpose}`}>
          <Name>{row.provider}</Name>
          <Quiet>
            {t('compare.provider', {
              kind: t(`proposal.component_${row.kind}`),
              country: countryName(row.region, locale),
            })}
          </Quiet>
        </li>
      ))}
    </ul>
  )
}

function Compare({ data }: { data: Data }) {
  const language = useLanguage()
  const { t, shareBps } = language
  const { proposals } = data
  const line = (label: string, cell: (row: Compared) => ReactNode) => ({
    label,
    cells: proposals.map((row) => <div key={row.id}>{cell(row)}</div>),
  })
  return (
    <ComparisonTable
      cards
      caption={t('compare.title')}
      hideCaption
      heads={proposals.map((row) => (
        <TextLink key={row.id} href={`/proposals/${row.id}`}>
          <Name>{row.teamName}</Name>
        </TextLink>
      ))}
      rows={[
        line(t('proposal.price'), ({ currency, priceMinor }) => (
          <>
            <MoneyText value={{ currency, amountMinor: priceMinor }} strong />
            <AboveBudget {...{ currency, priceMinor }} budgetMinor={data.brief.budgetMinor} />
          </>
        )),
        line(t('compare.net'), ({ currency, netMinor }) => (
          <MoneyText value={{ currency, amountMinor: netMinor }} />
        )),
        line(t('proposal.weeks'), ({ weeks }) => t('brief.weeks_count', { count: weeks })),
        line(t('proposal.milestones'), (row) => <Milestones {...row} />),
        line(t('proposal.holdback'), ({ holdbackBps }) =>
          holdbackBps ? shareBps(holdbackBps) : t('common.none'),
        ),
        line(t('proposal.review_days'), ({ reviewDays }) =>
          t('brief.days_count', { count: reviewDays }),
        ),
        line(t('proposal.people'), (row) => <People row={row} data={data} />),
        line(t('compare.proof'), (row) => <Proof {...row} />),
        line(t('reputation.verified'), ({ record }) =>
          record ? rateLine(language, record.verified) : null,
        ),
        line(t('compare.on_time'), ({ record }) =>
          record === null || record.onTime.of === 0 ? (
            <Quiet>{t('reputation.none_ended')}</Quiet>
          ) : (
            t('compare.on_time_of', { onTime: record.onTime.hits, delivered: record.onTime.of })
          ),
        ),
        line(t('reputation.disagreements'), ({ record }) =>
          record && record.disagreements.opened > 0 ? (
            t('compare.disagreements', record.disagreements)
          ) : (
            <Quiet>{t('common.none')}</Quiet>
          ),
        ),
        line(t('proposal.approach_theirs'), ({ approach }) => (
          <Fold label={t('compare.read')}>
            <UserText text={approach} />
          </Fold>
        )),
        line(t('proposal.manifest'), (row) => <Providers {...row} />),
        line(t('compare.questions'), ({ questions }) =>
          t('compare.questions_count', { count: questions }),
        ),
        line(t('proposal.standing'), (row) => <ProposalStanding {...row} />),
        line(t('compare.answer'), (row) => (
          <Stack gap={2}>
            <LinkButton href={`/proposals/${row.id}`}>
              {t(clientStanding(row) === 'answer' ? 'compare.open' : 'proposal.read')}
            </LinkButton>
            <TextLink href={`/teams/${row.teamSlug}`}>{t('compare.team')}</TextLink>
          </Stack>
        )),
      ]}
    />
  )
}

export default function CompareProposals() {
  const data = useLoaderData<typeof loader>()
  const { brief, all, proposals } = data
  const { t } = useLanguage()
  return (
    <Page
      title={t('compare.title')}
      lead={t('compare.lead')}
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/briefs/${brief.id}`, label: brief.title },
        { label: t('compare.title') },
      ]}
    >
      {proposals.length === 0 ? (
        <EmptyState
          title={t('brief.no_proposals_title')}
          body={t('compare.none')}
          action={{ href: `/briefs/${brief.id}`, label: t('compare.back') }}
        />
      ) : (
        <Stack gap={7}>
          <Compare data={data} />
          {all.length > 1 ? (
            <Form method="get">
              <CheckboxGroup
                name="p"
                label={t('compare.choose')}
                defaultValues={proposals.map(({ id }) => id)}
                options={all.map(({ id, teamName }) => ({
                  value: id,
                  label: <Name>{teamName}</Name>,
                }))}
              />
              <FormActions>
                <SubmitButton tone="quiet">{t('compare.show')}</SubmitButton>
              </FormActions>
            </Form>
          ) : null}
        </Stack>
      )}
    </Page>
  )
}
