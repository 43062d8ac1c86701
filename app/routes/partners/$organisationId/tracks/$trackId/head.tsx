import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { MarkdownHelp } from '~/components/forms/markdown-field'
import { TextDifference } from '~/components/forms/text-difference'
import { TrackHeadFields } from '~/components/learning/track-head-fields'
import { ActionForm, SubmitButton } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { namedTracks, neededTracks } from '~/domain/learning/content/check-links'
import {
  headDifference,
  type VersionDifference,
} from '~/domain/learning/content/version-difference'
import { type HeadPage, headPage } from '~/domain/learning/versions/author-queries.server'
import { readHead } from '~/domain/learning/versions/authoring-forms.server'
import { bringHeadBack, saveHead } from '~/domain/learning/versions/save-head.server'
import { decimalString, isCurrency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'
import { ofTrack, trackPath } from './_paths'

export const handle = { title: 'authoring.head' }

/** What stands in the fields before anybody types. */
function defaultsOf({ content }: HeadPage) {
  const { title, summary, description, licence, hours, price, slug } = content
  const currency = price && isCurrency(price.currency) ? price.currency : 'USD'
  return {
    ...{ title, summary, description, licence, hours: String(hours), slug, currency },
    price: price ? decimalString({ currency, amountMinor: BigInt(price.amountMinor) }) : '',
  }
}

export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await headPage(db, viewer, ofTrack(params))
  if (!page.editable) throw new Refused(page.partner.mayWrite ? 'version_closed' : 'not_found')
  const { content, earlier } = page
  const { skills, roles, language, leadsFrom } = content
  return {
    partner: page.partner,
    trackTitle: content.title,
    path: trackPath(params),
    seen: page.seen,
    addressFixed: page.addressFixed,
    others: page.others,
    saved: { by: page.savedBy, byMe: page.savedByMe, at: page.savedAt },
    defaults: defaultsOf(page),
    values: {
      ...{ skills, roles, language, leadsFrom, tracks: neededTracks(content) },
      translationOf: content.translationOf ?? '',
      prerequisites: content.prerequisites.flatMap((needed) =>
        needed.kind === 'skill' ? [{ skill: needed.skillId, level: String(needed.level) }] : [],
      ),
    },
    earlier: earlier.map(({ id, head, savedAt, savedBy }, at) => ({
      ...{ id, savedAt, savedBy: savedBy ?? '' },
      changed: headDifference(head, earlier[at - 1]?.head ?? content),
    })),
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const page = await headPage(db, viewer, ofTrack(params))
  if (!page.editable) throw new Refused('version_closed')
  const seen = String(form.get('seen') ?? '')
  const draft = { versionId: page.version.id, seen, by: viewer.personId, at }
  if (form.get('intent') === 'bring-back') {
    const replacedId = Number(form.get('replaced'))
    if (!Number.isSafeInteger(replacedId)) throw new Refused('form_invalid')
    await inTransaction((tx) => bringHeadBack(tx, { ...draft, replacedId }))
    return redirectWith(trackPath(params), 'authoring.brought_back')
  }
  const { content, others, slug } = page
  const tracks = new Set([...others.map((one) => one.slug), ...namedTracks(content)])
  const parsed = readHead(form, { slug, tracks })
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  try {
    await inTransaction((tx) => saveHead(tx, { ...draft, head: parsed.value }))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'slug_taken') return invalid({ slug: 'refusal.slug_taken' })
    if (error.code !== 'changed_meanwhile') throw error
    const conflict = headDifference(content, parsed.value)
    const values = typedValues(form)
    return data({ intent: 'head', errors: {}, values, conflict }, { status: 409 })
  }
  return redirectWith(trackPath(params), 'common.saved')
})

export default function EditHead() {
  const page = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const { saved } = page
  const conflict = state && 'conflict' in state ? state.conflict : null
  return (
    <Page
      title={t('authoring.head')}
      width="form"
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: page.path, label: page.trackTitle },
        { label: t('authoring.head') },
      ]}
    >
      {state?.intent === 'bring-back' ? <ErrorNotice state={state} /> : null}
      {conflict ? (
        <Section
          title={t(saved.byMe ? 'authoring.conflict_own_title' : 'authoring.conflict_title')}
        >
          <div role="alert" tabIndex={-1} data-focus="">
            <Notice tone="turn">
              {saved.byMe
                ? t('authoring.conflict_head_own')
                : t('authoring.conflict_head', {
                    name: saved.by,
                    date: saved.at ? dateTime(saved.at) : '',
                  })}
            </Notice>
          </div>
          <Differences changed={conflict} />
          <Quiet>{t('authoring.conflict_signs')}</Quiet>
        </Section>
      ) : null}
      <Form
        state={state}
        intent="head"
        defaults={page.defaults}
        unsaved={state?.values !== undefined}
        upload
      >
        <HiddenField name="seen" value={page.seen} />
        <TrackHeadFields
          values={page.values}
          others={page.others}
          addressFixed={page.addressFixed}
          sent={state?.values}
        />
        <FormActions>
          <SubmitButton>{t('authoring.save')}</SubmitButton>
        </FormActions>
      </Form>
      <MarkdownHelp />
      {page.earlier.length > 0 ? (
        <Fold label={t('authoring.history')}>
          {page.earlier.map(({ id, savedBy, savedAt, changed }) => (
            <Stack key={id} gap={3}>
              <Quiet>
                {t('authoring.head_replaced', { name: savedBy, date: dateTime(savedAt) })}
              </Quiet>
              <Differences changed={changed} />
              <ActionForm
                intent="bring-back"
                tone="quiet"
                label={t('authoring.bring_back')}
                fields={{ replaced: String(id), seen: page.seen }}
              />
            </Stack>
          ))}
        </Fold>
      ) : null}
    </Page>
  )
}

function Differences({ changed }: { changed: VersionDifference['head'] }) {
  const { t } = useLanguage()
  return changed.map(({ field, before, after }) => (
    <Section key={field} level={3} title={t(`authoring.head_${field}`)}>
      <TextDifference earlier={before} later={after} label={t(`authoring.head_${field}`)} />
    </Section>
  ))
}
