import { useActionData, useLoaderData } from '@remix-run/react'
import { CheckboxGroup, FileField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name } from '~/components/page/text'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { readOwnRepositories } from '~/domain/reputation/adapters/github.server'
import { mostExportBytes, readExport } from '~/domain/reputation/adapters/github-export.server'
import { accessTokenForm } from '~/domain/reputation/forms.server'
import {
  keepRepositories,
  showRepositories,
  waitingRepositories,
} from '~/domain/reputation/repositories.commands.server'
import type { Repository, RepositoryOrigin } from '~/domain/reputation/repository'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { countAttempt } from '~/platform/limits.server'

export const handle = { title: 'portfolio.github_title' }

const list = '/settings/portfolio'
const here = `${list}/github`
/** Each reading asks another site, or unpacks what somebody sent. */
const limit = { points: 20, perSeconds: 3_600 }

export const loader = serve('person', async ({ viewer, db }) => ({
  waiting: (await waitingRepositories(db, viewer))?.repositories ?? null,
}))

export const action = act('person', async (args) => {
  const { viewer, form, db, at } = args
  if (form.get('intent') === 'choose') {
    const urls = form.getAll('repositories[]').map(String)
    await inTransaction((tx) => showRepositories(tx, { by: viewer.personId, urls, at }))
    return redirectWith(
      `${list}#artefacts`,
      urls.length > 0 ? 'portfolio.toast_repositories' : null,
    )
  }
  await countAttempt(db, `repositories:${viewer.personId}`, limit)
  return form.get('intent') === 'token' ? readWithToken(args) : readFile(args)
})

async function readWithToken({ viewer, form, at }: ActArgs<'person'>) {
  const parsed = parseForm(accessTokenForm, form)
  if (!parsed.ok) return invalid(parsed.errors, {})
  const answer = await readOwnRepositories(parsed.value.accessToken)
  if (!answer.ok) return invalid({ accessToken: `portfolio.github_${answer.problem}` }, {})
  return keep(viewer.personId, 'api', answer.repositories, at, 'accessToken')
}

async function readFile({ viewer, form, at }: ActArgs<'person'>) {
  const file = form.get('file')
  if (!(file instanceof File) || file.name === '') return invalid({ file: 'error.file_missing' })
  const bytes = new Uint8Array(await file.slice(0, mostExportBytes + 1).arrayBuffer())
  const answer = await readExport(bytes)
  if (!answer.ok) return invalid({ file: `portfolio.export_${answer.problem}` })
  return keep(viewer.personId, 'export', answer.repositories, at, 'file')
}

async function keep(
  by: string,
  origin: RepositoryOrigin,
  repositories: readonly Repository[],
  at: Date,
  field: string,
) {
  if (repositories.length === 0) return invalid({ [field]: 'portfolio.repositories_none' }, {})
  await inTransaction((tx) => keepRepositories(tx, { by, origin, repositories, at }))
  return redirectWith(`${here}#choose`)
}

export default function Github() {
  const { waiting } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('portfolio.github_title')}
      lead={t('portfolio.github_lead')}
      width="reading"
      crumbs={[
        { href: list, label: t('portfolio.settings_title') },
        { label: t('portfolio.github_title') },
      ]}
    >
      {waiting ? <Choice repositories={waiting} /> : null}
      <Section title={t('portfolio.token_title')} lead={t('portfolio.token_lead')}>
        <Form intent="token" state={state}>
          <TextField
            name="accessToken"
            type="password"
            label={t('portfolio.token')}
            help={t('portfolio.token_help')}
            required
            maxLength={255}
            autoComplete="off"
            dir="ltr"
          />
          <FormActions>
            <SubmitButton tone={waiting ? 'quiet' : 'primary'}>
              {t('portfolio.token_read')}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Section title={t('portfolio.export_title')} lead={t('portfolio.export_lead')}>
        <Form intent="file" state={state} upload>
          <FileField
            name="file"
            label={t('portfolio.export_file')}
            help={t('portfolio.export_file_help')}
            accept=".json,.gz,.tgz"
            required
          />
          <FormActions>
            <SubmitButton tone="quiet">{t('portfolio.export_read')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  )
}

/** The repositories that were read, to choose from. */
function Choice({ repositories }: { repositories: readonly Repository[] }) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Section
      id="choose"
      title={t('portfolio.choose_title')}
      lead={t('portfolio.choose_lead', { count: repositories.length })}
    >
      <Form intent="choose" state={state}>
        <CheckboxGroup
          name="repositories[]"
          label={t('portfolio.choose_title')}
          hideLabel
          options={repositories.map(({ url, name, description, language, stars }) => ({
            value: url,
            label: <Name>{name}</Name>,
            help: [
              description,
              language,
              stars === null ? '' : t('portfolio.repository_stars', { count: stars }),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('portfolio.choose_submit')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
