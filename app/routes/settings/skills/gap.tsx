import { useLoaderData } from '@remix-run/react'
import { SelectField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { Button, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { LevelMark } from '~/components/people/skill-claims'
import { TrackCard } from '~/components/people/skill-gap'
import { serve } from '~/domain/identity/access.server'
import { publishedLeads } from '~/domain/learning/enrolments/lead-queries.server'
import { type NeededSkills, skillsOfBrief } from '~/domain/market/brief-skills'
import { briefPage } from '~/domain/market/queries.server'
import type { Claim } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import { isRole, type Role, roles } from '~/domain/skills/roles'
import { type SkillArea, skillAreas, skillById, skillsOfRole } from '~/domain/skills/taxonomy'
import { tracksClosing } from '~/domain/skills/track-lead'
import { SettingsTabs } from '../_tabs'

export const handle = { title: 'skill.gap_title', script: false }

type Wanted =
  | { kind: 'none' }
  | { kind: 'role'; role: Role; groups: { area: SkillArea; skills: string[] }[] }
  | { kind: 'brief'; briefId: string; title: string; groups: NeededSkills[] }

function ofRole(role: Role): Wanted {
  const needed = skillsOfRole(role)
  const groups = skillAreas.map((area) => ({
    area,
    skills: needed.filter((skill) => skill.area === area).map(({ id }) => id),
  }))
  return { kind: 'role', role, groups: groups.filter(({ skills }) => skills.length > 0) }
}

export const loader = serve('person', async ({ viewer, url, db, locale }) => {
  const role = url.searchParams.get('role') ?? ''
  const briefId = url.searchParams.get('brief') ?? ''
  let wanted: Wanted = { kind: 'none' }
  if (briefId) {
    const { brief } = await briefPage(db, viewer, briefId)
    wanted = { kind: 'brief', briefId: brief.id, title: brief.title, groups: skillsOfBrief(brief) }
  } else if (isRole(role)) wanted = ofRole(role)
  const claims = (await claimsOf(db, [viewer.personId])).get(viewer.personId) ?? []
  const needed = wanted.kind === 'none' ? [] : wanted.groups.flatMap(({ skills }) => skills)
  const missing = needed.filter((id) => !claims.some(({ skillId }) => skillId === id))
  return {
    wanted,
    claims: claims.filter(({ skillId }) => needed.includes(skillId)),
    held: needed.length - missing.length,
    needed: needed.length,
    tracks: tracksClosing(missing, await publishedLeads(db, locale)),
    anyMissing: missing.length > 0,
  }
})

/** What is missing for a role, or for a brief, and what closes the gap. */
export default function Gap() {
  const { wanted, claims, held, needed, tracks, anyMissing } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('skill.gap_title')}
      lead={t('skill.gap_lead')}
      width="reading"
      crumbs={[
        { href: '/settings/skills', label: t('skill.settings_title') },
        { label: t('skill.gap_title') },
      ]}
    >
      <SettingsTabs current="/settings/skills" />
      <Form method="get" action="/settings/skills/gap">
        <div className="flex flex-wrap items-end gap-3">
          <SelectField
            name="role"
            label={t('skill.gap_role')}
            required
            placeholder={t('common.choose')}
            defaultValue={wanted.kind === 'role' ? wanted.role : undefined}
            options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <Button tone="quiet">{t('skill.gap_show')}</Button>
        </div>
      </Form>
      {wanted.kind === 'none' ? (
        <EmptyState
          title={t('skill.gap_none_title')}
          body={t('skill.gap_none_body')}
          action={{ href: '/briefs', label: t('home.read_briefs') }}
        />
      ) : (
        <>
          <Section
            title={
              wanted.kind === 'role'
                ? t(`role.${wanted.role}`)
                : t('skill.gap_brief', { title: isolated(wanted.title) })
            }
            lead={wanted.kind === 'role' ? t(`role.${wanted.role}_why`) : t('skill.gap_brief_how')}
            actions={
              wanted.kind === 'brief' ? (
                <LinkButton href={`/briefs/${wanted.briefId}`}>
                  {t('skill.gap_to_brief')}
                </LinkButton>
              ) : null
            }
          >
            <p className="font-semibold">{t('skill.gap_count', { held, needed })}</p>
            <Quiet>{t('skill.gap_team')}</Quiet>
            {wanted.groups.map((group) => (
              <Group
                key={'area' in group ? group.area : group.reason}
                title={
                  'area' in group ? t(`skill.area_${group.area}`) : t(`skill.need_${group.reason}`)
                }
                skills={group.skills}
                claims={claims}
              />
            ))}
          </Section>
          <Section title={t('skill.gap_tracks')}>
            {!anyMissing ? (
              <p>{t('skill.gap_nothing')}</p>
            ) : tracks.length > 0 ? (
              <div className="grid border-b border-hairline">
                {tracks.map(({ track, closes }) => (
                  <TrackCard
                    key={track.slug}
                    track={track}
                    note={t('skill.gap_closes', { count: closes.length })}
                    have={[]}
                    missing={closes}
                  />
                ))}
              </div>
            ) : (
              <EmptyState
                title={t('skill.gap_no_track_title')}
                body={t('skill.gap_no_track_body')}
                action={{ href: '/settings/skills#add', label: t('skill.settings_none_action') }}
              />
            )}
          </Section>
        </>
      )}
    </Page>
  )
}

function Group(props: { title: string; skills: readonly string[]; claims: readonly Claim[] }) {
  const { t, locale } = useLanguage()
  const levelOf = new Map(props.claims.map(({ skillId, level }) => [skillId, level]))
  return (
    <div className="grid gap-1">
      <h3 className="text-sm text-quiet">{props.title}</h3>
      <ul className="m-0 grid list-none border-t border-hairline p-0">
        {props.skills.map((id) => {
          const level = levelOf.get(id)
          return (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2"
            >
              <a href={`/skills#${id}`} className="text-ink">
                {skillById(id)?.name[locale]}
              </a>
              {level ? (
                <LevelMark level={level} />
              ) : (
                <span className="text-xs text-turn-ink">{t('skill.gap_missing')}</span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
