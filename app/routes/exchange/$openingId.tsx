import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { countAct } from '~/domain/identity/attempts.server'
import { answerAsking } from '~/domain/market/exchange/answer-asking.server'
import { askForSeat, takeBackAsking } from '~/domain/market/exchange/ask-for-seat.server'
import { answerableStates, openingLimits } from '~/domain/market/exchange/opening'
import { answerAskingForm, askForSeatForm } from '~/domain/market/exchange/opening-forms.server'
import { openingPage } from '~/domain/market/exchange/opening-queries.server'
import { withdrawOpening } from '~/domain/market/exchange/withdraw-opening.server'
import { countryName } from '~/kernel/countries'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { useStages } from './_rows'

export const loader = serve('anyone', async ({ viewer, params, db, at, t }) => {
  const opening = await openingPage(db, viewer, params.openingId ?? '', at)
  return { opening, title: t('opening.title', { role: t(`role.${opening.role}`) }) }
})

export const action = act('person', async ({ viewer, params, form, db, at, address }) => {
  const openingId = params.openingId ?? ''
  const own = { openingId, by: viewer.personId, at }
  const here = `/exchange/${openingId}`
  const intent = form.get('intent')
  if (intent === 'ask') {
    const read = parseForm(askForSeatForm, form)
    if (!read.ok) return invalid(read.errors, read.values)
    await countAct(db, 'invite', { account: viewer.email, address })
    await inTransaction((tx) => askForSeat(tx, { ...own, ...read.value }))
    return redirectWith(here, 'opening.toast_asked')
  }
  if (intent === 'take_back') {
    await inTransaction((tx) => takeBackAsking(tx, own))
    return redirectWith(here, 'opening.toast_taken_back')
  }
  if (intent === 'withdraw') {
    await inTransaction((tx) => withdrawOpening(tx, own))
    return redirectWith(here, 'opening.toast_withdrawn')
  }
  if (intent !== 'invite' && intent !== 'decline') throw new Refused('form_invalid')
  const read = parseForm(answerAskingForm, form)
  if (!read.ok) return invalid(read.errors, read.values)
  const invites = intent === 'invite'
  await inTransaction((tx) => answerAsking(tx, { ...own, ...read.value, invites }))
  return redirectWith(here, invites ? 'opening.toast_invited' : 'opening.toast_declined')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>['opening']

export default function Opening() {
  const { opening } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const open = opening.state === 'open'
  return (
    <Page
      title={t('opening.title', { role: t(`role.${opening.role}`) })}
      width="reading"
      kicker={<Name>{opening.team.name}</Name>}
      crumbs={[
        { href: '/exchange', label: t('opening.list_title') },
        { label: t(`role.${opening.role}`) },
      ]}
      status={open ? <Countdown until={opening.closesAt} label={t('opening.closes_term')} /> : null}
      actions={
        opening.leads ? (
          <LinkButton href={`/teams/${opening.team.slug}/exchange`}>
            {t('opening.own_link')}
          </LinkButton>
        ) : null
      }
    >
      <Stack gap={8}>
        {opening.state === 'open' ? null : <Notice>{t(`opening.over_${opening.state}`)}</Notice>}
        <Section title={t('opening.what_title')}>
          <UserText text={opening.words} />
        </Section>
        <Facts opening={opening} />
        {opening.leads ? <Askings opening={opening} /> : <Ask opening={opening} />}
        {opening.leads && opening.promised ? (
          <Notice>
            <p>{t('opening.promised_sentence')}</p>
            <p>
              <TextLink href={`/teams/${opening.team.slug}/members`}>
                {t('opening.to_members')}
              </TextLink>
            </p>
          </Notice>
        ) : null}
        {opening.leads && !opening.promised && (open || opening.state === 'closed') ? (
          <div className="grid gap-2">
            <ErrorNotice state={state?.intent === 'withdraw' ? state : null} />
            <ConfirmStep
              label={t('opening.withdraw')}
              sentence={t('opening.withdraw_sentence')}
              open={state?.intent === 'withdraw'}
            >
              <ActionForm intent="withdraw" label={t('opening.withdraw')} tone="danger" />
            </ConfirmStep>
          </div>
        ) : null}
      </Stack>
    </Page>
  )
}

function Facts({ opening }: { opening: Data }) {
  const { t, locale, shareBps, shortDateTime } = useLanguage()
  const stages = useStages()
  const { team, brief, host } = opening
  return (
    <Section title={t('opening.facts_title')}>
      <DescriptionList
        items={[
          {
            term: t('opening.team'),
            value: (
              <TextLink href={`/teams/${team.slug}`}>
                <Name>{team.name}</Name>
              </TextLink>
            ),
          },
          {
            term: t('opening.brief'),
            value: brief ? (
              <TextLink href={`/briefs/${brief.id}`}>
                <Name>{brief.title}</Name>
              </TextLink>
            ) : (
              t(opening.briefId ? 'opening.brief_gone' : 'opening.other_work')
            ),
          },
          {
            term: t('opening.host'),
            value: (
              <>
                <TextLink href={`/people/${host.personId}`}>
                  <Name>{host.name}</Name>
                </TextLink>{' '}
                · {countryName(host.country, locale)}
              </>
            ),
          },
          { term: t('opening.stages'), value: stages(opening) },
          {
            term: t('opening.share_term'),
            value: t('opening.share', { share: shareBps(opening.shareBps) }),
          },
          {
            term: t('opening.hours_term'),
            value: t('opening.hours', { hours: opening.hours }),
          },
          { term: t('opening.closes_term'), value: shortDateTime(opening.closesAt) },
        ]}
      />
    </Section>
  )
}

/** For everybody but the leads: how their own asking stands, and the form where they may ask. */
function Ask({ opening }: { opening: Data }) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { own, bar } = opening
  const again = own?.state === 'taken_back'
  if (own && !again) return <Own opening={opening} own={own} />
  if (opening.state !== 'open') return null
  if (bar) return <Bar bar={bar} here={`/exchange/${opening.id}`} />
  return (
    <Section id="ask" title={t('opening.ask_title')} lead={t('opening.ask_lead')}>
      {again ? <Quiet>{t('opening.own_taken_back')}</Quiet> : null}
      <Form intent="ask" state={state}>
        <TextArea
          name="words"
          label={t('opening.ask_words')}
          help={t('opening.ask_words_help')}
          required
          rows={5}
          maxLength={openingLimits.askingWords}
        />
        <FormActions>
          <SubmitButton note={t('opening.ask_note')}>{t('opening.ask_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

function Own({ opening, own }: { opening: Data; own: NonNullable<Data['own']> }) {
  const { t } = useLanguage()
  return (
    <Section title={t('opening.own_title')}>
      {own.state === 'waits' && opening.state === 'filled' ? null : (
        <p>{t(`opening.own_${own.state}`)}</p>
      )}
      <UserText text={own.words} />
      {own.state === 'invited' ? (
        <Row>
          <LinkButton href={`/team-invitations/${own.invitationId}`} tone="primary">
            {t('opening.own_to_invitation')}
          </LinkButton>
        </Row>
      ) : null}
      {own.state === 'waits' && opening.state !== 'filled' ? (
        <div>
          <ConfirmStep
            tone="quiet"
            label={t('opening.take_back')}
            sentence={t('opening.take_back_sentence')}
          >
            <ActionForm intent="take_back" label={t('opening.take_back')} tone="danger" />
          </ConfirmStep>
        </div>
      ) : null}
    </Section>
  )
}

function Bar({ bar, here }: { bar: NonNullable<Data['bar']>; here: string }) {
  const { t } = useLanguage()
  const next = `?next=${encodeURIComponent(here)}`
  return (
    <Notice title={t('opening.ask_title')}>
      <p>{t(`opening.bar_${bar}`)}</p>
      {bar === 'signed_out' ? (
        <Row>
          <LinkButton href={`/sign-in${next}`} tone="primary">
            {t('nav.sign_in')}
          </LinkButton>
          <LinkButton href={`/sign-up${next}`}>{t('nav.sign_up')}</LinkButton>
        </Row>
      ) : bar === 'page_needed' ? (
        <LinkButton href="/settings/skills">{t('opening.bar_skills')}</LinkButton>
      ) : null}
    </Notice>
  )
}

function Askings({ opening }: { opening: Data }) {
  const { t } = useLanguage()
  return (
    <Section
      id="askings"
      title={t('opening.askings_title')}
      lead={t(opening.briefId ? 'opening.askings_lead' : 'opening.askings_lead_other')}
    >
      {opening.askings.length === 0 ? (
        <Quiet>{t('opening.askings_none')}</Quiet>
      ) : (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {opening.askings.map((asking) => (
            <li key={asking.personId} className="grid gap-3 border-b border-hairline py-4">
              <Asking asking={asking} free={!opening.promised} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Asking({ asking, free }: { asking: Data['askings'][number]; free: boolean }) {
  const { t, locale, date } = useLanguage()
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div className="grid gap-0.5">
          <TextLink href={`/people/${asking.personId}`}>
            <Name>{asking.name}</Name>
          </TextLink>
          {asking.headline ? (
            <Quiet>
              <bdi>{asking.headline}</bdi>
            </Quiet>
          ) : null}
          <Quiet>
            {t('opening.asking_from', {
              country: countryName(asking.country, locale),
              when: date(asking.askedAt),
            })}
          </Quiet>
        </div>
        <span className="text-sm text-quiet">{t(`opening.asking_${asking.state}`)}</span>
      </div>
      <UserText text={asking.words} />
      {free && answerableStates.includes(asking.state) ? <Answers asking={asking} /> : null}
    </>
  )
}

function Answers({ asking }: { asking: Data['askings'][number] }) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const mine = state?.values?.personId === asking.personId ? state : undefined
  return (
    <Row gap={2}>
      <ConfirmStep
        tone="primary"
        label={t('opening.invite', { name: isolated(asking.name) })}
        sentence={t('opening.invite_sentence')}
        open={mine?.intent === 'invite'}
      >
        <Form intent="invite" state={mine?.intent === 'invite' ? mine : undefined}>
          <HiddenField name="personId" value={asking.personId} />
          <TextArea
            name="words"
            label={t('opening.invite_words')}
            rows={3}
            maxLength={openingLimits.askingWords}
          />
          <FormActions>
            <SubmitButton>{t('opening.invite', { name: isolated(asking.name) })}</SubmitButton>
          </FormActions>
        </Form>
      </ConfirmStep>
      <ConfirmStep
        tone="quiet"
        label={t('opening.decline')}
        sentence={t('opening.decline_sentence')}
        open={mine?.intent === 'decline'}
      >
        <ActionForm
          intent="decline"
          label={t('opening.decline')}
          tone="danger"
          fields={{ personId: asking.personId }}
        />
      </ConfirmStep>
    </Row>
  )
}
