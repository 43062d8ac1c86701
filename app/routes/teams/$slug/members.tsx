import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { isolated } from '~/components/page/text'
import { seatsLeftBehind } from '~/domain/contracts/seats/held-seats.server'
import { leaveWithSeats } from '~/domain/contracts/seats/leave-with-seats.server'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { assertMay, may } from '~/domain/identity/may'
import {
  invitationForm,
  personInvitationForm,
  readShares,
  writtenShare,
} from '~/domain/teams/forms.server'
import { teamInvitations } from '~/domain/teams/invitation-queries.server'
import { inviteToTeam, withdrawTeamInvitation } from '~/domain/teams/invite-to-team.server'
import { invitee } from '~/domain/teams/people-queries.server'
import { editTeam, seeTeamShares } from '~/domain/teams/permissions'
import { type TeamPage, teamPage } from '~/domain/teams/queries.server'
import { resendTeamInvitation } from '~/domain/teams/resend-team-invitation.server'
import { setLead } from '~/domain/teams/set-lead.server'
import { setShares } from '~/domain/teams/set-shares.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { Invitations, InviteForm } from './_invitations'
import { Leads, Shares, SharesForm } from './_members'

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, seeTeamShares, team)
  const { slug, name, mayEdit } = team
  const invited = url.searchParams.get('invite')
  return {
    invited: invited && mayEdit ? await invitee(db, invited) : null,
    team: { slug, name, mayEdit },
    members: team.members.map(({ personId, name: member, role, lead, shareBps }) => ({
      personId,
      name: member,
      role,
      lead,
      shareBps: shareBps ?? 0,
      written: writtenShare(shareBps ?? 0),
      self: personId === viewer.personId,
    })),
    invitations: may(viewer, editTeam, team)
      ? await teamInvitations(db, viewer, team.teamId, at)
      : null,
    held: await seatsLeftBehind(db, viewer, team.teamId),
    title: t('team.manage_title', { team: name }),
  }
})

type Args = ActArgs<'person'> & { team: TeamPage }

async function invite({ viewer, form, db, at, address, team }: Args) {
  const parsed = parseForm(form.has('personId') ? personInvitationForm : invitationForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await countAct(db, 'invite', { account: viewer.email, address })
  const { teamId, slug } = team
  await inTransaction((tx) =>
    inviteToTeam(tx, { teamId, ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}/members`, 'team.toast_invited')
}

async function share({ viewer, form, at, team }: Args) {
  const { teamId, slug } = team
  const read = readShares(form, team.members)
  if (!read.ok) return invalid(read.errors, read.values)
  await inTransaction((tx) =>
    setShares(tx, { teamId, shares: read.shares, by: viewer.personId, at }),
  )
  return redirectWith(`/teams/${slug}/members`, 'team.toast_shares')
}

async function leave({ viewer, form, at, team }: Args) {
  const { teamId, slug } = team
  const by = viewer.personId
  const personId = String(form.get('personId') ?? by)
  await inTransaction((tx) => leaveWithSeats(tx, { teamId, personId, by, at }))
  return personId === by
    ? redirectWith(`/teams/${slug}`, 'team.toast_left')
    : redirectWith(`/teams/${slug}/members`, 'team.toast_removed')
}

export const action = act('person', async (args) => {
  const { viewer, params, form, db, at } = args
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, seeTeamShares, team)
  const by = viewer.personId
  const here = `/teams/${team.slug}/members`
  switch (form.get('intent')) {
    case 'invite':
      return invite({ ...args, team })
    case 'shares':
      return share({ ...args, team })
    case 'leave':
      return leave({ ...args, team })
    case 'resend': {
      const invitationId = String(form.get('invitationId') ?? '')
      await countAct(db, 'invite', { account: viewer.email, address: args.address })
      await inTransaction((tx) => resendTeamInvitation(tx, { invitationId, by, at }))
      return redirectWith(here, 'team.toast_resent')
    }
    case 'withdraw': {
      const invitationId = String(form.get('invitationId') ?? '')
      await inTransaction((tx) => withdrawTeamInvitation(tx, { invitationId, by, at }))
      return redirectWith(here, 'team.toast_withdrawn')
    }
    case 'lead': {
      const personId = String(form.get('personId') ?? '')
      const lead = form.get('lead') === 'yes'
      await inTransaction((tx) => setLead(tx, { teamId: team.teamId, personId, lead, by, at }))
      return redirectWith(here, 'team.toast_lead')
    }
    default:
      throw new Refused('form_invalid')
  }
})

export default function Members() {
  const { team, members, invitations, invited, held } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('team.manage_title', { team: isolated(team.name) })}
      lead={t('team.manage_lead')}
      width="reading"
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${team.slug}`, label: team.name },
        { label: t('team.members_title') },
      ]}
      actions={
        team.mayEdit ? (
          <LinkButton href={`/teams/${team.slug}/form`}>{t('matching.link')}</LinkButton>
        ) : null
      }
    >
      {team.mayEdit ? <SharesForm members={members} state={state} /> : <Shares members={members} />}
      {invitations ? (
        <>
          <InviteForm state={state} invited={invited} here={`/teams/${team.slug}/members`} />
          <ErrorNotice state={state?.intent === 'resend' ? state : null} />
          <Invitations invitations={invitations} />
        </>
      ) : null}
      <Leads members={members} held={held} mayEdit={team.mayEdit} state={state} />
    </Page>
  )
}
