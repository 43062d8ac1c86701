import { useLoaderData } from '@remix-run/react'
import { skillOptions } from '~/components/forms/skill-options'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { LevelMark } from '~/components/people/skill-claims'
import { serve } from '~/domain/identity/access.server'
import { isRole, roles } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { pageOf, searchOf } from '~/domain/teams/forms.server'
import { peopleList } from '~/domain/teams/people-queries.server'
import { countryName } from '~/kernel/countries'

export const handle = { title: 'person.list_title', script: false, indexed: true }

export const loader = serve('anyone', async ({ url, db, t }) => {
  const role = url.searchParams.get('role') ?? ''
  const skill = url.searchParams.get('skill') ?? ''
  const filter = {
    search: searchOf(url),
    skill: skillById(skill) ? skill : '',
    role: isRole(role) ? role : ('' as const),
    page: pageOf(url),
  }
  return { ...(await peopleList(db, filter)), filter, description: t('person.list_lead') }
})

/** How many skills a line of the list shows. */
const shownSkills = 3

export default function People() {
  const { people, total, page, pages, filter } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const { t, locale, list } = language
  const narrowed = Boolean(filter.search || filter.skill || filter.role)
  return (
    <Page
      title={t('person.list_title')}
      lead={t('person.list_lead')}
      actions={<LinkButton href="/skills">{t('skill.see_all')}</LinkButton>}
    >
      <div className="grid gap-6">
        <FilterBar
          label={t('person.filter')}
          submit={t('person.filter_submit')}
          fields={[
            { name: 'search', label: t('person.filter_search'), value: filter.search },
            {
              name: 'skill',
              label: t('person.filter_skill'),
              value: filter.skill,
              any: t('skill.any'),
              options: skillOptions(language),
            },
            {
              name: 'role',
              label: t('person.filter_role'),
              value: filter.role,
              any: t('person.any_role'),
              options: roles.map((value) => ({ value, label: t(`role.${value}`) })),
            },
          ]}
        />
        {people.length > 0 ? (
          <>
            <p className="text-sm text-quiet">{t('person.list_count', { count: total })}</p>
            <LinkList
              items={people.map((person) => ({
                id: person.personId,
                href: `/people/${person.personId}`,
                title: person.name,
                body: person.headline ? <bdi>{person.headline}</bdi> : null,
                meta: (
                  <>
                    <span>{countryName(person.country, locale)}</span>
                    {person.roles.length > 0 ? (
                      <span>{list(person.roles.map((role) => t(`role.${role}`)))}</span>
                    ) : null}
                  </>
                ),
                aside:
                  person.claims.length > 0 ? (
                    <ul className="m-0 grid list-none gap-1 p-0 sm:w-80">
                      {person.claims.slice(0, shownSkills).map((claim) => (
                        <li
                          key={claim.skillId}
                          className="flex flex-wrap items-baseline justify-between gap-x-4"
                        >
                          <span>{skillById(claim.skillId)?.name[locale]}</span>
                          <LevelMark level={claim.level} />
                        </li>
                      ))}
                    </ul>
                  ) : null,
              }))}
            />
            <Pagination page={page} pages={pages} href={(to) => pageHref('/people', filter, to)} />
          </>
        ) : narrowed ? (
          <EmptyState
            title={t('person.empty_title')}
            body={t('person.empty_body')}
            action={{ href: '/people', label: t('person.filter_clear') }}
          />
        ) : (
          <EmptyState
            title={t('person.none_title')}
            body={t('person.none_body')}
            action={{ href: '/settings/skills', label: t('person.none_action') }}
          />
        )}
      </div>
    </Page>
  )
}
