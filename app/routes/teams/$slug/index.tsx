import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { PeopleRow } from '~/components/page/people'
import { Columns, Section, Stack } from '~/components/page/section'
import { Name, Quiet, UserText } from '~/components/page/text'
import { Portfolio } from '~/components/people/portfolio'
import { ReviewList } from '~/components/people/review-list'
import { SkillClaims } from '~/components/people/skill-claims'
import { WorkFigures } from '~/components/people/work-record'
import { withPublicProofs } from '~/domain/credentials/public-proofs.server'
import { serve } from '~/domain/identity/access.server'
import { soldByTeam } from '~/domain/market/offers/offer-list-queries.server'
import { profileData } from '~/domain/market/search/structured-data'
import { portfolioOfTeam } from '~/domain/reputation/portfolio-queries.server'
import { ratingsOfTeam, reviewsOfTeam } from '~/domain/reputation/queries.server'
import { recordOfTeam } from '~/domain/reputation/work-queries.server'
import { highestClaims } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import { skillById } from '~/domain/skills/taxonomy'
import { teamPage } from '~/domain/teams/queries.server'
import { countryName, languageName } from '~/kernel/countries'
import { env } from '~/platform/env.server'
import { useOfferItems } from '../../offers/_card'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, params, db, locale }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  const members = team.members.map(({ personId }) => personId)
  const claims = await withPublicProofs(db, viewer, await claimsOf(db, members))
  return {
    team,
    claims: highestClaims(claims),
    offers: await soldByTeam(db, viewer, team.teamId),
    portfolio: await portfolioOfTeam(db, team.teamId),
    record: await recordOfTeam(db, team.teamId),
    ratings: await ratingsOfTeam(db, team.teamId),
    reviews: await reviewsOfTeam(db, team.teamId),
    title: team.name,
    description: team.headline,
    structured: profileData({
      url: `${env().APP_ORIGIN}/teams/${team.slug}`,
      type: 'Organization',
      name: team.name,
      description: team.headline,
      skills: highestClaims(claims).map(({ skillId }) => skillById(skillId)?.name[locale] ?? ''),
      since: team.createdAt,
    }),
  }
})

export default function Team() {
  const { team, claims, portfolio, record, ratings, reviews, offers } =
    useLoaderData<typeof loader>()
  const offerItems = useOfferItems()
  const { t, locale, list, date } = useLanguage()
  const unique = (codes: readonly string[]) => [...new Set(codes)]
  const countries = unique(team.members.map(({ country }) => country))
  const spoken = unique(team.members.flatMap(({ languages }) => languages))
  return (
    <Page
      title={<Name>{team.name}</Name>}
      lead={team.headline ? <Name>{team.headline}</Name> : undefined}
      crumbs={[{ href: '/teams', label: t('team.list_title') }, { label: team.name }]}
      actions={
        team.isMember ? (
          <>
            <LinkButton href={`/teams/${team.slug}/offers`}>{t('offer.own')}</LinkButton>
            <LinkButton href={`/teams/${team.slug}/exchange`}>{t('opening.link_team')}</LinkButton>
            <LinkButton href={`/teams/${team.slug}/members`} icon="team">
              {t('team.manage_link')}
            </LinkButton>
            {team.mayEdit ? (
              <>
                <LinkButton href={`/teams/${team.slug}/form`}>{t('matching.link')}</LinkButton>
                <LinkButton href={`/teams/${team.slug}/edit`}>{t('team.edit_link')}</LinkButton>
              </>
            ) : null}
          </>
        ) : null
      }
    >
      <Columns ratio="main-aside">
        <Stack gap={8}>
          <Section
            title={t('team.members_title')}
            lead={t(team.isMember ? 'team.members_shares_lead' : 'team.members_lead')}
          >
            <PeopleRow
              people={team.members.map((member) => ({
                name: member.name,
                href: `/people/${member.personId}`,
                role: `${t(`role.${member.role}`)}${member.lead ? ` · ${t('team.lead_mark')}` : ''}`,
                note: member.headline ? <bdi>{member.headline}</bdi> : null,
                shareBps: member.shareBps ?? undefined,
              }))}
            />
          </Section>
          {offers.length > 0 ? (
            <Section title={t('offer.list_title')} lead={t('offer.team_lead')}>
              <LinkList items={offerItems(offers)} />
            </Section>
          ) : null}
          <Section title={t('team.proof_title')} lead={t('team.proof_lead')}>
            {portfolio.length > 0 ? (
              <Portfolio entries={portfolio} />
            ) : (
              <EmptyState title={t('team.proof_none_title')} body={t('team.proof_none_body')} />
            )}
          </Section>
          <Section title={t('reputation.title')} lead={t('reputation.team_lead')}>
            <WorkFigures record={record} />
          </Section>
          <Section title={t('reputation.reviews')} lead={t('reputation.reviews_team_lead')}>
            <ReviewList reviews={reviews} ratings={ratings} by="client" />
          </Section>
          {claims.length > 0 ? (
            <Section title={t('team.skills_title')} lead={t('team.skills_lead')}>
              <SkillClaims claims={claims} />
            </Section>
          ) : null}
        </Stack>
        <Stack gap={8}>
          <Section title={t('team.about_title')}>
            {team.about ? <UserText text={team.about} /> : <Quiet>{t('team.about_none')}</Quiet>}
          </Section>
          <Section title={t('team.facts_title')}>
            <DescriptionList
              items={[
                { term: t('team.based_in'), value: countryName(team.country, locale) },
                {
                  term: t('team.countries'),
                  value: list(countries.map((code) => countryName(code, locale))),
                },
                ...(spoken.length > 0
                  ? [
                      {
                        term: t('team.languages'),
                        value: list(spoken.map((code) => languageName(code, locale))),
                      },
                    ]
                  : []),
                { term: t('team.since'), value: date(team.createdAt) },
              ]}
            />
          </Section>
        </Stack>
      </Columns>
    </Page>
  )
}
