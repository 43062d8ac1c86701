import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, SelectField, TextField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { sponsorForm } from '~/domain/learning/enrolments/learner-forms.server'
import {
  closeSponsorship,
  paySponsorship,
  sponsorSeats,
} from '~/domain/learning/enrolments/sponsor-seats.server'
import { sponsorPage } from '~/domain/learning/enrolments/sponsorship-queries.server'
import { type Currency, money } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { toCheckout } from '../../learning/_checkout.server'

export const handle = { title: 'learning.sponsor_title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, params, db, at }) =>
  sponsorPage(db, viewer, params.slug ?? '', at),
)

export const action = act('person', async (args) => {
  const { viewer, params, form, at, db } = args
  const slug = params.slug ?? ''
  const by = viewer.personId
  const here = `/tracks/${slug}/sponsor`
  const page = await sponsorPage(db, viewer, slug, at)
  const sponsorshipId = String(form.get('sponsorshipId') ?? '')
  switch (form.get('intent')) {
    case 'sponsor': {
      const parsed = parseForm(sponsorForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      const { cohortId, ...given } = parsed.value
      const paid = await inTransaction(async (tx) => {
        const made = await sponsorSeats(tx, {
          ...given,
          trackSlug: slug,
          cohortId: cohortId === '' ? null : cohortId,
          by,
          at,
        })
        return paySponsorship(tx, { ...made, by, at })
      })
      return toCheckout(args, { ...paid, description: page.trackTitle, here })
    }
    case 'pay': {
      const paid = await inTransaction((tx) => paySponsorship(tx, { sponsorshipId, by, at }))
      return toCheckout(args, { ...paid, description: page.trackTitle, here })
    }
    case 'close': {
      const { refundedMinor } = await inTransaction((tx) =>
        closeSponsorship(tx, { sponsorshipId, by, at }),
      )
      return redirectWith(
        here,
        refundedMinor > 0n ? 'learning.toast_seats_refunded' : 'learning.toast_seats_closed',
      )
    }
    default:
      return invalid({ form: 'refusal.form_invalid' })
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Offer({ funders, cohorts, currency, priceMinor }: Data) {
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  if (currency === null || priceMinor === null) return <Quiet>{t('learning.sponsor_free')}</Quiet>
  return (
    <Form intent="sponsor" state={state} defaults={{ funderId: funders[0]?.organisationId }}>
      <SelectField
        name="funderId"
        label={t('learning.sponsor_funder')}
        required
        options={funders.map(({ organisationId, name }) => ({
          value: organisationId,
          label: name,
        }))}
      />
      <TextField
        name="seats"
        label={t('learning.sponsor_seats')}
        inputMode="numeric"
        width="short"
        required
        maxLength={6}
      />
      {cohorts.length > 0 ? (
        <RadioCards
          name="cohortId"
          label={t('learning.cohort')}
          required
          defaultValue=""
          options={[
            { value: '', label: t('learning.sponsor_any_cohort') },
            ...cohorts.map((cohort) => ({
              value: cohort.id,
              label: <Name>{cohort.name}</Name>,
              help: t('learning.cohort_days', {
                from: date(cohort.startsAt),
                to: date(cohort.endsAt),
              }),
            })),
          ]}
        />
      ) : null}
      <p>
        {t('learning.sponsor_seat')}{' '}
        <MoneyText value={money(currency as Currency, priceMinor)} strong />
      </p>
      <SubmitButton note={t('learning.sponsor_note')}>{t('learning.sponsor_pay')}</SubmitButton>
    </Form>
  )
}

function Sponsorship({ row }: { row: Data['sponsorships'][number] }) {
  const { t, number, date } = useLanguage()
  const fields = { sponsorshipId: row.sponsorshipId }
  return (
    <article className="grid gap-3 border-t border-hairline pt-4">
      <h3 className="text-base font-semibold">
        {t('learning.sponsor_row', { seats: row.seats })} · <Name>{row.funder}</Name>
      </h3>
      <DescriptionList
        items={[
          {
            term: t('learning.state'),
            value: row.closedAt
              ? t('learning.sponsor_closed', { date: date(row.closedAt) })
              : row.fundedAt
                ? t('learning.sponsor_open', { date: date(row.fundedAt) })
                : t('learning.sponsor_unpaid'),
          },
          {
            term: t('learning.cohort'),
            value: row.cohort ? <Name>{row.cohort}</Name> : t('learning.sponsor_any_cohort'),
          },
          { term: t('learning.seats_taken'), value: `${number(row.taken)} / ${number(row.seats)}` },
          { term: t('learning.seats_released'), value: number(row.released) },
          { term: t('learning.seats_completed'), value: number(row.completed) },
          {
            term: t('learning.sponsor_total'),
            value: (
              <MoneyText
                value={money(row.currency as Currency, row.seatMinor * BigInt(row.seats))}
              />
            ),
          },
        ]}
      />
      {row.closedAt ? null : (
        <div className="flex flex-wrap gap-3">
          {row.fundedAt ? null : (
            <ActionForm intent="pay" label={t('learning.sponsor_pay_now')} fields={fields} />
          )}
          <ConfirmStep
            label={t('learning.sponsor_close')}
            sentence={t('learning.sponsor_close_sentence')}
          >
            <ActionForm
              intent="close"
              tone="danger"
              label={t('learning.sponsor_close_yes')}
              fields={fields}
            />
          </ConfirmStep>
        </div>
      )}
    </article>
  )
}

export default function Sponsor() {
  const data = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('learning.sponsor_title')}
      lead={t('learning.sponsor_lead')}
      kicker={<Name>{data.trackTitle}</Name>}
      width="reading"
      money
      crumbs={[
        { href: '/tracks', label: t('learning.tracks_title') },
        { href: `/tracks/${data.slug}`, label: data.trackTitle },
        { label: t('learning.sponsor_title') },
      ]}
    >
      <Offer {...data} />
      {data.sponsorships.length > 0 ? (
        <Section title={t('learning.sponsor_yours')}>
          <Stack gap={6}>
            {data.sponsorships.map((row) => (
              <Sponsorship key={row.sponsorshipId} row={row} />
            ))}
          </Stack>
        </Section>
      ) : null}
    </Page>
  )
}
