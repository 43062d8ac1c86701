import { useActionData, useLoaderData } from '@remix-run/react'
import { SelectField, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Code, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { askBack } from '~/domain/identity/ask-back.server'
import { deskOrganisation } from '~/domain/identity/desk-queries.server'
import { askBackForm, checkForm } from '~/domain/identity/forms.server'
import { organisationChecks } from '~/domain/identity/organisation'
import { verifyOrganisation } from '~/domain/identity/verify-organisation.server'
import { countryName } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import { DeskTabs } from '../_tabs'

export const loader = serve('operator', async ({ viewer, db, params }) => {
  const found = await deskOrganisation(db, viewer, params.organisationId ?? '')
  return { ...found, title: found.organisation.name }
})

export const action = act('operator', async ({ viewer, params, form, at }) => {
  const of = { organisationId: params.organisationId ?? '', by: viewer.personId, at }
  const here = `/desk/organisations/${of.organisationId}`
  if (form.get('intent') === 'doubt') {
    await inTransaction((tx) => verifyOrganisation(tx, { ...of, check: null }))
    return redirectWith(here, 'desk.doubted_toast')
  }
  if (form.get('intent') === 'ask_back') {
    const read = parseForm(askBackForm, form)
    if (!read.ok) return invalid(read.errors, typedValues(form))
    await inTransaction((tx) => askBack(tx, { ...of, ...read.value }))
    return redirectWith(here, 'desk.asked_back_toast')
  }
  const read = parseForm(checkForm, form)
  if (!read.ok) return invalid(read.errors, typedValues(form))
  await inTransaction((tx) => verifyOrganisation(tx, { ...of, ...read.value }))
  return redirectWith(here, 'desk.verified_toast')
})

export default function DeskOrganisation() {
  const { organisation, own } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date, locale } = useLanguage()
  const { verifiedAt } = organisation
  return (
    <Page
      title={<Name>{organisation.name}</Name>}
      kicker={t('desk.title')}
      crumbs={[
        { href: '/desk/organisations', label: t('desk.organisations') },
        { label: organisation.name },
      ]}
    >
      <DeskTabs current="/desk/organisations" />
      <ErrorNotice state={state} />
      <DescriptionList
        items={[
          { term: 'ID', value: <Code>{organisation.id}</Code> },
          { term: t('desk.organisation_kind'), value: t(`organisation.kind_${organisation.kind}`) },
          { term: t('settings.country'), value: countryName(organisation.country, locale) },
          ...(organisation.website
            ? [
                {
                  term: t('reputation.website'),
                  value: <TextLink href={organisation.website}>{organisation.website}</TextLink>,
                },
              ]
            : []),
          { term: t('desk.since'), value: date(organisation.createdAt) },
          {
            term: t('desk.identity'),
            value: verifiedAt
              ? t('desk.verified_at', { date: date(verifiedAt) })
              : organisation.checkAskedAt
                ? t('desk.check_asked_at', { date: date(organisation.checkAskedAt) })
                : t('desk.not_verified'),
          },
        ]}
      />
      {organisation.about ? <UserText text={organisation.about} /> : null}
      <Section title={t('desk.verify_title')} lead={t('desk.verify_lead')}>
        {own ? (
          <p>{t('desk.verify_own')}</p>
        ) : verifiedAt ? (
          <ConfirmStep label={t('desk.doubt')} sentence={t('desk.doubt_sure')}>
            <ActionForm intent="doubt" tone="danger" label={t('desk.doubt')} />
          </ConfirmStep>
        ) : (
          <>
            <Form intent="verify" state={state}>
              <SelectField
                name="check"
                label={t('desk.verify_by')}
                required
                placeholder={t('common.choose')}
                width="medium"
                options={organisationChecks.map((value) => ({
                  value,
                  label: t(`desk.check_${value}`),
                }))}
              />
              <FormActions>
                <SubmitButton tone="primary">{t('desk.verify')}</SubmitButton>
              </FormActions>
            </Form>
            {organisation.checkAskedAt ? (
              <ConfirmStep
                label={t('desk.ask_back')}
                tone="quiet"
                sentence={t('desk.ask_back_lead')}
                open={state?.intent === 'ask_back'}
              >
                <Form intent="ask_back" state={state}>
                  <TextArea
                    name="words"
                    label={t('desk.ask_back_words')}
                    help={t('desk.ask_back_help')}
                    required
                    rows={4}
                    maxLength={1000}
                  />
                  <FormActions>
                    <SubmitButton>{t('desk.ask_back_send')}</SubmitButton>
                  </FormActions>
                </Form>
              </ConfirmStep>
            ) : organisation.checkWords ? (
              <>
                <Quiet>{t('desk.asked_back')}</Quiet>
                <UserText text={organisation.checkWords} />
              </>
            ) : null}
          </>
        )}
      </Section>
    </Page>
  )
}
