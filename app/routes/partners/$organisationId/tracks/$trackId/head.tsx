import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { MarkdownHelp } from '~/components/forms/markdown-field'
import { TextDifference } from '~/components/forms/text-difference'
import { TrackHeadFields } from '~/components/learning/track-head-fields'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { versionDifference } from '~/domain/learning/content/version-difference'
import { type DraftPage, draftPage } from '~/domain/learning/versions/author-queries.server'
import { readHead } from '~/domain/learning/versions/authoring-forms.server'
import { saveHead } from '~/domain/learning/versions/save-head.server'
import { decimalString, isCurrency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { typedValues } from '~/platform/forms.server'
import { ofTrack, trackPath } from './_paths'

export const handle = { title: 'authoring.head' }

/** What stands in the fields before anybody types. */
function defaultsOf({ content }: DraftPage) {
  const { title, summary, description, licence, hours, leadsFrom, price, slug } = content
  const currency = price && isCurrency(price.currency) ? price.currency : 'USD'
  return {
    ...{ title, summary, description, licence, hours: String(hours), slug, currency },
    leadsFrom: leadsFrom.join(', '),
    translationOf: content.translationOf ?? '',
    price: price ? decimalString({ currency, amountMinor: BigInt(price.amountMinor) }) : '',
    needsTracks: content.prerequisites
      .flatMap((needed) => (needed.kind === 'track' ? [needed.slug] : []))
      .join(', '),
  }
}

export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await draftPage(db, viewer, ofTrack(params))
  if (!page.editable) throw new Refused(page.partner.mayWrite ? 'version_closed' : 'not_found')
  const { content } = page
  return {
    partner: page.partner,
    trackTitle: content.title,
    path: trackPath(params),
    seen: page.seen,
    addressFixed: page.addressFixed,
    defaults: defaultsOf(page),
    values: {
      skills: content.skills,
      roles: content.roles,
      language: content.language,
      prerequisites: content.prerequisites.flatMap((needed) =>
        needed.kind === 'skill' ? [{ skill: needed.skillId, level: String(needed.level) }] : [],
      ),
    },
  }
})

export const action = act('person', async ({ viewer, form, params, db }) => {
  const page = await draftPage(db, viewer, ofTrack(params))
  if (!page.editable) throw new Refused('version_closed')
  const parsed = readHead(form, page.slug)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const seen = String(form.get('seen') ?? '')
  const given = { versionId: page.version.id, seen, head: parsed.value, by: viewer.personId }
  try {
    await inTransaction((tx) => saveHead(tx, given))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'slug_taken') return invalid({ slug: 'refusal.slug_taken' })
    if (error.code !== 'changed_meanwhile') throw error
    const { courses } = page.content
    const conflict = versionDifference(page.content, { ...parsed.value, courses }).head
    return data({ errors: {}, values: typedValues(form), conflict }, { status: 409 })
  }
  return redirectWith(trackPath(params), 'common.saved')
})

export default function EditHead() {
  const page = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
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
      {conflict ? (
        <Section title={t('authoring.conflict_title')}>
          <Notice tone="turn">{t('authoring.conflict_head')}</Notice>
          {conflict.map(({ field, before, after }) => (
            <Section key={field} level={3} title={t(`authoring.head_${field}`)}>
              <TextDifference earlier={before} later={after} label={t(`authoring.head_${field}`)} />
            </Section>
          ))}
          <Quiet>{t('authoring.conflict_signs')}</Quiet>
        </Section>
      ) : null}
      <Form state={state} intent="head" defaults={page.defaults} upload>
        <HiddenField name="seen" value={page.seen} />
        <TrackHeadFields values={page.values} addressFixed={page.addressFixed} />
        <FormActions>
          <SubmitButton>{t('authoring.save')}</SubmitButton>
        </FormActions>
      </Form>
      <MarkdownHelp />
    </Page>
  )
}
