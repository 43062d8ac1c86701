import { useLoaderData } from '@remix-run/react'
import { ExchangeLine } from '~/components/contracts/exchange-line'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { SelectField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { isolated, Name, TextLink, UserText } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { proposalPage } from '~/domain/market/proposals/proposal-queries.server'
import { proposalDifferences } from '~/domain/market/proposals/version-queries.server'
import { Refused } from '~/kernel/refusal'
import { Manifest, MilestoneTable } from './_terms'

export const handle = { title: 'proposal.versions_title', script: false }

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const page = await proposalPage(db, viewer, params.proposalId ?? '', at)
  const asked = (name: string, usual: number | undefined) =>
    page.versions.find(
      ({ version }) => String(version) === (url.searchParams.get(name) ?? String(usual)),
    )
  const before = asked('from', page.versions.at(-2)?.version ?? page.versions.at(-1)?.version)
  const after = asked('to', page.versions.at(-1)?.version)
  if (!before || !after) throw new Refused('not_found')
  return {
    id: page.proposal.id,
    title: t('proposal.title_of', { team: isolated(page.team.name) }),
    currency: page.proposal.currency,
    versions: page.versions.map(({ version, side }) => ({ version, side })),
    from: before.version,
    to: after.version,
    note: after.note,
    criteria: page.brief.criteria,
    differences: proposalDifferences(before.body, after.body, page.names),
    // One version against itself is that version, to be read.
    whole:
      before.version === after.version
        ? {
            ...after.body,
            seats: after.body.seats.map((seat) => ({
              ...seat,
              name: page.names.get(seat.personId) ?? '',
            })),
          }
        : null,
  }
})

export default function ProposalVersions() {
  const data = useLoaderData<typeof loader>()
  const { id, title, versions, from, to, note } = data
  const { t } = useLanguage()
  const options = versions.map(({ version, side }) => ({
    value: String(version),
    label: t(`proposal.version_of_${side}`, { version }),
  }))
  return (
    <Page
      title={t('proposal.versions_title')}
      lead={t('proposal.versions_lead')}
      width="reading"
      crumbs={[
        { href: '/briefs', label: t('nav.briefs') },
        { href: `/proposals/${id}`, label: title },
        { label: t('proposal.versions_title') },
      ]}
    >
      <Stack gap={7}>
        {versions.length > 1 ? (
          <Form method="get">
            <SelectField
              name="from"
              label={t('proposal.version_from')}
              options={options}
              defaultValue={String(from)}
              required
            />
            <SelectField
              name="to"
              label={t('proposal.version_to')}
              options={options}
              defaultValue={String(to)}
              required
            />
            <FormActions>
              <SubmitButton tone="quiet">{t('proposal.versions_compare')}</SubmitButton>
            </FormActions>
          </Form>
        ) : null}
        {data.whole ? (
          <Whole {...data} whole={data.whole} />
        ) : (
          <Section title={t('proposal.versions_between', { from, to })}>
            <TermsDifferences
              differences={data.differences}
              currency={data.currency}
              criteria={data.criteria}
              caption={t('proposal.versions_between', { from, to })}
            />
            {note ? <UserText text={note} /> : null}
            <TextLink href={`/proposals/${id}/versions?from=${to}&to=${to}`}>
              {t('proposal.version_read', { version: to })}
            </TextLink>
          </Section>
        )}
      </Stack>
    </Page>
  )
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** A version in full: what it said then, whatever was laid since. */
export function Whole(data: Data & { whole: NonNullable<Data['whole']> }) {
  const { t, money, shareBps } = useLanguage()
  const { whole, currency, criteria, note, to } = data
  const proposal = { ...whole, currency, manifest: [...whole.manifest] }
  return (
    <>
      <Section title={t('proposal.version_whole', { version: to })}>
        {note ? <UserText text={note} /> : null}
        <DescriptionList
          items={[
            {
              term: t('proposal.price'),
              value: money({ currency, amountMinor: BigInt(whole.priceMinor) }),
            },
            { term: t('proposal.weeks'), value: t('brief.weeks_count', { count: whole.weeks }) },
            {
              term: t('proposal.holdback'),
              value: whole.holdbackBps ? shareBps(whole.holdbackBps) : t('common.none'),
            },
            {
              term: t('proposal.review_days'),
              value: t('brief.days_count', { count: whole.reviewDays }),
            },
          ]}
        />
      </Section>
      <Section title={t('proposal.approach_theirs')}>
        <UserText text={whole.approach} />
      </Section>
      <Section title={t('proposal.milestones')}>
        <MilestoneTable milestones={whole.milestones} currency={currency} criteria={criteria} />
      </Section>
      <Section title={t('proposal.people')}>
        <DescriptionList
          items={whole.seats.map((seat) => ({
            term: <Name>{seat.name}</Name>,
            value: (
              <>
                {t('compare.seat', {
                  role: t(`role.${seat.role}`),
                  share: shareBps(seat.shareBps),
                })}
                <ExchangeLine
                  exchange={seat.exchange}
                  members={whole.seats}
                  milestones={whole.milestones}
                />
              </>
            ),
          }))}
        />
      </Section>
      <Manifest proposal={proposal} />
    </>
  )
}
