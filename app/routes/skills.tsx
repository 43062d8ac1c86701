import { useLoaderData } from '@remix-run/react'
import { Fold } from '~/components/fold'
import { Icon } from '~/components/icon'
import { useLanguage } from '~/components/language'
import { TagList } from '~/components/list'
import { Page } from '~/components/page'
import { Section } from '~/components/section'
import { LevelLegend } from '~/components/skill-claims'
import { Quiet } from '~/components/text'
import { serve } from '~/domain/identity/access.server'
import { claimCounts } from '~/domain/skills/queries.server'
import { type Skill, skillAreas, skills, skillsOfArea } from '~/domain/skills/taxonomy'

export const handle = { title: 'skill.list_title', script: false }

export const loader = serve('anyone', async ({ db, t }) => ({
  counts: Object.fromEntries(await claimCounts(db)),
  description: t('skill.list_lead', { count: skills.length }),
}))

/** The whole taxonomy, for people who wonder what a word on a profile means. */
export default function Skills() {
  const { counts } = useLoaderData<typeof loader>()
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
        <nav aria-label={t('skill.areas')}>
          <TagList
            items={skillAreas.map((area) => (
              <a key={area} href={`#${area}`} className="inline-block py-1">
                {t(`skill.area_${area}`)}
              </a>
            ))}
          />
        </nav>
      </div>
      {skillAreas.map((area) => (
        <Section key={area} id={area} title={t(`skill.area_${area}`)}>
          <ul className="m-0 grid list-none border-t border-hairline p-0">
            {skillsOfArea(area).map((skill) => (
              <Entry key={skill.id} skill={skill} people={counts[skill.id] ?? 0} />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}

function Entry({ skill, people }: { skill: Skill; people: number }) {
  const { t, locale, list } = useLanguage()
  const roles = list(skill.roles.map((role) => t(`role.${role}`)))
  const who = t('skill.who_knows', { count: people })
  return (
    <li
      id={skill.id}
      className="grid gap-x-6 gap-y-1 border-b border-hairline py-3 sm:grid-cols-[1fr_auto]"
    >
      <div className="grid min-w-0 gap-0.5">
        <h3 className="text-base">{skill.name[locale]}</h3>
        <p>{skill.sentence[locale]}</p>
        <p className="text-xs text-quiet">{t('skill.needed_by', { roles })}</p>
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
