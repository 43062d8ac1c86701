import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { AfterTrack } from '~/components/learning/after-track'
import { ItemStanding, Missing } from '~/components/learning/item-standing'
import { TrackOutline } from '~/components/learning/track-outline'
import { Button, ConfirmStep, LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Progress } from '~/components/page/progress'
import { Section } from '~/components/page/section'
import { Code, Name, Quiet } from '~/components/page/text'
import { ownCredentialFor } from '~/domain/credentials/queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { calendarKey } from '~/domain/learning/enrolments/cohort-calendar.server'
import { enrolmentReference } from '~/domain/learning/enrolments/enrolment-money'
import { enrolmentPage } from '~/domain/learning/enrolments/learner-queries.server'
import { leaveTrack } from '~/domain/learning/enrolments/leave-track.server'
import { moveToVersion } from '~/domain/learning/enrolments/move-to-version.server'
import { payEnrolment } from '~/domain/learning/enrolments/pay-enrolment.server'
import { processingPaymentStatuses } from '~/domain/payments/payment'
import { type Currency, money } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { toCheckout } from '../_checkout.server'

export const loader = serve('person', async ({ viewer, params, url, db, at }) => {
  const page = await enrolmentPage(db, viewer, params.enrolmentId ?? '', at)
  const { cohort, enrolmentId } = page
  const processing = page.payment !== null && processingPaymentStatuses.includes(page.payment)
  const paid = url.searchParams.get('payment') === 'done'
  return {
    ...page,
    credential: await ownCredentialFor(db, viewer, enrolmentReference(enrolmentId), at),
    processing,
    justPaid: paid && page.state === 'waiting',
    arrived: paid && page.state === 'active' && page.refundUntil !== null,
    // The provider's word comes within seconds.
    ...(paid && page.state === 'waiting' ? { refreshSeconds: 3 } : {}),
    feed: cohort
      ? `${env().APP_ORIGIN}/cohorts/${cohort.id}/calendar.ics?key=${calendarKey(enrolmentId)}`
      : null,
  }
})

export const action = act('person', async (args) => {
  const { viewer, params, form, at } = args
  const enrolmentId = params.enrolmentId ?? ''
  const input = { enrolmentId, by: viewer.personId, at }
  const here = `/learning/${enrolmentId}`
  switch (form.get('intent')) {
    case 'pay': {
      const { paymentId, title } = await inTransaction((tx) => payEnrolment(tx, input))
      return toCheckout(args, { paymentId, description: title, here })
    }
    case 'leave': {
      const expectsRefund = form.get('refund') === 'yes'
      const { refunded } = await inTransaction((tx) => leaveTrack(tx, { ...input, expectsRefund }))
      return redirectWith(here, refunded ? 'learning.toast_left_refunded' : 'learning.toast_left')
    }
    case 'move': {
      const versionId = String(form.get('versionId') ?? '')
      await inTransaction((tx) => moveToVersion(tx, { ...input, versionId }))
      return redirectWith(here, 'learning.toast_moved')
    }
    default:
      return invalid({ form: 'refusal.form_invalid' })
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Waiting(data: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (data.state !== 'waiting') return null
  if (data.justPaid || data.processing) {
    return <Notice tone="turn">{t('learning.payment_processing')}</Notice>
  }
  return (
    <Section title={t('learning.pay_title')}>
      <Quiet>{t('learning.pay_lead')}</Quiet>
      <Form intent="pay" state={state}>
        <div>
          <Button>{t('learning.pay')}</Button>
        </div>
      </Form>
    </Section>
  )
}

function Money(data: Data) {
  const { t, date, dateTime } = useLanguage()
  if (data.currency === null || data.amountMinor === null) return null
  const sentence = data.refundedAt
    ? t('learning.money_refunded', { date: date(data.refundedAt) })
    : data.releasedAt
      ? t('learning.money_released', { date: date(data.releasedAt) })
      : data.refundUntil
        ? t(data.refundable ? 'learning.money_held' : 'learning.money_held_late', {
            date: dateTime(data.refundUntil),
          })
        : t('learning.money_none')
  return (
    <Section title={t('learning.money')}>
      <DescriptionList
        items={[
          {
            term: t('learning.price'),
            value: <MoneyText value={money(data.currency as Currency, data.amountMinor)} />,
          },
          { term: t('learning.funding'), value: t(`learning.funded_${data.funding}`) },
          { term: t('learning.state'), value: sentence },
        ]}
      />
    </Section>
  )
}

function Cohort({ cohort, dates, feed }: Data) {
  const { t, date, dateTime } = useLanguage()
  if (!cohort) return null
  return (
    <Section
      title={<Name>{cohort.name}</Name>}
      lead={t('learning.cohort_days', { from: date(cohort.startsAt), to: date(cohort.endsAt) })}
    >
      {dates.length > 0 ? (
        <DescriptionList
          items={dates.map((one) => ({
            term: dateTime(one.startsAt),
            value: (
              <>
                <Name>{one.title}</Name>
                {one.place ? (
                  <span className="text-quiet">
                    {' · '}
                    <Name>{one.place}</Name>
                  </span>
                ) : null}
                {one.itemKey ? (
                  <span className="text-xs text-quiet"> · {t('learning.deadline')}</span>
                ) : null}
              </>
            ),
          }))}
        />
      ) : (
        <Quiet>{t('learning.dates_none')}</Quiet>
      )}
      <div>
        <LinkButton href={`/cohorts/${cohort.id}/calendar.ics`}>
          {t('learning.calendar')}
        </LinkButton>
      </div>
      {feed ? (
        <div className="grid gap-1 text-sm">
          <Quiet>{t('learning.calendar_feed')}</Quiet>
          <Code>{feed}</Code>
        </div>
      ) : null}
    </Section>
  )
}

function Names({
  title,
  items,
}: {
  title: string
  items: readonly { key: string; title: string }[]
}) {
  if (items.length === 0) return null
  return (
    <div className="grid gap-1">
      <h3 className="text-base font-semibold">{title}</h3>
      <ul className="m-0 grid gap-1 ps-5">
        {items.map((one) => (
          <li key={one.key} className="list-disc">
            <Name>{one.title}</Name>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Newer({ changes }: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (!changes) return null
  return (
    <Section
      title={t('learning.newer_title', { to: changes.to })}
      lead={t('learning.newer_lead', { from: changes.from, same: changes.same })}
      id="newer"
    >
      <Names title={t('learning.newer_added')} items={changes.added} />
      <Names title={t('learning.newer_changed')} items={changes.changed} />
      <Names title={t('learning.newer_removed')} items={changes.removed} />
      <Names title={t('learning.newer_again')} items={changes.again} />
      <Form intent="move" state={state}>
        <HiddenField name="versionId" value={changes.versionId} />
        <div>
          <Button tone="quiet">{t('learning.newer_move')}</Button>
        </div>
      </Form>
    </Section>
  )
}

function Leave({ state: where, refundable, funding }: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (where !== 'active' && where !== 'waiting') return null
  const sentence =
    where === 'waiting'
      ? 'learning.leave_waiting'
      : refundable
        ? funding === 'sponsored'
          ? 'learning.leave_seat'
          : 'learning.leave_refund'
        : funding === 'free'
          ? 'learning.leave_free'
          : 'learning.leave_no_refund'
  return (
    <div>
      <ConfirmStep
        label={t(where === 'waiting' ? 'learning.leave_cancel' : 'learning.leave')}
        sentence={t(sentence)}
        open={state?.intent === 'leave'}
      >
        <Form intent="leave" state={state}>
          <HiddenField name="refund" value={refundable ? 'yes' : 'no'} />
          <div>
            <Button tone="danger">{t('learning.leave_yes')}</Button>
          </div>
        </Form>
      </ConfirmStep>
    </div>
  )
}

export default function Enrolment() {
  const data = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  const states = new Map(
    data.outline.flatMap(({ items }) => items.map(({ key, state }) => [key, state])),
  )
  return (
    <Page
      title={<Name>{data.title}</Name>}
      kicker={<Name>{data.partner}</Name>}
      width="reading"
      money={data.amountMinor !== null}
      crumbs={[{ href: '/learning', label: t('learning.title') }, { label: data.title }]}
      actions={<LinkButton href={`/tracks/${data.slug}`}>{t('learning.to_track')}</LinkButton>}
    >
      {data.state === 'left' ? (
        <Notice>{t('learning.left_sentence')}</Notice>
      ) : data.completedAt ? (
        <Notice tone="met">{t('learning.completed_on', { date: date(data.completedAt) })}</Notice>
      ) : null}
      {data.arrived ? <Notice tone="met">{t('learning.payment_arrived')}</Notice> : null}
      {data.completedAt ? <AfterTrack credential={data.credential} /> : null}
      <Waiting {...data} />
      {data.state === 'waiting' ? null : (
        <Section title={t('learning.your_way')}>
          <Progress value={data.done} max={data.items} label={t('learning.items_done')} />
          <div className="flex flex-wrap gap-3">
            {data.resume ? (
              <LinkButton href={data.resume.href} tone="primary">
                {t(data.begun ? 'learning.resume' : 'learning.begin')}
              </LinkButton>
            ) : null}
            <LinkButton href={`/learning/${data.enrolmentId}/record`}>
              {t('learning.record')}
            </LinkButton>
          </div>
          {data.resume ? (
            <Quiet>
              {t('learning.resume_with')} <Name>{data.resume.title}</Name>
            </Quiet>
          ) : data.state === 'active' ? (
            <Quiet>{t('learning.nothing_now')}</Quiet>
          ) : null}
          {data.state === 'active' ? <Missing outline={data.outline} /> : null}
        </Section>
      )}
      {data.state === 'active' || data.state === 'completed' ? (
        <Section title={t('learning.courses')}>
          <TrackOutline
            slug={data.slug}
            language={data.language}
            courses={data.outline}
            opens={() => true}
            note={(key) => <ItemStanding state={states.get(key)} />}
          />
        </Section>
      ) : null}
      <Cohort {...data} />
      <Newer {...data} />
      <Money {...data} />
      <Leave {...data} />
    </Page>
  )
}
