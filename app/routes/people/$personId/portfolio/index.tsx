import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { isolated, Name, UserText } from '~/components/page/text'
import { ArtefactList } from '~/components/people/artefact-list'
import { CredentialList } from '~/components/people/credential-badge'
import { ShownEntry } from '~/components/people/shown-entry'
import { SkillClaims } from '~/components/people/skill-claims'
import { SkillRadar } from '~/components/plots/skill-radar'
import { serve } from '~/domain/identity/access.server'
import { portfolioPage } from '~/domain/reputation/portfolio-page.server'
import { countryName, languageName } from '~/kernel/countries'

export const handle = { script: false }

/** A page to send to somebody: for whoever its person lets read it. */
export const loader = serve('anyone', async ({ viewer, params, url, db, at, t }) => {
  const asked = { personId: params.personId ?? '', code: url.searchParams.get('code') }
  const page = await portfolioPage(db, viewer, asked, at)
  const { name } = page.person
  return {
    page,
    title: t('portfolio.title', { name }),
    description: page.person.headline || t('portfolio.description', { name }),
    unlisted: page.visibility !== 'public',
  }
})

export default function PortfolioOfPerson() {
  const { page } = useLoaderData<typeof loader>()
  const { person, visibility, code, entries, artefacts, credentials } = page
  const { t, locale, list, date } = useLanguage()
  const query = code ? `?code=${encodeURIComponent(code)}` : ''
  return (
    <Page
      title={<Name>{person.name}</Name>}
      lead={person.headline ? <Name>{person.headline}</Name> : undefined}
      crumbs={
        person.isPublic
          ? [
              { href: '/people', label: t('person.list_title') },
              { href: `/people/${person.personId}`, label: person.name },
              { label: t('portfolio.crumb') },
            ]
          : undefined
      }
      actions={
        <>
          <LinkButton href={`/people/${person.personId}/portfolio.pdf${query}`}>
            {t('portfolio.save_pdf')}
          </LinkButton>
          {person.self ? (
            <LinkButton href="/settings/portfolio">{t('portfolio.change')}</LinkButton>
          ) : null}
        </>
      }
    >
      {person.self ? <Notice>{t(`portfolio.seen_${visibility}`)}</Notice> : null}
      <Columns ratio="main-aside">
        <Stack gap={8}>
          {person.about ? <UserText text={person.about} /> : null}
          <Section title={t('portfolio.outcomes_title')} lead={t('portfolio.outcomes_lead')}>
            {entries.length > 0 ? (
              <Stack gap={8}>
                {entries.map((entry) => (
                  <ShownEntry key={entry.id} entry={entry} owner={person} code={code} />
                ))}
              </Stack>
            ) : (
              <EmptyState
                title={t('portfolio.outcomes_none')}
                body={t('person.portfolio_none_body')}
              />
            )}
          </Section>
          {artefacts.length > 0 ? (
            <Section
              title={t('portfolio.works_title')}
              lead={t('portfolio.works_lead', { name: isolated(person.name) })}
            >
              <ArtefactList artefacts={artefacts} owner={person} code={code} />
            </Section>
          ) : null}
        </Stack>
        <Stack gap={8}>
          <Section title={t('person.facts_title')}>
            <DescriptionList
              items={[
                { term: t('person.country'), value: countryName(person.country, locale) },
                ...(person.languages.length > 0
                  ? [
                      {
                        term: t('person.languages'),
                        value: list(person.languages.map((one) => languageName(one, locale))),
                      },
                    ]
                  : []),
                ...(person.teams.length > 0
                  ? [
                      {
                        term: t('person.teams_title'),
                        value: list(person.teams.map(({ name }) => isolated(name))),
                      },
                    ]
                  : []),
                { term: t('person.since'), value: date(person.createdAt) },
              ]}
            />
          </Section>
          {person.claims.length > 0 ? (
            <Section title={t('portfolio.skills_title')}>
              <SkillRadar claims={person.claims} />
              <SkillClaims claims={person.claims} owner={person.personId} />
            </Section>
          ) : null}
          {credentials.length > 0 ? (
            <Section title={t('credential.profile_title')}>
              <CredentialList items={credentials} />
            </Section>
          ) : null}
        </Stack>
      </Columns>
    </Page>
  )
}
