import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { ClientFigures } from '~/components/people/client-figures'
import { ReviewList } from '~/components/people/review-list'
import { serve } from '~/domain/identity/access.server'
import { clientPage } from '~/domain/reputation/client-page.server'
import { countryName } from '~/kernel/countries'

export const handle = { script: false }

export const loader = serve('anyone', async ({ viewer, params, db }) => {
  const page = await clientPage(db, viewer, params.slug ?? '')
  return { ...page, title: page.client.name, description: page.client.about.slice(0, 160) }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Facts({ client }: Pick<Data, 'client'>) {
  const { t, date, locale } = useLanguage()
  return (
    <Section title={t('person.facts_title')}>
      <DescriptionList
        items={[
          {
            term: t('reputation.identity'),
            value: client.verifiedAt
              ? t('reputation.verified_on', { date: date(client.verifiedAt) })
              : t('reputation.not_verified'),
          },
          { term: t('reputation.country'), value: countryName(client.country, locale) },
          ...(client.website
            ? [
                {
                  term: t('reputation.website'),
                  value: <TextLink href={client.website}>{client.website}</TextLink>,
                },
              ]
            : []),
          { term: t('reputation.since'), value: date(client.createdAt) },
        ]}
      />
    </Section>
  )
}

/** A client as teams see it before they answer: how it funds, reviews and is reviewed. */
export default function Client() {
  const { client, own, briefs, record, ratings, reviews } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={<Name>{client.name}</Name>}
      kicker={t('reputation.client_kicker')}
      crumbs={[{ href: '/briefs', label: t('nav.briefs') }, { label: client.name }]}
      actions={
        own ? (
          <LinkButton href={`/organisations/${client.id}`}>{t('organisation.members')}</LinkButton>
        ) : null
      }
    >
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section
            title={t('reputation.title')}
            lead={t('reputation.client_lead', { name: isolated(client.name) })}
          >
            <ClientFigures record={record} />
          </Section>
          <Section title={t('reputation.reviews')} lead={t('reputation.reviews_client_lead')}>
            <ReviewList reviews={reviews} ratings={ratings} by="team" />
          </Section>
          <Section title={t('reputation.briefs')}>
            {briefs.length > 0 ? (
              <LinkList
                items={briefs.map((row) => ({
                  id: row.id,
                  href: `/briefs/${row.id}`,
                  title: <Name>{row.title}</Name>,
                  meta: <span>{t(`brief.status_${row.status}`)}</span>,
                  aside: (
                    <MoneyText value={{ currency: row.currency, amountMinor: row.budgetMinor }} />
                  ),
                }))}
              />
            ) : (
              <Quiet>{t('reputation.briefs_none')}</Quiet>
            )}
          </Section>
        </Stack>
        <Stack gap={8}>
          <Section title={t('reputation.about')}>
            {client.about ? (
              <UserText text={client.about} />
            ) : (
              <Quiet>{t('reputation.about_none')}</Quiet>
            )}
          </Section>
          <Facts client={client} />
        </Stack>
      </Columns>
    </Page>
  )
}
