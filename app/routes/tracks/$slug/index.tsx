import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { LessonText, TrackWords } from '~/components/learning/lesson-text'
import { TrackOutline } from '~/components/learning/track-outline'
import { LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { DescriptionList, TagList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Progress } from '~/components/page/progress'
import { Columns, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { enrol } from '~/domain/learning/enrolments/enrol.server'
import { enrolForm } from '~/domain/learning/enrolments/learner-forms.server'
import { payEnrolment } from '~/domain/learning/enrolments/pay-enrolment.server'
import { trackPage } from '~/domain/learning/enrolments/track-queries.server'
import { courseData } from '~/domain/market/search/structured-data'
import { skillById } from '~/domain/skills/taxonomy'
import { type Currency, decimalString, isCurrency, money } from '~/kernel/money'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'
import { localeFacts } from '~/platform/languages/locales'
import { toCheckout } from '../../learning/_checkout.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, params, url, db, at }) => {
  const page = await trackPage(db, viewer, params.slug ?? '', at)
  const { version, partner } = page
  const { currency, priceMinor } = version
  return {
    ...page,
    structured: courseData({
      ...version,
      url: `${env().APP_ORIGIN}/tracks/${params.slug}`,
      partner: partner.name,
      price:
        currency !== null && isCurrency(currency) && priceMinor !== null
          ? { amount: decimalString(money(currency, priceMinor)), currency }
          : null,
    }),
    signedIn: viewer !== null,
    locked: url.searchParams.has('locked'),
    title: page.version.title,
    description: page.version.summary,
  }
})

export const action = act('person', async (args) => {
  const { viewer, params, form, at } = args
  const parsed = parseForm(enrolForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { cohortId, funding } = parsed.value
  const trackSlug = params.slug ?? ''
  const { enrolmentId, waitsForMoney } = await inTransaction((tx) =>
    enrol(tx, {
      personId: viewer.personId,
      trackSlug,
      cohortId: cohortId === '' ? null : cohortId,
      sponsored: funding === 'sponsored',
      at,
    }),
  )
  const here = `/learning/${enrolmentId}`
  if (!waitsForMoney) return redirectWith(here, 'learning.toast_enrolled')
  const { paymentId, title } = await inTransaction((tx) =>
    payEnrolment(tx, { enrolmentId, by: viewer.personId, at }),
  )
  return toCheckout(args, { paymentId, description: title, here })
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** What it costs, and what becomes of the money. */
function Price({ version, openSeats }: Data) {
  const { t } = useLanguage()
  if (version.currency === null || version.priceMinor === null) {
    return <p>{t('learning.price_free_sentence')}</p>
  }
  return (
    <div className="grid gap-2">
      <p className="text-lg">
        <MoneyText value={money(version.currency as Currency, version.priceMinor)} strong />
      </p>
      <Quiet>{t('learning.price_sentence')}</Quiet>
      {openSeats > 0 ? (
        <p className="text-met">{t('learning.seats_open', { count: openSeats })}</p>
      ) : null}
    </div>
  )
}

function useCohortChoices(cohorts: Data['cohorts']) {
  const { t, date } = useLanguage()
  return [
    { value: '', label: t('learning.cohort_none'), help: t('learning.cohort_none_help') },
    ...cohorts.map((cohort) => ({
      value: cohort.id,
      label: <Name>{cohort.name}</Name>,
      help: [
        t('learning.cohort_days', { from: date(cohort.startsAt), to: date(cohort.endsAt) }),
        cohort.left === null ? '' : t('learning.cohort_left', { count: cohort.left }),
      ]
        .filter(Boolean)
        .join(' · '),
      disabled: cohort.left === 0,
    })),
  ]
}

function EnrolForm(data: Data) {
  const { version, cohorts, openSeats } = data
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const choices = useCohortChoices(cohorts)
  const costs = version.priceMinor !== null
  return (
    <Form intent="enrol" state={state}>
      {cohorts.length > 0 ? (
        <RadioCards
          name="cohortId"
          label={t('learning.cohort')}
          options={choices}
          defaultValue=""
          required
        />
      ) : null}
      {costs && openSeats > 0 ? (
        <RadioCards
          name="funding"
          label={t('learning.funding')}
          required
          defaultValue="sponsored"
          options={[
            {
              value: 'sponsored',
              label: t('learning.funding_sponsored'),
              help: t('learning.funding_sponsored_help'),
            },
            { value: 'paid', label: t('learning.funding_paid') },
          ]}
        />
      ) : null}
      <SubmitButton note={t(costs ? 'learning.enrol_paid_note' : 'learning.enrol_free_note')}>
        {t(costs && openSeats === 0 ? 'learning.enrol_paid' : 'learning.enrol')}
      </SubmitButton>
    </Form>
  )
}

function Enrol(data: Data) {
  const { slug, own, signedIn, enrolling, items } = data
  const { t } = useLanguage()
  if (own) {
    return (
      <Section title={t('learning.your_way')} id="enrol">
        {own.waits ? (
          <Notice tone="turn">{t('learning.waits_for_money')}</Notice>
        ) : (
          <Progress value={own.done} max={items} label={t('learning.items_done')} />
        )}
        <div className="flex flex-wrap gap-3">
          {own.resume && !own.waits ? (
            <LinkButton href={own.resume.href} tone="primary">
              {t(own.begun ? 'learning.resume' : 'learning.begin')}
            </LinkButton>
          ) : null}
          <LinkButton href={`/learning/${own.enrolmentId}`}>
            {t(own.waits ? 'learning.to_payment' : 'learning.manage')}
          </LinkButton>
        </div>
      </Section>
    )
  }
  return (
    <Section title={t('learning.enrol_title')} id="enrol">
      <Price {...data} />
      {data.ofPartner && data.capstones ? (
        <Notice>{t('learning.marked_outside', { partner: isolated(data.partner.name) })}</Notice>
      ) : null}
      {!enrolling ? (
        <Quiet>{t('learning.not_enrolling')}</Quiet>
      ) : signedIn ? (
        <EnrolForm {...data} />
      ) : (
        <div className="flex flex-wrap gap-3">
          <LinkButton
            href={`/sign-in?next=${encodeURIComponent(`/tracks/${slug}#enrol`)}`}
            tone="primary"
          >
            {t('learning.sign_in_to_enrol')}
          </LinkButton>
          <LinkButton href={`/sign-up?next=${encodeURIComponent(`/tracks/${slug}`)}`}>
            {t('learning.sign_up_to_enrol')}
          </LinkButton>
        </div>
      )}
    </Section>
  )
}

function Prerequisites({ prerequisites }: Data) {
  const { t, locale } = useLanguage()
  if (prerequisites.length === 0) return null
  return (
    <Section title={t('learning.prerequisites')} lead={t('learning.prerequisites_lead')} level={3}>
      <ul className="m-0 grid list-none gap-2 p-0">
        {prerequisites.map((one) => (
          <li key={one.kind === 'skill' ? one.skillId : one.slug}>
            {one.kind === 'skill' ? (
              t('learning.prerequisite_skill', {
                skill: skillById(one.skillId)?.name[locale] ?? one.skillId,
                level: one.level,
              })
            ) : (
              <TextLink href={`/tracks/${one.slug}`}>
                <Name>{one.title}</Name>
              </TextLink>
            )}
            {one.held === null ? null : (
              <span className={one.held ? 'text-met' : 'text-quiet'}>
                {' '}
                · {t(one.held ? 'learning.held' : 'learning.not_held')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Facts(data: Data) {
  const { version, partner, translations, items, funders, slug } = data
  const { t, locale, number, date } = useLanguage()
  return (
    <Stack gap={6}>
      <DescriptionList
        items={[
          { term: t('learning.from'), value: <Name>{partner.name}</Name> },
          {
            term: t('learning.length'),
            value: t('learning.hours', { count: version.hours }),
          },
          { term: t('learning.parts'), value: t('learning.parts_count', { count: items }) },
          {
            term: t('learning.language'),
            value: (
              <>
                <span lang={version.language}>{localeFacts[version.language].name}</span>
                {translations.map((one) => (
                  <span key={one.slug} className="block">
                    <a href={`/tracks/${one.slug}`} lang={one.language} hrefLang={one.language}>
                      {localeFacts[one.language].name}: <bdi>{one.title}</bdi>
                    </a>
                  </span>
                ))}
              </>
            ),
          },
          { term: t('learning.licence'), value: <bdi>{version.licence}</bdi> },
          {
            term: t('learning.version'),
            value: version.publishedAt
              ? t('learning.version_of', {
                  number: version.number,
                  date: date(version.publishedAt),
                })
              : number(version.number),
          },
        ]}
      />
      <Section title={t('learning.skills')} lead={t('learning.skills_lead')} level={3}>
        <TagList items={version.skills.map((id) => skillById(id)?.name[locale] ?? id)} />
        {version.roles.length > 0 ? (
          <Quiet>
            {t('learning.roles')}: {version.roles.map((role) => t(`role.${role}`)).join(', ')}
          </Quiet>
        ) : null}
      </Section>
      <Prerequisites {...data} />
      {funders.length > 0 && version.priceMinor !== null ? (
        <LinkButton href={`/tracks/${slug}/sponsor`}>{t('learning.sponsor')}</LinkButton>
      ) : null}
    </Stack>
  )
}

export default function Track() {
  const data = useLoaderData<typeof loader>()
  const { slug, version, partner, courses, openKey, readsAll, locked, own } = data
  const { t } = useLanguage()
  const words = (text: string) => <TrackWords text={text} language={version.language} />
  return (
    <Page
      title={words(version.title)}
      lead={words(version.summary)}
      kicker={t('learning.by_partner', { partner: isolated(partner.name) })}
      crumbs={[
        { href: '/tracks', label: t('learning.tracks_title') },
        { label: words(version.title) },
      ]}
      money={version.priceMinor !== null}
      actions={
        openKey && !own ? (
          <LinkButton href={`/tracks/${slug}/${openKey}`}>{t('learning.try_first')}</LinkButton>
        ) : null
      }
    >
      {locked && !readsAll ? <Notice tone="turn">{t('learning.locked')}</Notice> : null}
      <Columns ratio="main-aside">
        <Stack gap={8}>
          {version.descriptionHtml ? (
            <LessonText html={version.descriptionHtml} language={version.language} />
          ) : null}
          <Section title={t('learning.courses')}>
            <TrackOutline
              slug={slug}
              language={version.language}
              courses={courses}
              opens={(key) => readsAll || key === openKey}
            />
          </Section>
        </Stack>
        <Stack gap={8}>
          <Enrol {...data} />
          <Facts {...data} />
        </Stack>
      </Columns>
    </Page>
  )
}
