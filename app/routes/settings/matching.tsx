import { useActionData, useLoaderData } from '@remix-run/react'
import { CheckboxGroup, MoneyField, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { isolated, Name, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { sectors } from '~/domain/market/briefs/brief'
import { publicBriefTitles } from '~/domain/market/queries.server'
import { matchingProfileForm } from '~/domain/teams/matching/forms.server'
import {
  leaveMatching,
  offerForMatching,
} from '~/domain/teams/matching/matching-profile.commands.server'
import { ownConsiderations, ownMatchingProfile } from '~/domain/teams/matching/queries.server'
import { decimalString } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { usePoints } from '../teams/$slug/form/_points'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'matching.settings_title' }

export const loader = serve('person', async ({ viewer, db, at }) => {
  const profile = await ownMatchingProfile(db, viewer)
  const rows = await ownConsiderations(db, viewer, at)
  const titles = await publicBriefTitles(
    db,
    viewer,
    rows.flatMap(({ briefId }) => briefId ?? []),
  )
  return {
    confirmed: viewer.emailConfirmed,
    profile: profile && {
      ...profile,
      optedIn: profile.optedInAt !== null,
      rate: decimalString({ currency: profile.currency, amountMinor: profile.rateMinor }),
    },
    considered: rows.map(({ briefId, ...row }) => ({
      ...row,
      brief: titles.get(briefId ?? '') ?? null,
    })),
  }
})

export const action = act('person', async ({ viewer, form, at }) => {
  const by = viewer.personId
  if (form.get('intent') === 'leave') {
    await inTransaction((tx) => leaveMatching(tx, { by }))
    return redirectWith('/settings/matching', 'matching.toast_off')
  }
  const parsed = parseForm(matchingProfileForm(sectors), form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => offerForMatching(tx, { ...parsed.value, by, at }))
  return redirectWith('/settings/matching', 'matching.toast_on')
})

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Matching() {
  const loaded = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('matching.settings_title')} lead={t('matching.settings_lead')} width="reading">
      <SettingsTabs current="/settings/matching" />
      <State {...loaded} />
      <ProfileForm profile={loaded.profile} />
      <Section title={t('matching.used_title')}>
        <ul className="m-0 grid list-disc gap-2 ps-5">
          <li>{t('matching.used_1')}</li>
          <li>{t('matching.used_2')}</li>
          <li>{t('matching.used_3')}</li>
          <li>{t('matching.used_4')}</li>
        </ul>
      </Section>
      <Considered rows={loaded.considered} />
    </Page>
  )
}

function State({ profile, confirmed }: Loaded) {
  const { t, money } = useLanguage()
  if (!profile?.optedIn) {
    return <Notice title={t('matching.state_off')}>{t('matching.state_off_body')}</Notice>
  }
  if (!confirmed) return <Notice tone="turn">{t('matching.state_unconfirmed')}</Notice>
  const rate = money({ currency: profile.currency, amountMinor: profile.rateMinor })
  return (
    <Notice tone="met" title={t('matching.state_on')}>
      <p>{t('matching.state_on_body', { rate, hours: profile.hoursPerWeek })}</p>
      <div>
        <ConfirmStep
          tone="quiet"
          label={t('matching.leave')}
          sentence={t('matching.leave_sentence')}
        >
          <ActionForm intent="leave" label={t('matching.leave')} tone="danger" />
        </ConfirmStep>
      </div>
    </Notice>
  )
}

function ProfileForm({ profile }: Pick<Loaded, 'profile'>) {
  const state = useActionData<typeof action>()
  const { t, zoneName } = useLanguage()
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    value: String(hour),
    label: `${String(hour).padStart(2, '0')}:00`,
  }))
  return (
    <Section title={t('matching.form_title')}>
      <Form intent="save" state={state}>
        <MoneyField
          name="rate"
          label={t('matching.rate')}
          help={t('matching.rate_help')}
          required
          currencyName="currency"
          defaultCurrency={profile?.currency ?? 'USD'}
          defaultValue={profile?.rate}
        />
        <TextField
          name="hoursPerWeek"
          label={t('matching.hours_per_week')}
          required
          inputMode="numeric"
          width="short"
          defaultValue={profile?.hoursPerWeek}
        />
        <SelectField
          name="fromHour"
          label={t('matching.from_hour')}
          help={t('matching.from_hour_help', { zone: zoneName })}
          required
          width="short"
          options={hours}
          defaultValue={String(profile?.dayFromHour ?? 9)}
        />
        <TextField
          name="dayHours"
          label={t('matching.day_hours')}
          required
          inputMode="numeric"
          width="short"
          defaultValue={profile?.dayHours ?? 8}
        />
        <CheckboxGroup
          name="sectors[]"
          label={t('matching.sectors')}
          options={sectors.map((value) => ({ value, label: t(`sector.${value}`) }))}
          defaultValues={profile?.sectors}
        />
        <FormActions>
          <SubmitButton note={t('matching.submit_note')}>
            {t(profile?.optedIn ? 'matching.submit_save' : 'matching.submit_on')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

function Considered({ rows }: { rows: Loaded['considered'] }) {
  const { t, date, list } = useLanguage()
  const points = usePoints()
  return (
    <Section id="considered" title={t('matching.log_title')} lead={t('matching.log_lead')}>
      <DataTable
        caption={t('matching.log_title')}
        hideCaption
        rows={rows}
        rowKey={({ searchId }) => searchId}
        empty={
          <EmptyState
            title={t('matching.log_none_title')}
            body={t('matching.log_none_body')}
            action={{ href: '/settings/skills/gap', label: t('matching.log_none_action') }}
          />
        }
        columns={[
          {
            key: 'who',
            label: t('matching.log_who'),
            primary: true,
            cell: ({ team, brief }) => (
              <span className="grid gap-0.5">
                <TextLink href={`/teams/${team.slug}`}>
                  <Name>{team.name}</Name>
                </TextLink>
                {brief ? (
                  <span className="text-xs font-normal text-quiet">
                    {t('matching.log_for_brief', { brief: isolated(brief) })}
                  </span>
                ) : null}
              </span>
            ),
          },
          { key: 'when', label: t('matching.log_when'), cell: ({ shownAt }) => date(shownAt) },
          {
            key: 'roles',
            label: t('matching.log_roles'),
            cell: ({ terms }) => list(terms.roles.map((role) => t(`role.${role}`))),
          },
          {
            key: 'terms',
            label: t('matching.log_terms'),
            cell: ({ terms: { fit, domains, pastWork } }) =>
              t('matching.log_terms_value', {
                total: points(fit + domains + pastWork),
                fit: points(fit),
                fields: points(domains),
                past: points(pastWork),
              }),
          },
          {
            key: 'invited',
            label: t('matching.log_invited'),
            cell: ({ invitation }) =>
              invitation ? (
                <TextLink href={`/team-invitations/${invitation.id}`}>
                  {t(`matching.invited_${invitation.state}`)}
                </TextLink>
              ) : (
                t('matching.invited_no')
              ),
          },
        ]}
      />
    </Section>
  )
}
