import { useActionData, useLoaderData } from '@remix-run/react'
import { FileField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { PictureList } from '~/components/forms/picture-list'
import { ActionForm, ConfirmStep, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { isPicture, pictureBytes, pictureProblem } from '~/domain/learning/content/picture'
import { draftPage } from '~/domain/learning/versions/author-queries.server'
import { addPicture, removePicture } from '~/domain/learning/versions/draft-files.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import type { Translate } from '~/platform/languages/translator'
import { ofTrack, trackPath } from '../_paths'

export const handle = { title: 'authoring.pictures' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await draftPage(db, viewer, ofTrack(params))
  return {
    partner: page.partner,
    trackTitle: page.content.title,
    path: trackPath(params),
    editable: page.editable,
    versionId: page.version.id,
    pictures: page.files.filter(isPicture).map(({ path, mediaType }) => ({ path, mediaType })),
  }
})

export const action = act('person', async ({ viewer, form, params, db, t }) => {
  const page = await draftPage(db, viewer, ofTrack(params))
  if (!page.editable) throw new Refused('version_closed')
  const of = { versionId: page.version.id, by: viewer.personId }
  const here = `${trackPath(params)}/files`
  if (form.get('intent') === 'remove') {
    const path = String(form.get('path') ?? '')
    await inTransaction((tx) => removePicture(tx, { ...of, path }))
    return redirectWith(here, 'authoring.picture_removed')
  }
  const given = form.getAll('file').filter((file): file is File => file instanceof File)
  const files = given.filter(({ name }) => name !== '').slice(0, 20)
  if (files.length === 0) return invalid({ file: 'error.file_missing' })
  const pictures = await Promise.all(files.map(readPicture))
  const refused = pictures.flatMap(({ fileName, bytes }) => wrongWith(t, fileName, bytes))
  if (refused.length > 0) return invalid({ file: refused.join(' ') })
  await inTransaction(async (tx) => {
    for (const picture of pictures) await addPicture(tx, { ...of, ...picture })
  })
  return redirectWith(here, 'authoring.picture_added')
})

/** What is larger than a picture may be is not read whole. */
async function readPicture(file: File) {
  const bytes = new Uint8Array(await file.slice(0, pictureBytes + 1).arrayBuffer())
  return { fileName: file.name, bytes }
}

function wrongWith(t: Translate, file: string, bytes: Uint8Array): string[] {
  const problem = pictureProblem(file, bytes)
  return problem ? [t(`authoring.${problem}`, { file })] : []
}

export default function Pictures() {
  const page = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('authoring.pictures')}
      lead={t('authoring.pictures_lead')}
      width="reading"
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: page.path, label: page.trackTitle },
        { label: t('authoring.pictures') },
      ]}
    >
      <ErrorNotice state={state?.intent === 'remove' ? state : null} />
      <PictureList
        versionId={page.versionId}
        pictures={page.pictures}
        acts={
          page.editable
            ? ({ path }) => (
                <ConfirmStep
                  tone="quiet"
                  label={t('common.remove')}
                  sentence={t('authoring.picture_remove_sure')}
                >
                  <ActionForm
                    intent="remove"
                    tone="danger"
                    label={t('common.remove')}
                    fields={{ path }}
                  />
                </ConfirmStep>
              )
            : undefined
        }
      />
      {page.editable ? (
        <Section title={t('authoring.pictures_add')}>
          <Form intent="add" state={state} upload>
            <FileField
              name="file"
              label={t('authoring.picture_file')}
              help={t('authoring.picture_file_help')}
              accept=".png,.jpg,.jpeg,.gif,.webp,.svg,image/*"
              multiple
              required
            />
            <FormActions>
              <SubmitButton note={t('authoring.picture_alt_note')}>
                {t('authoring.pictures_send')}
              </SubmitButton>
            </FormActions>
          </Form>
        </Section>
      ) : null}
    </Page>
  )
}
