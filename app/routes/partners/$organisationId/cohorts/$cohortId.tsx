import { useActionData, useLoaderData } from '@remix-run/react'
import { DateField, RadioCards, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { Name, Quiet } from '~/components/page/text'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { wallClock, zonedTime } from '~/domain/learning/enrolments/cohort'
import {
  addCohortDate,
  closeCohort,
  editCohort,
  removeCohortDate,
} from '~/domain/learning/enrolments/cohort.commands.server'
import { cohortPage } from '~/domain/learning/enrolments/cohort-queries.server'
import { cohortDateForm, cohortForm } from '~/domain/learning/versions/authoring-forms.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { CohortFields } from './_fields'

const ofCohort = (params: Readonly<Record<string, string | undefined>>) => ({
  organisationId: params.organisationId ?? '',
  cohortId: params.cohortId ?? '',
})

export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await cohortPage(db, viewer, ofCohort(params))
  const { cohort } = page
  return {
    ...page,
    title: cohort.name,
    defaults: {
      name: cohort.name,
      starts: wallClock(cohort.startsAt, viewer.timeZone).date,
      ends: wallClock(cohort.endsAt, viewer.timeZone).date,
      seats: cohort.seats ?? undefined,
    },
  }
})

type Args = ActArgs<'person'>

export const action = act('person', async (args) => {
  const { viewer, form, params, db, at } = args
  const { cohort } = await cohortPage(db, viewer, ofCohort(params))
  const of = { cohortId: cohort.id, by: viewer.personId, at }
  const done = (said: MessageKey) =>
    redirectWith(`/partners/${params.organisationId}/cohorts/${cohort.id}`, said)
  switch (form.get('intent')) {
    case 'edit': {
      const parsed = parseForm(cohortForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      const { name, starts, ends, seats } = parsed.value
      if (ends < starts) return invalid({ ends: 'refusal.cohort_dates' })
      const startsAt = zonedTime(starts, '00:00', viewer.timeZone)
      const endsAt = zonedTime(ends, '23:59', viewer.timeZone)
      await inTransaction((tx) => editCohort(tx, { ...of, name, seats, startsAt, endsAt }))
      return done('common.saved')
    }
    case 'close':
      await inTransaction((tx) => closeCohort(tx, of))
      return done('authoring.cohort_is_closed')
    case 'remove-date': {
      const cohortDateId = String(form.get('cohortDateId') ?? '')
      await inTransaction((tx) => removeCohortDate(tx, { ...of, cohortDateId }))
      return done('authoring.date_removed')
    }
    default:
      return (await addDate(args, of)) ?? done('authoring.date_added')
  }
})

async function addDate({ viewer, form }: Args, of: { cohortId: string; by: string; at: Date }) {
  const parsed = parseForm(cohortDateForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { title, kind, day, time, minutes, itemKey, place } = parsed.value
  if (kind === 'deadline' && itemKey === null) return invalid({ itemKey: 'authoring.item_needed' })
  await inTransaction((tx) =>
    addCohortDate(tx, {
      ...{ ...of, title, place, itemKey },
      startsAt: zonedTime(day, time, viewer.timeZone),
      minutes: kind === 'deadline' ? 0 : minutes,
    }),
  )
  return null
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Dates({ data }: { data: Data }) {
  const language = useLanguage()
  const { t, dateTime } = language
  const open = data.cohort.closedAt === null
  return (
    <DataTable
      caption={t('authoring.dates')}
      hideCaption
      rows={data.dates}
      rowKey={(row) => row.id}
      empty={<Quiet>{t('authoring.dates_none')}</Quiet>}
      columns={[
        {
          key: 'title',
          label: t('common.what'),
          primary: true,
          cell: (row) => <Name>{row.title}</Name>,
        },
        { key: 'when', label: t('common.when'), cell: (row) => dateTime(row.startsAt) },
        {
          key: 'kind',
          label: t('authoring.date_kind'),
          cell: (row) => (
            <>
              {row.minutes === 0 ? t('authoring.date_deadline') : studyTime(language, row.minutes)}
              {row.item ? (
                <>
                  {' '}
                  · <Name>{row.item}</Name>
                </>
              ) : null}
              {row.place ? (
                <>
                  {' '}
                  · <Name>{row.place}</Name>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'acts',
          label: t('common.remove'),
          cell: (row) =>
            open ? (
              <ActionForm
                intent="remove-date"
                tone="quiet"
                label={t('common.remove')}
                fields={{ cohortDateId: row.id }}
              />
            ) : null,
        },
      ]}
    />
  )
}

function AddDate({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t, zoneName } = useLanguage()
  const mine = state?.intent === 'add-date' ? state : null
  return (
    <Fold label={t('authoring.date_add')} open={mine !== null || data.dates.length === 0}>
      <Form intent="add-date" state={mine}>
        <TextField name="title" label={t('authoring.date_title')} required maxLength={160} />
        <RadioCards
          name="kind"
          label={t('authoring.date_kind')}
          required
          defaultValue="meeting"
          options={(['meeting', 'deadline'] as const).map((value) => ({
            value,
            label: t(`authoring.date_${value}`),
            help: t(`authoring.date_${value}_help`),
          }))}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <DateField name="day" label={t('authoring.day')} required />
          <TextField
            name="time"
            label={t('authoring.time')}
            help={zoneName}
            required
            dir="ltr"
            placeholder="18:30"
            defaultValue="18:00"
            pattern="([01]\d|2[0-3]):[0-5]\d"
          />
          <TextField
            name="minutes"
            label={t('authoring.minutes_long')}
            inputMode="numeric"
            defaultValue="60"
          />
        </div>
        <SelectField
          name="itemKey"
          label={t('authoring.date_item')}
          help={t('authoring.date_item_help')}
          options={data.items.map(({ key, title }) => ({ value: key, label: title }))}
        />
        <TextField
          name="place"
          label={t('authoring.place_or_link')}
          help={t('authoring.place_help')}
          maxLength={300}
        />
        <FormActions>
          <SubmitButton tone="quiet">{t('authoring.date_add')}</SubmitButton>
        </FormActions>
      </Form>
    </Fold>
  )
}

function People({ people }: Pick<Data, 'people'>) {
  const { t, date, number } = useLanguage()
  return (
    <Section title={t('authoring.cohort_people')} lead={t('authoring.cohort_people_lead')}>
      <DataTable
        caption={t('authoring.cohort_people')}
        hideCaption
        rows={people}
        rowKey={(row) => row.id}
        empty={<Quiet>{t('authoring.cohort_people_none')}</Quiet>}
        columns={[
          {
            key: 'name',
            label: t('common.name'),
            primary: true,
            cell: (row) => <Name>{row.name}</Name>,
          },
          {
            key: 'state',
            label: t('common.state'),
            cell: (row) => t(`authoring.enrolment_${row.status}`),
          },
          {
            key: 'done',
            label: t('authoring.items_done'),
            numeric: true,
            cell: (row) => t('authoring.done_of', { done: number(row.done), of: number(row.of) }),
          },
          {
            key: 'last',
            label: t('authoring.last_active'),
            cell: (row) => date(row.lastActiveAt),
          },
        ]}
      />
    </Section>
  )
}

export default function Cohort() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const { cohort, partner } = data
  const open = cohort.closedAt === null
  const edits = state?.intent === 'edit' ? state : null
  return (
    <Page
      title={<Name>{cohort.name}</Name>}
      kicker={<Name>{data.trackTitle}</Name>}
      lead={t('authoring.from_to', { from: date(cohort.startsAt), to: date(cohort.endsAt) })}
      crumbs={[
        { href: `/partners/${partner.id}`, label: partner.name },
        { href: `/partners/${partner.id}/cohorts`, label: t('authoring.cohorts') },
        { label: cohort.name },
      ]}
    >
      <ErrorNotice state={edits || state?.intent === 'add-date' ? null : state} />
      {cohort.closedAt ? (
        <Notice>{t('authoring.cohort_closed_at', { date: date(cohort.closedAt) })}</Notice>
      ) : null}
      <Section title={t('authoring.dates')} lead={t('authoring.dates_lead')}>
        <Dates data={data} />
        {open ? <AddDate data={data} /> : null}
      </Section>
      <People people={data.people} />
      {open ? (
        <Section title={t('authoring.cohort_change')}>
          <Form intent="edit" state={edits} defaults={data.defaults}>
            <CohortFields />
            <FormActions>
              <SubmitButton tone="quiet">{t('authoring.save')}</SubmitButton>
            </FormActions>
          </Form>
          <ConfirmStep
            label={t('authoring.cohort_close')}
            sentence={t('authoring.cohort_close_sure')}
          >
            <ActionForm intent="close" tone="danger" label={t('authoring.cohort_close')} />
          </ConfirmStep>
        </Section>
      ) : null}
    </Page>
  )
}
