import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { Icon } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { CodeBlock, isolated, Name, Quiet } from '~/components/page/text'
import { ArtefactList } from '~/components/people/artefact-list'
import { CredentialList } from '~/components/people/credential-badge'
import { walletOf } from '~/domain/credentials/queries.server'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { moveArtefact, removeArtefact } from '~/domain/reputation/artefact.commands.server'
import {
  entryForm,
  placeForm,
  portfolioWordsForm,
  visibilityForm,
} from '~/domain/reputation/forms.server'
import { ownPortfolio } from '~/domain/reputation/own-portfolio-queries.server'
import { portfolioVisibilities } from '~/domain/reputation/portfolio'
import {
  changeEntry,
  choosePortfolioVisibility,
  moveEntry,
  renewPortfolioLink,
  writePortfolioWords,
} from '~/domain/reputation/portfolio.commands.server'
import { inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'
import { SettingsTabs } from '../_tabs'

export const handle = { title: 'portfolio.settings_title' }

const here = '/settings/portfolio'

export const loader = serve('person', async ({ viewer, db, at }) => {
  const { linkCode, ...portfolio } = await ownPortfolio(db, viewer)
  const path = `/people/${viewer.personId}/portfolio`
  return {
    credentials: await walletOf(db, viewer, at),
    ...{ portfolio, path, personId: viewer.personId, name: viewer.name },
    link: portfolio.visibility === 'link' ? `${env().APP_ORIGIN}${path}?code=${linkCode}` : null,
  }
})

type Steps = Record<
  string,
  (args: ActArgs<'person'>) => Promise<Response | ReturnType<typeof invalid>>
>

/** Each form of the page by its intent. */
const steps: Steps = {
  async visibility({ viewer, form }) {
    const parsed = parseForm(visibilityForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    const by = viewer.personId
    await inTransaction((tx) => choosePortfolioVisibility(tx, { ...parsed.value, by }))
    return redirectWith(here, 'portfolio.toast_visibility')
  },
  async 'renew-link'({ viewer }) {
    await inTransaction((tx) => renewPortfolioLink(tx, { by: viewer.personId }))
    return redirectWith(here, 'portfolio.toast_link')
  },
  async words({ viewer, form }) {
    const parsed = parseForm(portfolioWordsForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values)
    const by = viewer.personId
    await inTransaction((tx) => writePortfolioWords(tx, { ...parsed.value, by }))
    return redirectWith(here, 'portfolio.toast_words')
  },
  async entry({ viewer, form }) {
    const parsed = parseForm(entryForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values, intentOf(form))
    const { entryId, words } = parsed.value
    const change = { by: viewer.personId, entryId, change: { words } }
    await inTransaction((tx) => changeEntry(tx, change))
    return redirectWith(`${here}#${entryId}`, 'portfolio.toast_words')
  },
  async show({ viewer, form }) {
    const entryId = String(form.get('id') ?? '')
    const hidden = form.get('hidden') === 'yes'
    const change = { by: viewer.personId, entryId, change: { hidden } }
    await inTransaction((tx) => changeEntry(tx, change))
    return redirectWith(`${here}#${entryId}`, 'portfolio.toast_changed')
  },
  async 'move-entry'({ viewer, form }) {
    const parsed = parseForm(placeForm, form)
    if (!parsed.ok) return invalid({ form: 'refusal.form_invalid' })
    const { id, to } = parsed.value
    await inTransaction((tx) => moveEntry(tx, { by: viewer.personId, entryId: id, to }))
    return redirectWith(`${here}#${id}`)
  },
  async 'move-artefact'({ viewer, form }) {
    const parsed = parseForm(placeForm, form)
    if (!parsed.ok) return invalid({ form: 'refusal.form_invalid' })
    const { id, to } = parsed.value
    await inTransaction((tx) => moveArtefact(tx, { by: viewer.personId, artefactId: id, to }))
    return redirectWith(`${here}#artefacts`)
  },
  async remove({ viewer, form }) {
    const artefactId = String(form.get('id') ?? '')
    await inTransaction((tx) => removeArtefact(tx, { by: viewer.personId, artefactId }))
    return redirectWith(`${here}#artefacts`, 'portfolio.toast_removed')
  },
}

/** The form of one entry is known by its entry, so that what was typed comes back to the right one. */
const intentOf = (form: FormData) => `entry:${String(form.get('entryId') ?? '')}`

export const action = act('person', (args) => {
  const intent = String(args.form.get('intent') ?? '').split(':')[0] ?? ''
  const step = Object.hasOwn(steps, intent) ? steps[intent] : undefined
  return step ? step(args) : invalid({ form: 'refusal.form_invalid' })
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

export default function PortfolioSettings() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { portfolio, path } = data
  return (
    <Page
      title={t('portfolio.settings_title')}
      lead={t('portfolio.settings_lead')}
      width="reading"
      actions={<LinkButton href={path}>{t('portfolio.open')}</LinkButton>}
    >
      <SettingsTabs current="/settings/portfolio" />
      {state?.errors?.form ? <ErrorNotice state={state} /> : null}
      <Visibility {...data} />
      <Section title={t('portfolio.words_title')} lead={t('portfolio.words_lead')}>
        <Form intent="words" state={state}>
          <TextField
            name="headline"
            label={t('portfolio.headline')}
            maxLength={140}
            defaultValue={portfolio.headline}
          />
          <TextArea
            name="about"
            label={t('portfolio.about')}
            rows={6}
            maxLength={4000}
            defaultValue={portfolio.about}
          />
          <FormActions>
            <SubmitButton>{t('portfolio.words_save')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Entries {...data} />
      <Artefacts {...data} />
      <Credentials {...data} />
    </Page>
  )
}

function Visibility({ portfolio, link }: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Section title={t('portfolio.visibility_title')}>
      <Form intent="visibility" state={state}>
        <RadioCards
          name="visibility"
          label={t('portfolio.visibility_title')}
          hideLabel
          required
          defaultValue={portfolio.visibility}
          options={portfolioVisibilities.map((value) => ({
            value,
            label: t(`portfolio.visibility_${value}`),
            help: t(`portfolio.visibility_${value}_help`),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('portfolio.visibility_save')}</SubmitButton>
        </FormActions>
      </Form>
      {link ? (
        <Stack gap={3}>
          <CodeBlock label={t('portfolio.link_title')} text={link} />
          <ConfirmStep
            tone="quiet"
            label={t('portfolio.link_renew')}
            sentence={t('portfolio.link_renew_sure')}
          >
            <ActionForm intent="renew-link" tone="danger" label={t('portfolio.link_renew')} />
          </ConfirmStep>
        </Stack>
      ) : null}
    </Section>
  )
}

/** Up and down for one of several, each a form of one button. */
function Places(props: {
  intent: string
  id: string
  name: string
  first: boolean
  last: boolean
}) {
  const { t } = useLanguage()
  const { intent, id, name } = props
  const places = [
    ...(props.first ? [] : (['up'] as const)),
    ...(props.last ? [] : (['down'] as const)),
  ]
  return places.map((to) => (
    <Form key={to} intent={intent} bare>
      <input type="hidden" name="id" value={id} />
      <button
        type="submit"
        name="to"
        value={to}
        className="button button-bare"
        aria-label={t(`portfolio.${to}`, { name: isolated(name) })}
        title={t(`portfolio.${to}`, { name: isolated(name) })}
      >
        <span className={`inline-flex ${to === 'up' ? 'rotate-180' : ''}`}>
          <Icon name="down" size={18} />
        </span>
      </button>
    </Form>
  ))
}

function Entries({ portfolio }: Data) {
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const { entries } = portfolio
  return (
    <Section title={t('portfolio.entries_title')} lead={t('portfolio.entries_lead')}>
      {entries.length === 0 ? <Quiet>{t('portfolio.entries_none')}</Quiet> : null}
      <ol className="m-0 grid list-none p-0">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={entry.id}
            className="grid scroll-mt-4 gap-3 border-t border-hairline py-4"
          >
            <div className="grid gap-1">
              <h3 className="text-base leading-snug">
                <Name>{entry.title}</Name>
                {entry.hidden ? (
                  <span className="text-sm font-normal text-quiet">
                    {' '}
                    · {t('portfolio.entry_hidden')}
                  </span>
                ) : null}
              </h3>
              <Quiet>
                <Name>{entry.client}</Name> · {date(entry.deliveredAt)}
              </Quiet>
              {entry.naming === 'nothing' ? <Quiet>{t('portfolio.entry_unnamed')}</Quiet> : null}
            </div>
            <Row gap={2}>
              <ActionForm
                intent="show"
                tone="quiet"
                label={t(entry.hidden ? 'portfolio.entry_show' : 'portfolio.entry_hide')}
                fields={{ id: entry.id, hidden: entry.hidden ? 'no' : 'yes' }}
              />
              <Places
                intent="move-entry"
                id={entry.id}
                name={entry.title}
                first={index === 0}
                last={index === entries.length - 1}
              />
            </Row>
            <Fold
              label={t('portfolio.entry_words')}
              open={state?.intent === `entry:${entry.id}` || entry.words !== ''}
            >
              <Form intent={`entry:${entry.id}`} state={state}>
                <input type="hidden" name="entryId" value={entry.id} />
                <TextArea
                  name="words"
                  label={t('portfolio.entry_words')}
                  help={t('portfolio.entry_words_help')}
                  rows={4}
                  maxLength={2000}
                  defaultValue={entry.words}
                />
                <FormActions>
                  <SubmitButton tone="quiet">{t('portfolio.entry_words_save')}</SubmitButton>
                </FormActions>
              </Form>
            </Fold>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** How each credential is visible; the page of each has the form to change it. */
function Credentials({ credentials }: Data) {
  const { t } = useLanguage()
  return (
    <Section
      id="credentials"
      title={t('credential.profile_title')}
      lead={t('portfolio.credentials_lead')}
    >
      {credentials.length === 0 ? (
        <Quiet>{t('portfolio.credentials_none')}</Quiet>
      ) : (
        <CredentialList items={credentials} withVisibility />
      )}
    </Section>
  )
}

function Artefacts({ portfolio, personId, name }: Data) {
  const { t } = useLanguage()
  const { artefacts } = portfolio
  return (
    <Section
      id="artefacts"
      title={t('portfolio.artefacts_title')}
      lead={t('portfolio.artefacts_lead')}
      actions={
        <>
          <LinkButton href={`${here}/artefacts/new?kind=link`}>
            {t('portfolio.add_link')}
          </LinkButton>
          <LinkButton href={`${here}/artefacts/new?kind=file`}>
            {t('portfolio.add_file')}
          </LinkButton>
          <LinkButton href={`${here}/github`}>{t('portfolio.import_github')}</LinkButton>
        </>
      }
    >
      {artefacts.length === 0 ? (
        <Quiet>{t('portfolio.artefacts_none')}</Quiet>
      ) : (
        <ArtefactList
          artefacts={artefacts}
          owner={{ personId, name }}
          code={null}
          actions={(artefact) => (
            <Row gap={2}>
              <LinkButton href={`${here}/artefacts/${artefact.id}`} tone="bare">
                {t('common.edit')}
              </LinkButton>
              <Places
                intent="move-artefact"
                id={artefact.id}
                name={artefact.title}
                first={artefact.id === artefacts[0]?.id}
                last={artefact.id === artefacts.at(-1)?.id}
              />
              <ConfirmStep
                tone="quiet"
                label={t('common.remove')}
                sentence={t('portfolio.artefact_remove_sure')}
              >
                <ActionForm
                  intent="remove"
                  tone="danger"
                  label={t('common.remove')}
                  fields={{ id: artefact.id }}
                />
              </ConfirmStep>
            </Row>
          )}
        />
      )}
    </Section>
  )
}
