import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, UserText } from '~/components/page/text'
import { CredentialList } from '~/components/people/credential-badge'
import { Portfolio } from '~/components/people/portfolio'
import { LevelLegend, SkillClaims } from '~/components/people/skill-claims'
import { SkillRadar } from '~/components/plots/skill-radar'
import { publicCredentialsOf } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import { isShared, portfolioOfPerson } from '~/domain/reputation/portfolio-queries.server'
import { personPage } from '~/domain/teams/people-queries.server'
import { teamsOf } from '~/domain/teams/queries.server'
import { countryName, languageName } from '~/kernel/countries'

export const handle = { script: false }

export const loader = serve('anyone', async ({ viewer, params, db, at }) => {
  const person = await personPage(db, viewer, params.personId ?? '')
  const asked = person.self || !person.isPublic ? [] : await teamsOf(db, viewer)
  return {
    person,
    // The viewer's teams that have a place to offer.
    inviting: asked
      .filter(({ lead, teamId }) => lead && !person.teams.some((own) => own.teamId === teamId))
      .map(({ slug, name }) => ({ slug, name })),
    portfolio: await portfolioOfPerson(db, viewer, person.personId),
    shared: person.self || (await isShared(db, person.personId)),
    credentials: await publicCredentialsOf(db, person.personId, at),
    title: person.name,
    description: person.headline,
  }
})

export default function Person() {
  const { person, portfolio, shared, credentials, inviting } = useLoaderData<typeof loader>()
  const { t, locale, list, date } = useLanguage()
  return (
    <Page
      title={<Name>{person.name}</Name>}
      lead={person.headline ? <Name>{person.headline}</Name> : undefined}
      crumbs={[{ href: '/people', label: t('person.list_title') }, { label: person.name }]}
      actions={
        person.self ? (
          <>
            <LinkButton href="/settings">{t('person.edit_profile')}</LinkButton>
            <LinkButton href="/settings/skills">{t('person.edit_skills')}</LinkButton>
          </>
        ) : (
          inviting.map(({ slug, name }) => (
            <LinkButton
              key={slug}
              href={`/teams/${slug}/members?invite=${person.personId}#invite`}
              icon="team"
            >
              {t('team.invite_from_page', { team: isolated(name) })}
            </LinkButton>
          ))
        )
      }
    >
      {person.self && !person.isPublic ? <Notice>{t('person.only_you')}</Notice> : null}
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section
            title={t('person.portfolio_title')}
            lead={t('person.portfolio_lead', { name: isolated(person.name) })}
            actions={
              shared ? (
                <LinkButton href={`/people/${person.personId}/portfolio`}>
                  {t('portfolio.open')}
                </LinkButton>
              ) : null
            }
          >
            {!shared ? (
              <Quiet>{t('portfolio.not_shared', { name: isolated(person.name) })}</Quiet>
            ) : portfolio.length > 0 ? (
              <Portfolio entries={portfolio} withTeam />
            ) : (
              <EmptyState
                title={t('person.portfolio_none_title')}
                body={t('person.portfolio_none_body')}
              />
            )}
          </Section>
          {credentials.length > 0 ? (
            <Section title={t('credential.profile_title')} lead={t('credential.profile_lead')}>
              <CredentialList items={credentials} />
            </Section>
          ) : null}
          <Section title={t('person.skills_title')} lead={t('person.skills_lead')}>
            {person.claims.length > 0 ? (
              <>
                <SkillRadar claims={person.claims} />
                <SkillClaims claims={person.claims} owner={person.personId} />
                <Fold label={t('skill.levels_title')}>
                  <LevelLegend />
                </Fold>
              </>
            ) : (
              <EmptyState
                title={t('person.skills_none_title')}
                body={t('person.skills_none_body')}
                action={
                  person.self
                    ? { href: '/settings/skills', label: t('skill.settings_none_action') }
                    : undefined
                }
              />
            )}
          </Section>
        </Stack>
        <Stack gap={8}>
          <Section title={t('person.about_title')}>
            {person.about ? (
              <UserText text={person.about} />
            ) : (
              <Quiet>{t('person.about_none', { name: isolated(person.name) })}</Quiet>
            )}
          </Section>
          <Section title={t('person.facts_title')}>
            <DescriptionList
              items={[
                { term: t('person.country'), value: countryName(person.country, locale) },
                ...(person.languages.length > 0
                  ? [
                      {
                        term: t('person.languages'),
                        value: list(person.languages.map((code) => languageName(code, locale))),
                      },
                    ]
                  : []),
                { term: t('person.since'), value: date(person.createdAt) },
              ]}
            />
          </Section>
          <Section title={t('person.teams_title')}>
            {person.teams.length > 0 ? (
              <LinkList
                items={person.teams.map((team) => ({
                  id: team.teamId,
                  href: `/teams/${team.slug}`,
                  title: team.name,
                  meta: (
                    <span>
                      {t(`role.${team.role}`)}
                      {team.lead ? ` · ${t('team.lead_mark')}` : ''}
                    </span>
                  ),
                }))}
              />
            ) : (
              <Quiet>{t('person.teams_none')}</Quiet>
            )}
          </Section>
        </Stack>
      </Columns>
    </Page>
  )
}
