import { useLoaderData } from '@remix-run/react'
import { skillOptions } from '~/components/forms/skill-options'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { isRole, roles } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { pageOf, searchOf } from '~/domain/teams/forms.server'
import { teamCountries, teamList, teamsOf } from '~/domain/teams/queries.server'
import { countryName, isCountry } from '~/kernel/countries'

export const handle = { title: 'team.list_title', script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, url, db, t }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const role = asked('role')
  const filter = {
    search: searchOf(url),
    country: isCountry(asked('country')) ? asked('country') : '',
    role: isRole(role) ? role : ('' as const),
    skill: skillById(asked('skill')) ? asked('skill') : '',
    page: pageOf(url),
  }
  return {
    ...(await teamList(db, filter)),
    filter,
    countries: await teamCountries(db),
    mine: await teamsOf(db, viewer),
    signedIn: viewer !== null,
    description: t('team.list_lead'),
  }
})

export default function Teams() {
  const { teams, total, page, pages, filter, countries, mine, signedIn } =
    useLoaderData<typeof loader>()
  const language = useLanguage()
  const { t, locale, list } = language
  const narrowed = Boolean(filter.search || filter.country || filter.role || filter.skill)
  const found = countries
    .map((value) => ({ value, label: countryName(value, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale))
  return (
    <Page
      title={t('team.list_title')}
      lead={t('team.list_lead')}
      actions={
        signedIn ? (
          <LinkButton href="/teams/new" tone={mine.length > 0 ? 'quiet' : 'primary'} icon="plus">
            {t('team.found_one')}
          </LinkButton>
        ) : null
      }
    >
      {mine.length > 0 ? (
        <Section title={t('team.yours')}>
          <LinkList
            items={mine.map((team) => ({
              id: team.teamId,
              href: `/teams/${team.slug}`,
              title: team.name,
              meta: (
                <span>
                  {t(`role.${team.role}`)} · {t('team.members_count', { count: team.members })}
                </span>
              ),
              aside: team.lead ? <Quiet as="span">{t('team.lead_mark')}</Quiet> : null,
            }))}
          />
        </Section>
      ) : null}
      <div className="grid gap-6">
        <FilterBar
          label={t('team.filter')}
          submit={t('team.filter_submit')}
          fields={[
            { name: 'search', label: t('team.filter_search'), value: filter.search },
            {
              name: 'country',
              label: t('country.label'),
              value: filter.country,
              any: t('country.any'),
              options: found,
            },
            {
              name: 'role',
              label: t('team.filter_role'),
              value: filter.role,
              any: t('team.any_role'),
              options: roles.map((value) => ({ value, label: t(`role.${value}`) })),
            },
            {
              name: 'skill',
              label: t('team.filter_skill'),
              value: filter.skill,
              any: t('skill.any'),
              options: skillOptions(language),
            },
          ]}
        />
        {teams.length > 0 ? (
          <>
            <p className="text-sm text-quiet">{t('team.list_count', { count: total })}</p>
            <LinkList
              items={teams.map((team) => ({
                id: team.teamId,
                href: `/teams/${team.slug}`,
                title: team.name,
                body: team.headline ? <bdi>{team.headline}</bdi> : null,
                meta: (
                  <>
                    <span>{countryName(team.country, locale)}</span>
                    <span>{t('team.members_count', { count: team.members.length })}</span>
                    <span>{list([...new Set(team.members.map((m) => t(`role.${m.role}`)))])}</span>
                  </>
                ),
              }))}
            />
            <Pagination page={page} pages={pages} href={(to) => pageHref('/teams', filter, to)} />
          </>
        ) : narrowed ? (
          <EmptyState
            title={t('team.empty_title')}
            body={t('team.empty_body')}
            action={{ href: '/teams', label: t('team.filter_clear') }}
          />
        ) : (
          <EmptyState
            title={t('team.none_title')}
            body={t('team.none_body')}
            action={{ href: '/teams/new', label: t('team.found_one') }}
          />
        )}
      </div>
    </Page>
  )
}
