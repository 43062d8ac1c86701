import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar } from '~/components/page/filter-bar'
import { Fold } from '~/components/page/fold'
import { Icon } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { TagList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { LevelLegend } from '~/components/people/skill-claims'
import { serve } from '~/domain/identity/access.server'
import {
  type EscoBehind,
  escoBehind,
  type FoundSkill,
  findSkills,
  searchCharacters,
} from '~/domain/skills/esco/queries.server'
import { claimCounts } from '~/domain/skills/queries.server'
import {
  rolesOf,
  type Skill,
  skillAreas,
  skillById,
  skills,
  skillsOfArea,
} from '~/domain/skills/taxonomy'

export const handle = { title: 'skill.list_title', script: false, indexed: true }

const askedIn = (url: URL) =>
  (url.searchParams.get('search') ?? '').trim().slice(0, searchCharacters)

export const loader = serve('anyone', async ({ db, t, url }) => ({
  counts: Object.fromEntries(await claimCounts(db)),
  behind: Object.fromEntries(await escoBehind(db)),
  asked: askedIn(url),
  found: await findSkills(db, askedIn(url)),
  description: t('skill.list_lead', { count: skills.length }),
}))

/** The whole taxonomy, for people who wonder what a word on a profile means. */
export default function Skills() {
  const { counts, behind, asked, found } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('skill.list_title')}
      lead={t('skill.list_lead', { count: skills.length })}
      width="reading"
      crumbs={[
        { href: '/people', label: t('person.list_title') },
        { label: t('skill.list_title') },
      ]}
    >
      <div className="grid gap-2">
        <Fold label={t('skill.levels_title')}>
          <LevelLegend />
        </Fold>
        <Quiet>{t('skill.list_note')}</Quiet>
        <FilterBar
          label={t('skill.search_label')}
          submit={t('skill.search_submit')}
          fields={[{ name: 'search', label: t('skill.search_field'), value: asked }]}
        />
        <nav aria-label={t('skill.areas')}>
          <TagList
            items={skillAreas.map((area) => (
              <a
                key={area}
                href={`${asked ? '/skills' : ''}#${area}`}
                className="inline-block py-1"
              >
                {t(`skill.area_${area}`)}
              </a>
            ))}
          />
        </nav>
      </div>
      {asked ? <Found asked={asked} found={found} counts={counts} behind={behind} /> : null}
      {(asked ? [] : skillAreas).map((area) => (
        <Section key={area} id={area} title={t(`skill.area_${area}`)}>
          <ul className="m-0 grid list-none border-t border-hairline p-0">
            {skillsOfArea(area).map((skill) => (
              <Entry
                key={skill.id}
                skill={skill}
                people={counts[skill.id] ?? 0}
                behind={behind[skill.id]}
              />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}

/** What a search found: by our own words first, then by names of ESCO. */
function Found(props: {
  asked: string
  found: readonly FoundSkill[]
  counts: Record<string, number>
  behind: Record<string, EscoBehind>
}) {
  const { t } = useLanguage()
  const asked = isolated(props.asked)
  if (props.found.length === 0) {
    return (
      <EmptyState
        title={<span className="break-words">{t('skill.search_none_title', { asked })}</span>}
        body={t('skill.search_none_body')}
        action={{ href: '/skills', label: t('skill.search_clear') }}
      />
    )
  }
  return (
    <Section
      title={
        <span className="break-words">
          {t('skill.search_count', { count: props.found.length, asked })}
        </span>
      }
      actions={<LinkButton href="/skills">{t('skill.search_clear')}</LinkButton>}
    >
      <ul className="m-0 grid list-none border-t border-hairline p-0">
        {props.found.map((row) => {
          const skill = skillById(row.skillId)
          return skill ? (
            <Entry
              key={skill.id}
              skill={skill}
              people={props.counts[skill.id] ?? 0}
              behind={props.behind[skill.id]}
              found={row}
            />
          ) : null
        })}
      </ul>
    </Section>
  )
}

function Entry({
  skill,
  people,
  behind,
  found,
}: {
  skill: Skill
  people: number
  behind?: EscoBehind
  found?: FoundSkill
}) {
  const { t, locale, list } = useLanguage()
  const [needing, helped] = rolesOf(skill)
  const who = t('skill.who_knows', { count: people })
  return (
    <li
      id={skill.id}
      className="grid gap-x-6 gap-y-1 border-b border-hairline py-3 sm:grid-cols-[1fr_auto]"
    >
      <div className="grid min-w-0 gap-0.5">
        <h3 className="text-base">{skill.name[locale]}</h3>
        <p>{skill.sentence[locale]}</p>
        {(
          [
            ['skill.needed_by', needing],
            ['skill.useful_for', helped],
          ] as const
        ).map(([key, roles]) =>
          roles.length > 0 ? (
            <p key={key} className="text-xs text-quiet">
              {t(key, { roles: list(roles.map((role) => t(`role.${role}`))) })}
            </p>
          ) : null,
        )}
        {found?.by ? (
          <p className="text-xs text-turn-ink">
            {t(found.narrower ? 'skill.found_by_narrower' : 'skill.found_by', {
              name: isolated(found.by),
            })}
          </p>
        ) : null}
        {behind ? <Concept behind={behind} open={found !== undefined} /> : null}
      </div>
      <div className="flex flex-wrap gap-x-4 text-xs sm:grid sm:content-start sm:justify-items-end sm:gap-1">
        {people > 0 ? (
          <a href={`/people?skill=${skill.id}`}>{who}</a>
        ) : (
          <span className="text-quiet">{who}</span>
        )}
        {skill.escoUri ? (
          <a
            href={skill.escoUri}
            rel="noopener noreferrer"
            className="inline-flex items-center gap-1"
          >
            {t('skill.esco')}
            <span className="sr-only"> ({skill.name[locale]})</span>
            <Icon name="external" size={14} />
          </a>
        ) : null}
      </div>
    </li>
  )
}

/** The concept of ESCO behind a skill, as it was imported: in English, as its authors wrote it. */
function Concept({ behind, open }: { behind: EscoBehind; open: boolean }) {
  const { t, list } = useLanguage()
  return (
    <Fold label={t('skill.esco_is', { label: isolated(behind.label) })} open={open}>
      <p lang="en" dir="ltr" className="text-xs text-quiet">
        {behind.description}
      </p>
      {behind.altLabels.length > 0 ? (
        <p className="text-xs text-quiet">
          {t('skill.esco_also', { names: list(behind.altLabels.slice(0, 8).map(isolated)) })}
        </p>
      ) : null}
    </Fold>
  )
}
