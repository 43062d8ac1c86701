import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { isolated, Name, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { assertMay } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { sectors } from '~/domain/market/briefs/brief'
import { skillsOfBrief } from '~/domain/market/briefs/brief-skills'
import { briefPage } from '~/domain/market/queries.server'
import { claimsOf } from '~/domain/skills/queries.server'
import { readSearchForm } from '~/domain/teams/matching/forms.server'
import { matchable, namesFor, searchPage } from '~/domain/teams/matching/queries.server'
import { askForTeams } from '~/domain/teams/matching/search.commands.server'
import { usualRequest } from '~/domain/teams/matching/usual-request'
import { editTeam } from '~/domain/teams/permissions'
import { type TeamPage, teamPage } from '~/domain/teams/queries.server'
import { type Db, inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'
import { countAttempt } from '~/platform/limits.server'
import { Frame, People, Roles, Wishes } from './_ask'

/** What the form starts with: an earlier request, a brief, or what a team of these members usually needs. */
async function startOf(db: Db, viewer: Viewer, team: TeamPage, url: URL) {
  const from = url.searchParams.get('from')
  const earlier = from ? await searchPage(db, viewer, team.teamId, from) : null
  const briefId = earlier?.briefId ?? url.searchParams.get('brief')
  const { brief } = briefId ? await briefPage(db, viewer, briefId) : { brief: null }
  const currency = earlier?.currency ?? brief?.currency ?? 'USD'
  const ids = team.members.map(({ personId }) => personId)
  const known = await matchable(db, ids, currency)
  const claims = await claimsOf(db, ids)
  const held = team.members.map(({ personId, role }) => ({
    ...{ personId, role },
    skills: claims.get(personId)?.map(({ skillId }) => skillId) ?? [],
  }))
  const asked = brief ? skillsOfBrief(brief).flatMap(({ skills }) => skills) : []
  const request = earlier?.request ?? usualRequest(held, known, asked, brief)
  const named = await namesFor(db, viewer, team, [
    ...request.fixed.map(({ personId }) => personId),
    ...request.excluded,
  ])
  return { brief, currency, request, known, asked, named, earlier }
}

export const loader = serve('person', async ({ viewer, params, url, db, t }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, team)
  const { brief, named, earlier, ...start } = await startOf(db, viewer, team, url)
  const isMember = (id: string) => team.members.some(({ personId }) => personId === id)
  const nameOf = (personId: string) => ({ personId, name: named.get(personId)?.name ?? '' })
  const kept = start.request.fixed.filter(({ personId }) => !isMember(personId))
  return {
    ...start,
    from: earlier?.id ?? null,
    team: { slug: team.slug, name: team.name },
    brief: brief && { id: brief.id, title: brief.title },
    people: [
      ...team.members.map(({ personId, name }) => ({ personId, name })),
      ...kept.map(({ personId }) => nameOf(personId)),
    ],
    excluded: start.request.excluded.map(nameOf),
    title: t('matching.form_page_title', { team: team.name }),
  }
})

export const action = act('person', async ({ viewer, params, form, db, at }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, team)
  const from = String(form.get('from') ?? '')
  const earlier = from ? await searchPage(db, viewer, team.teamId, from) : null
  const before = earlier?.request.fixed ?? []
  const fixable = [...new Set([...team.members, ...before].map(({ personId }) => personId))]
  const excluded = earlier?.request.excluded ?? []
  const read = readSearchForm(form, { fixable, excluded }, sectors)
  if (!read.ok) return invalid(read.errors, read.values)
  const { currency, request, briefId } = read.value
  const fixed = request.fixed.map(({ personId }) => personId)
  const known = await matchable(db, fixed, currency)
  const unknown = fixed.filter((id) => !known.includes(id))
  if (unknown.length > 0) {
    const names = await namesFor(db, viewer, team, unknown)
    const errors = unknown.map((personId) => [
      `fixed.${personId}`,
      { key: 'matching.fixed_unknown' as const, values: { name: names.get(personId)?.name ?? '' } },
    ])
    return invalid(Object.fromEntries(errors), typedValues(form))
  }
  if (briefId) await briefPage(db, viewer, briefId)
  await countAttempt(db, `team-search:${viewer.personId}`, { points: 60, perSeconds: 3600 })
  const { searchId } = await inTransaction((tx) =>
    askForTeams(tx, { ...read.value, teamId: team.teamId, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${team.slug}/form/${searchId}`)
})

export default function FormTeam() {
  const loaded = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { team, brief, from } = loaded
  return (
    <Page
      title={t('matching.form_page_title', { team: isolated(team.name) })}
      lead={t('matching.form_page_lead')}
      width="reading"
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${team.slug}`, label: team.name },
        { label: t('matching.link') },
      ]}
    >
      {brief ? (
        <Notice title={t('matching.for_brief')}>
          <TextLink href={`/briefs/${brief.id}`}>
            <Name>{brief.title}</Name>
          </TextLink>
        </Notice>
      ) : null}
      <Form intent="look" state={state}>
        {from ? <HiddenField name="from" value={from} /> : null}
        {brief ? <HiddenField name="brief" value={brief.id} /> : null}
        <Roles {...loaded} typed={state && 'values' in state ? state.values : undefined} />
        <People {...loaded} />
        <Frame {...loaded} />
        <Wishes {...loaded} />
        <FormActions>
          <SubmitButton note={t('matching.look_note')}>{t('matching.look')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
