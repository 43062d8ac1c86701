import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { isolated, Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { assertMay } from '~/domain/identity/may'
import { briefsForOpening } from '~/domain/market/exchange/asking-queries.server'
import { exchangeStages } from '~/domain/market/exchange/exchange'
import { openSeat } from '~/domain/market/exchange/open-seat.server'
import { lastStages, openDays, openingLimits } from '~/domain/market/exchange/opening'
import { openSeatForm } from '~/domain/market/exchange/opening-forms.server'
import { openingsOfTeam, openingsPerPage } from '~/domain/market/exchange/opening-queries.server'
import { roles } from '~/domain/skills/roles'
import { editTeam } from '~/domain/teams/permissions'
import { teamPage } from '~/domain/teams/queries.server'
import { countryName } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { pageIn } from '../../exchange/_page.server'
import { useOpeningItems } from '../../exchange/_rows'

export const loader = serve('anyone', async ({ viewer, params, url, db, at, t }) => {
  const { teamId, slug, name } = await teamPage(db, viewer, params.slug ?? '')
  const page = pageIn(url)
  const { rows, total, leads, members } = await openingsOfTeam(db, viewer, { teamId, page, at })
  const wanted = url.searchParams.get('brief') ?? ''
  return {
    ...{ slug, name, rows, leads, wanted, page },
    pages: Math.max(1, Math.ceil(total / openingsPerPage)),
    title: t('opening.own_list_title', { team: name }),
    members: leads
      ? members.map(({ personId, name: member, country }) => ({ personId, name: member, country }))
      : [],
    briefs: leads ? await briefsForOpening(db, viewer, { teamId, wanted }) : [],
    self: viewer?.personId ?? null,
  }
})

export const action = act('person', async ({ viewer, params, form, db, at, address }) => {
  const team = await teamPage(db, viewer, params.slug ?? '')
  assertMay(viewer, editTeam, team)
  const { teamId } = team
  const read = parseForm(openSeatForm, form)
  if (!read.ok) return invalid(read.errors, read.values)
  await countAct(db, 'invite', { account: viewer.email, address })
  const { openingId } = await inTransaction((tx) =>
    openSeat(tx, { ...read.value, teamId, by: viewer.personId, at }),
  )
  return redirectWith(`/exchange/${openingId}`, 'opening.toast_opened')
})

export default function TeamExchange() {
  const { slug, name, rows, leads, page, pages } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const items = useOpeningItems()
  return (
    <Page
      title={t('opening.own_list_title', { team: isolated(name) })}
      lead={leads ? t('opening.own_list_lead') : t('opening.list_lead')}
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${slug}`, label: name },
        { label: t('opening.link_team') },
      ]}
      width="form"
    >
      <Stack gap={8}>
        {rows.length === 0 ? (
          <Quiet>{t('opening.own_none')}</Quiet>
        ) : (
          <LinkList
            items={items(rows).map((item, index) => {
              const state = rows[index]?.state ?? 'open'
              return state === 'open' ? item : { ...item, aside: t(`opening.state_${state}`) }
            })}
          />
        )}
        <Pagination
          page={page}
          pages={pages}
          href={(to) => pageHref(`/teams/${slug}/exchange`, {}, to)}
        />
        <p>
          <TextLink href="/exchange">{t('opening.all')}</TextLink>
        </p>
        {leads ? <OpenSeat /> : null}
      </Stack>
    </Page>
  )
}

function OpenSeat() {
  const { members, briefs, wanted, self } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, locale } = useLanguage()
  const stage = (value: (typeof exchangeStages)[number]) => ({
    ...{ value, label: t(`exchange.stage_${value}`) },
  })
  return (
    <Section id="open" title={t('opening.open_title')} lead={t('opening.open_lead')}>
      <Form intent="open" state={state}>
        <SelectField
          name="brief"
          label={t('opening.open_brief')}
          placeholder={t('opening.other_work')}
          defaultValue={briefs.some(({ id }) => id === wanted) ? wanted : ''}
          options={briefs.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <SelectField
          name="hostId"
          label={t('opening.open_host')}
          help={t('opening.open_host_help')}
          required
          defaultValue={self ?? undefined}
          options={members.map((member) => ({
            value: member.personId,
            label: `${member.name} · ${countryName(member.country, locale)}`,
          }))}
        />
        <SelectField
          name="role"
          label={t('opening.open_role')}
          required
          placeholder={t('common.choose')}
          options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            name="shareBps"
            label={t('opening.open_share')}
            help={t('opening.open_share_help')}
            required
            inputMode="decimal"
            width="short"
            suffix="%"
          />
          <TextField
            name="hours"
            label={t('opening.open_hours')}
            required
            inputMode="numeric"
            width="short"
          />
          <SelectField
            name="fromStage"
            label={t('opening.open_from')}
            required
            defaultValue="shadow"
            options={exchangeStages.map(stage)}
          />
          <SelectField
            name="toStage"
            label={t('opening.open_to')}
            required
            defaultValue="lead"
            options={lastStages.map(stage)}
          />
        </div>
        <TextArea
          name="words"
          label={t('opening.open_words')}
          help={t('opening.open_words_help')}
          required
          rows={5}
          maxLength={openingLimits.words}
        />
        <SelectField
          name="days"
          label={t('opening.open_days')}
          required
          width="short"
          defaultValue="14"
          options={openDays.map((days) => ({
            value: String(days),
            label: t('opening.days', { days }),
          }))}
        />
        <FormActions>
          <SubmitButton note={t('opening.open_note')}>{t('opening.open_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
