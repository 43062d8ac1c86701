import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, RadioCards, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, Button, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { PersonName, profileHref } from '~/components/page/people'
import { Row, Section } from '~/components/page/section'
import { Name, TextLink, UserText } from '~/components/page/text'
import { issuerSlugOf } from '~/domain/credentials/queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { inviteForm, memberForm, roleForm } from '~/domain/identity/forms.server'
import { inviteMember, withdrawInvitation } from '~/domain/identity/invite-member.server'
import { may } from '~/domain/identity/may'
import { changeRole, removeMember } from '~/domain/identity/member.commands.server'
import { organisationPage } from '~/domain/identity/organisation-queries.server'
import { readDrafts } from '~/domain/learning/permissions'
import { openProfiles } from '~/domain/teams/people-queries.server'
import { countryName } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { roleChoices } from '../_roles'

export const loader = serve('person', async ({ viewer, params, db, at }) => {
  const page = await organisationPage(db, viewer, params.organisationId ?? '', at)
  const members = page.members.map(({ personId }) => personId)
  return {
    title: page.organisation.name,
    me: viewer.personId,
    workshop:
      page.organisation.kind === 'partner' &&
      may(viewer, readDrafts, { organisationId: page.organisation.id }),
    profiles: await openProfiles(db, viewer, members),
    issuer: await issuerSlugOf(db, page.organisation.id),
    ...page,
  }
})

export const action = act('person', async ({ viewer, params, form, db, at, address }) => {
  const organisationId = params.organisationId ?? ''
  const by = viewer.personId
  const here = `/organisations/${organisationId}`
  switch (form.get('intent')) {
    case 'invite': {
      const parsed = parseForm(inviteForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await countAct(db, 'invite', { account: viewer.email, address })
      await inTransaction((tx) => inviteMember(tx, { ...parsed.value, organisationId, by, at }))
      return redirectWith(here, 'organisation.invited')
    }
    case 'withdraw': {
      const invitationId = String(form.get('invitationId') ?? '')
      await inTransaction((tx) => withdrawInvitation(tx, { organisationId, invitationId, by, at }))
      return redirectWith(here, 'organisation.withdrawn')
    }
    case 'role': {
      const parsed = parseForm(roleForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => changeRole(tx, { ...parsed.value, organisationId, by }))
      return redirectWith(here, 'organisation.role_changed')
    }
    case 'remove': {
      const parsed = parseForm(memberForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => removeMember(tx, { ...parsed.value, organisationId, by }))
      if (parsed.value.personId === by) return redirectWith('/organisations', 'organisation.left')
      return redirectWith(here, 'organisation.removed')
    }
    default:
      return invalid({ form: 'refusal.form_invalid' })
  }
})

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

function MemberActs({ data, row }: { data: Loaded; row: Loaded['members'][number] }) {
  const { t } = useLanguage()
  const self = row.personId === data.me
  if (!data.manages && !self) return null
  const values = { name: row.name, organisation: data.organisation.name }
  const label = self ? t('organisation.leave') : t('organisation.remove')
  return (
    <Row gap={2}>
      {data.manages ? (
        <Form intent="role" bare>
          <HiddenField name="personId" value={row.personId} />
          <SelectField
            name="role"
            label={t('organisation.role_of', { name: row.name })}
            hideLabel
            required
            options={roleChoices(t, data.organisation.kind)}
            defaultValue={row.role}
            width="short"
          />
          <Button tone="quiet">{t('organisation.role_change')}</Button>
        </Form>
      ) : null}
      <ConfirmStep
        label={label}
        sentence={t(self ? 'organisation.leave_sure' : 'organisation.remove_sure', values)}
      >
        <ActionForm
          intent="remove"
          tone="danger"
          label={label}
          fields={{ personId: row.personId }}
        />
      </ConfirmStep>
    </Row>
  )
}

function Invitations({ data }: { data: Loaded }) {
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  return (
    <>
      {data.invitations.length > 0 ? (
        <Section title={t('organisation.invitations')}>
          <DataTable
            caption={t('organisation.invitations')}
            hideCaption
            rows={data.invitations}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'email',
                label: t('organisation.invite_email'),
                primary: true,
                cell: (row) => <bdi>{row.email}</bdi>,
              },
              {
                key: 'role',
                label: t('organisation.role'),
                cell: (row) => t(`organisation.role_${row.role}`),
              },
              {
                key: 'until',
                label: t('common.when'),
                cell: (row) => t('organisation.invitation_until', { date: date(row.expiresAt) }),
              },
              {
                key: 'withdraw',
                label: t('organisation.withdraw'),
                cell: (row) => (
                  <ActionForm
                    intent="withdraw"
                    tone="quiet"
                    label={t('organisation.withdraw')}
                    fields={{ invitationId: row.id }}
                  />
                ),
              },
            ]}
          />
        </Section>
      ) : null}
      <Section title={t('organisation.invite_title')} lead={t('organisation.invite_lead')}>
        <Form state={state} intent="invite">
          <TextField
            name="email"
            type="email"
            label={t('organisation.invite_email')}
            required
            maxLength={254}
          />
          <RadioCards
            name="role"
            label={t('organisation.role')}
            required
            options={roleChoices(t, data.organisation.kind)}
            defaultValue="manager"
          />
          <FormActions>
            <SubmitButton>{t('organisation.invite_button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </>
  )
}

export default function Organisation() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date, locale } = useLanguage()
  const { organisation } = data
  return (
    <Page
      title={<Name>{organisation.name}</Name>}
      kicker={t(`organisation.kind_${organisation.kind}`)}
      crumbs={[
        { href: '/organisations', label: t('organisation.list_title') },
        { label: organisation.name },
      ]}
      actions={
        <>
          {organisation.kind === 'client' ? (
            <LinkButton href={`/clients/${organisation.slug}`}>
              {t('reputation.public_page')}
            </LinkButton>
          ) : null}
          {data.issuer ? (
            <LinkButton href={`/issuers/${data.issuer}`}>
              {t('credential.organisation_link')}
            </LinkButton>
          ) : null}
          {data.workshop ? (
            <LinkButton href={`/partners/${organisation.id}`}>
              {t('authoring.workshop_open')}
            </LinkButton>
          ) : null}
          {data.manages ? (
            <LinkButton href={`/organisations/${organisation.id}/edit`}>
              {t('organisation.edit_title')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      <ErrorNotice state={state?.intent === 'invite' ? null : state} />
      <DescriptionList
        items={[
          { term: t('organisation.country'), value: countryName(organisation.country, locale) },
          ...(organisation.website
            ? [
                {
                  term: t('organisation.website'),
                  value: <TextLink href={organisation.website}>{organisation.website}</TextLink>,
                },
              ]
            : []),
          ...(organisation.about
            ? [{ term: t('organisation.about'), value: <UserText text={organisation.about} /> }]
            : []),
        ]}
      />
      <Section title={t('organisation.members')}>
        <DataTable
          caption={t('organisation.members')}
          hideCaption
          rows={data.members}
          rowKey={(row) => row.personId}
          columns={[
            {
              key: 'name',
              label: t('common.name'),
              primary: true,
              cell: (row) => (
                <PersonName name={row.name} href={profileHref(data.profiles, row.personId)} />
              ),
            },
            {
              key: 'role',
              label: t('organisation.role'),
              cell: (row) => t(`organisation.role_${row.role}`),
            },
            {
              key: 'since',
              label: t('organisation.member_since'),
              cell: (row) => date(row.joinedAt),
            },
            {
              key: 'acts',
              label: t('common.what'),
              cell: (row) => <MemberActs data={data} row={row} />,
            },
          ]}
        />
      </Section>
      {data.manages ? <Invitations data={data} /> : null}
    </Page>
  )
}
