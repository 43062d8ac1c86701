import { useLoaderData } from '@remix-run/react'
import { SelectField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { Button, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { LevelMark } from '~/components/people/skill-claims'
import { TrackCard } from '~/components/people/skill-gap'
import { serve } from '~/domain/identity/access.server'
import { publishedLeads } from '~/domain/learning/enrolments/lead-queries.server'
import { type NeededSkills, skillsOfBrief } from '~/domain/market/briefs/brief-skills'
import { briefPage } from '~/domain/market/queries.server'
import type { Claim } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import { type RoleGap, roleGap } from '~/domain/skills/role-gap'
import { isRole, type Role, roles } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'
import { tracksClosing } from '~/domain/skills/track-lead'
import { SettingsTabs } from '../_tabs'

export const handle = { title: 'skill.gap_title', script: false }

type Wanted =
  | { kind: 'none' }
  | { kind: 'role'; role: Role }
  | { kind: 'brief'; briefId: string; title: string }

type Group = {
  readonly key: RoleGap['parts'][number]['part'] | NeededSkills['reason']
  readonly skills: readonly string[]
}

/** What is asked for, group by group, and what of it is missing. */
type Gap = {
  readonly groups: readonly Group[]
} & Pick<RoleGap, 'held' | 'needed' | 'missing' | 'missingOneOf'>

function gapOfRole(role: Role, own: readonly string[]): Gap {
  const { parts, ...gap } = roleGap(role, own)
  return { ...gap, groups: parts.map(({ part, skills }) => ({ key: part, skills })) }
}

function gapOfBrief(needs: readonly NeededSkills[], own: readonly string[]): Gap {
  const all = needs.flatMap(({ skills }) => skills)
  const missing = all.filter((id) => !own.includes(id))
  return {
    groups: needs.map(({ reason, skills }) => ({ key: reason, skills })),
    ...{ needed: all.length, held: all.length - missing.length, missing, missingOneOf: [] },
  }
}

export const loader = serve('person', async ({ viewer, url, db, locale }) => {
  const role = url.searchParams.get('role') ?? ''
  const briefId = url.searchParams.get('brief') ?? ''
  const claims = (await claimsOf(db, [viewer.personId])).get(viewer.personId) ?? []
  const own = claims.map(({ skillId }) => skillId)
  let wanted: Wanted = { kind: 'none' }
  let gap: Gap = gapOfBrief([], own)
  if (briefId) {
    const { brief } = await briefPage(db, viewer, briefId)
    wanted = { kind: 'brief', briefId: brief.id, title: brief.title }
    gap = gapOfBrief(skillsOfBrief(brief), own)
  } else if (isRole(role)) {
    wanted = { kind: 'role', role }
    gap = gapOfRole(role, own)
  }
  const shown = gap.groups.flatMap(({ skills }) => skills)
  return {
    wanted,
    gap,
    claims: claims.filter(({ skillId }) => shown.includes(skillId)),
    tracks: tracksClosing(gap.missing, await publishedLeads(db, locale), gap.missingOneOf),
  }
})

/** What is missing for a role, or for a brief, and what closes the gap. */
export default function Gap() {
  const { wanted, gap, claims, tracks } = useLoaderData<typeof loader>()
  const missing = gap.missing.length + (gap.missingOneOf.length > 0 ? 1 : 0)
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
            <p className="font-semibold">
              {t('skill.gap_count', { held: gap.held, needed: gap.needed })}
            </p>
            {wanted.kind === 'brief' ? <Quiet>{t('skill.gap_team')}</Quiet> : null}
            {gap.groups.map((group) => (
              <Group key={group.key} group={group} claims={claims} gap={gap} />
            ))}
          </Section>
          <Section title={t('skill.gap_tracks')}>
            {missing === 0 ? (
              <p>{t('skill.gap_nothing')}</p>
            ) : tracks.length > 0 ? (
              <div className="grid border-b border-hairline">
                {tracks.map(({ track, closes }) => (
                  <TrackCard
                    key={track.slug}
                    track={track}
                    note={t('skill.gap_closes', { count: closes.length, missing })}
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

function Group(props: { group: Group; claims: readonly Claim[]; gap: Gap }) {
  const { t, locale } = useLanguage()
  const { key, skills } = props.group
  const { missing, missingOneOf } = props.gap
  const levelOf = new Map(props.claims.map(({ skillId, level }) => [skillId, level]))
  const list = (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {skills.map((id) => {
        const level = levelOf.get(id)
        return (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2"
          >
            <a href={`/skills#${id}`} className="text-ink">
              {skillById(id)?.name[locale]}
            </a>
            {level ? <LevelMark level={level} /> : null}
            {missing.includes(id) ? (
              <span className="text-xs text-turn-ink">{t('skill.gap_missing')}</span>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
  if (key === 'useful') {
    return <Fold label={t('skill.need_useful', { count: skills.length })}>{list}</Fold>
  }
  return (
    <div className="grid gap-1">
      <h3 className="text-sm text-quiet">
        {t(`skill.need_${key}`)}
        {key === 'one_of' && missingOneOf.length > 0 ? (
          <span className="text-turn-ink"> · {t('skill.gap_missing')}</span>
        ) : null}
      </h3>
      {list}
    </div>
  )
}
