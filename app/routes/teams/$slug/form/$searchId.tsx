import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { isolated, Quiet } from '~/components/page/text'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { assertMay } from '~/domain/identity/may'
import { consideredIn } from '~/domain/teams/matching/consideration'
import { readInvitees } from '~/domain/teams/matching/forms.server'
import { inviteFromSearch } from '~/domain/teams/matching/invite-from-search.server'
import { formTeamsAside } from '~/domain/teams/matching/matching-aside.server'
import { namesFor, searchPage, shownFor } from '~/domain/teams/matching/queries.server'
import { askForTeams, noteConsidered } from '~/domain/teams/matching/search.commands.server'
import { requestOf, withoutPerson, withPerson } from '~/domain/teams/matching/stored-request'
import { offsetOf } from '~/domain/teams/matching/working-hours'
import { editTeam } from '~/domain/teams/permissions'
import { teamPage } from '~/domain/teams/queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { countAttempt } from '~/platform/limits.server'
import { NoTeam } from './_none'
import { Levers, Options } from './_options'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, team)
  const search = await searchPage(db, viewer, team.teamId, params.searchId ?? '')
  const { currency, request } = search
  await countAttempt(db, `team-answer:${viewer.personId}`, { points: 120, perSeconds: 3600 })
  const answer = await formTeamsAside({ currency, request: requestOf(request), at })
  const options = answer.outcome === 'teams' ? answer.options : []
  const people = consideredIn(
    options,
    search.members.map(({ personId }) => personId),
  )
  if (people.length > 0) {
    await inTransaction((tx) => noteConsidered(tx, { searchId: search.id, people, at }))
  }
  const ids = [
    ...options.flatMap((option) => option.team.members.map(({ personId }) => personId)),
    ...request.fixed.map(({ personId }) => personId),
  ]
  return {
    answer,
    currency,
    request,
    searchId: search.id,
    team: { slug: team.slug, name: team.name },
    members: search.members.map(({ personId }) => personId),
    names: await namesFor(db, viewer, search, ids),
    invited: await shownFor(db, viewer, search, at),
    offsetMinutes: offsetOf(viewer.timeZone, at),
    title: t('matching.answer_title', { team: team.name }),
  }
})

type Search = Awaited<ReturnType<typeof searchPage>>
type Args = ActArgs<'person'> & { search: Search; slug: string }

async function invite({ viewer, form, db, at, address, search, slug }: Args) {
  const read = readInvitees(form)
  if (!read.ok) return invalid(read.errors, read.values)
  await countAct(db, 'invite', { account: viewer.email, address })
  await inTransaction((tx) =>
    inviteFromSearch(tx, { search, people: read.value, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}/form/${search.id}`, 'team.toast_invited')
}

/** The same request with somebody in it for certain, or without them: a search of its own. */
async function again({ viewer, form, db, at, search, slug }: Args, change: typeof withPerson) {
  const personId = String(form.get('personId') ?? '')
  const shown = await shownFor(db, viewer, search, at)
  if (!shown.has(personId)) throw new Refused('not_found')
  await countAttempt(db, `team-search:${viewer.personId}`, { points: 60, perSeconds: 3600 })
  const { teamId, briefId, currency } = search
  const request = change(search.request, personId)
  const { searchId } = await inTransaction((tx) =>
    askForTeams(tx, { teamId, briefId, currency, request, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}/form/${searchId}`)
}

export const action = act('person', async (args) => {
  const { viewer, params, form, db } = args
  const { teamId, slug, ...team } = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, team)
  const search = await searchPage(db, viewer, teamId, params.searchId ?? '')
  const intent = String(form.get('intent') ?? '')
  if (/^invite-[0-2]$/.test(intent)) return invite({ ...args, search, slug })
  if (intent === 'without') return again({ ...args, search, slug }, withoutPerson)
  if (intent === 'keep') return again({ ...args, search, slug }, withPerson)
  throw new Refused('form_invalid')
})

export default function Answer() {
  const loaded = useLoaderData<typeof loader>()
  const { answer, team, searchId } = loaded
  const { t } = useLanguage()
  const here = `/teams/${team.slug}/form`
  const changeHref = `${here}?from=${searchId}`
  const found = answer.outcome !== 'none'
  return (
    <Page
      title={t('matching.answer_title', { team: isolated(team.name) })}
      lead={found ? t('matching.answer_lead') : null}
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${team.slug}`, label: team.name },
        { href: changeHref, label: t('matching.link') },
      ]}
      actions={found ? <LinkButton href={changeHref}>{t('matching.change')}</LinkButton> : null}
    >
      {answer.outcome === 'late' ? (
        <Notice tone="turn" title={t('matching.late_title')}>
          <p>{t('matching.late_body')}</p>
          <div>
            <LinkButton href={`${here}/${searchId}`} tone="primary">
              {t('matching.look_again')}
            </LinkButton>
          </div>
        </Notice>
      ) : answer.outcome === 'undecided' ? (
        <Notice tone="turn" title={t('matching.undecided_title')}>
          {t('matching.undecided_body')}
        </Notice>
      ) : answer.outcome === 'invalid' ? (
        <Notice tone="lost" title={t('matching.invalid_title')}>
          {t('matching.invalid_body')}
        </Notice>
      ) : answer.outcome === 'empty' ? (
        <Notice tone="lost" title={t('matching.empty_title', { currency: loaded.currency })}>
          {t('matching.empty_body')}
        </Notice>
      ) : answer.outcome === 'none' ? (
        <NoTeam {...loaded} answer={answer} changeHref={changeHref} />
      ) : (
        <>
          <Options {...loaded} options={answer.options} />
          <Levers levers={answer.levers} best={answer.options[0]} currency={loaded.currency} />
          <Quiet>{t('matching.score_note')}</Quiet>
        </>
      )}
    </Page>
  )
}
