import { useActionData, useLoaderData } from '@remix-run/react'
import { FileField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { discardDelivery, storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import {
  isNamedPicture,
  pictureBytes,
  pictureKind,
  pictureProblem,
} from '~/domain/learning/content/picture'
import { mediaTypeOf } from '~/domain/learning/versions/version-files.server'
import { addArtefact } from '~/domain/reputation/artefact.commands.server'
import { artefactForm, artefactLink } from '~/domain/reputation/forms.server'
import { ownPortfolio } from '~/domain/reputation/own-portfolio-queries.server'
import { plainFileName } from '~/kernel/file-name'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { ArtefactFields } from '../_artefact-fields'

export const handle = { title: 'portfolio.artefacts_title' }

const list = '/settings/portfolio'

export const loader = serve('person', async ({ viewer, db, url }) => ({
  entries: (await ownPortfolio(db, viewer)).entries.map(({ id, title }) => ({ id, title })),
  kind: url.searchParams.get('kind') === 'file' ? ('file' as const) : ('link' as const),
}))

export const action = act('person', (args) =>
  args.form.get('intent') === 'file' ? addFile(args) : addLink(args),
)

async function addLink({ viewer, form, at }: ActArgs<'person'>) {
  const parsed = parseForm(artefactForm.extend({ url: artefactLink }), form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const link = { ...parsed.value, kind: 'link' as const, by: viewer.personId, at }
  await inTransaction((tx) => addArtefact(tx, link))
  return redirectWith(`${list}#artefacts`, 'portfolio.toast_added')
}

/** A file lies in the store before its row is written, and is thrown away when none was. */
async function addFile({ viewer, form, at, t }: ActArgs<'person'>) {
  const parsed = parseForm(artefactForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const sent = form.getAll('file').filter((file): file is File => file instanceof File)
  const [file] = sent.filter(({ name }) => name !== '')
  if (!file) return invalid({ file: 'error.file_missing' })
  // What is larger than a picture may be is not read whole.
  const head = new Uint8Array(await file.slice(0, pictureBytes + 1).arrayBuffer())
  const isPicture = pictureKind(head) !== null
  const problem = isPicture || isNamedPicture(file.name) ? pictureProblem(file.name, head) : null
  if (problem)
    return invalid({ file: t(`authoring.${problem}`, { file: plainFileName(file.name) }) })
  const stored = await storeDelivery(sent, { most: 1, folder: 'portfolio' })
  if (!stored.ok) return invalid({ file: `portfolio.files_${stored.problem}` })
  const [kept] = stored.files
  if (!kept) return invalid({ file: 'error.file_missing' })
  const kind = isPicture ? ('picture' as const) : ('file' as const)
  const mediaType = isPicture ? (mediaTypeOf(file.name) ?? kept.mediaType) : kept.mediaType
  const artefact = { ...parsed.value, kind, file: { ...kept, mediaType }, by: viewer.personId, at }
  try {
    await inTransaction((tx) => addArtefact(tx, artefact))
  } catch (error) {
    await discardDelivery(stored.files)
    throw error
  }
  return redirectWith(`${list}#artefacts`, 'portfolio.toast_added')
}

export default function NewArtefact() {
  const { entries, kind } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const isFile = (state?.intent ?? kind) === 'file'
  const title = t(isFile ? 'portfolio.add_file' : 'portfolio.add_link')
  return (
    <Page
      title={title}
      width="form"
      crumbs={[{ href: list, label: t('portfolio.settings_title') }, { label: title }]}
    >
      <Form intent={isFile ? 'file' : 'link'} state={state} upload={isFile}>
        {isFile ? (
          <FileField
            name="file"
            label={t('portfolio.artefact_file')}
            help={t('portfolio.artefact_file_help')}
            required
          />
        ) : (
          <TextField
            name="url"
            type="url"
            label={t('portfolio.artefact_link')}
            help={t('portfolio.artefact_link_help')}
            required
            maxLength={500}
          />
        )}
        <ArtefactFields entries={entries} />
        <FormActions>
          <SubmitButton>{t('portfolio.artefact_add')}</SubmitButton>
        </FormActions>
      </Form>
    </Page>
  )
}
