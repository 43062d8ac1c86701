import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Columns, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, UserText } from '~/components/page/text'
import { CredentialList } from '~/components/people/credential-badge'
import { Portfolio } from '~/components/people/portfolio'
import { ReviewList } from '~/components/people/review-list'
import { LevelLegend, SkillClaims } from '~/components/people/skill-claims'
import { WorkFigures } from '~/components/people/work-record'
import { SkillRadar } from '~/components/plots/skill-radar'
import { publicCredentialsOf } from '~/domain/credentials/queries.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { profileData } from '~/domain/market/search/structured-data'
import { issueRecord } from '~/domain/reputation/issue-record.server'
import { isShared, portfolioOfPerson } from '~/domain/reputation/portfolio-queries.server'
import { reviewsOfPerson } from '~/domain/reputation/queries.server'
import { recordOfPerson } from '~/domain/reputation/work-queries.server'
import { skillById } from '~/domain/skills/taxonomy'
import { personPage } from '~/domain/teams/people-queries.server'
import { teamsOf } from '~/domain/teams/queries.server'
import { countryName, languageName } from '~/kernel/countries'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, params, db, at, locale }) => {
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
    record: await recordOfPerson(db, person.personId),
    reviews: await reviewsOfPerson(db, person.personId),
    credentials: await publicCredentialsOf(db, person.personId, at),
    title: person.name,
    description: person.headline,
    structured: person.isPublic
      ? profileData({
          url: `${env().APP_ORIGIN}/people/${person.personId}`,
          type: 'Person',
          name: person.name,
          description: person.headline,
          skills: person.claims.map(({ skillId }) => skillById(skillId)?.name[locale] ?? ''),
          since: person.createdAt,
        })
      : null,
  }
})

export const action = act('person', async ({ viewer, params, at }) => {
  const { personId } = viewer
  // A record is for oneself alone.
  if (params.personId !== personId) throw new Refused('not_found')
  const { credentialId } = await inTransaction((tx) => issueRecord(tx, { personId, at }))
  return redirectWith(`/credentials/${credentialId}`, 'reputation.toast_record')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function TrackRecord({ person, record }: Pick<Data, 'person' | 'record'>) {
  const { t } = useLanguage()
  return (
    <Section
      title={t('reputation.title')}
      lead={t('reputation.person_lead', { name: isolated(person.name) })}
    >
      <WorkFigures record={record} />
      {person.self && record.onTime.of > 0 ? (
        <ConfirmStep
          label={t('reputation.record_ask')}
          tone="quiet"
          sentence={t('reputation.record_sentence')}
        >
          <ActionForm intent="record" label={t('reputation.record_button')} tone="primary" />
        </ConfirmStep>
      ) : null}
    </Section>
  )
}

export default function Person() {
  const { person, portfolio, shared, record, reviews, credentials, inviting } =
    useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
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
      <ErrorNotice state={state} />
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
          {portfolio.length > 0 || record.onTime.of > 0 ? (
            <TrackRecord person={person} record={record} />
          ) : null}
          {reviews.length > 0 ? (
            <Section title={t('reputation.reviews')} lead={t('reputation.reviews_team_lead')}>
              <ReviewList reviews={reviews} by="client" />
            </Section>
          ) : null}
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
