import { useLoaderData } from '@remix-run/react'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { SelectField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { UserText } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { proposalPage } from '~/domain/market/proposal-queries.server'
import { proposalDifferences } from '~/domain/market/version-queries.server'
import { Refused } from '~/kernel/refusal'

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
    title: t('proposal.title_of', { team: page.team.name }),
    currency: page.proposal.currency,
    versions: page.versions.map(({ version, side }) => ({ version, side })),
    from: before.version,
    to: after.version,
    note: after.note,
    differences: proposalDifferences(before.body, after.body, page.names),
  }
})

export default function ProposalVersions() {
  const { id, title, currency, versions, from, to, note, differences } =
    useLoaderData<typeof loader>()
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
        <Section title={t('proposal.versions_between', { from, to })}>
          <TermsDifferences
            differences={differences}
            currency={currency}
            caption={t('proposal.versions_between', { from, to })}
          />
          {note ? <UserText text={note} /> : null}
        </Section>
      </Stack>
    </Page>
  )
}
