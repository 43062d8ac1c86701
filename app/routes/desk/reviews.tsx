import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { reviewerForm } from '~/domain/learning/reviews/grading-forms.server'
import { markingDesk } from '~/domain/learning/reviews/marking-queries.server'
import { nameReviewer } from '~/domain/learning/reviews/name-reviewer.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'

export const handle = { title: 'grading.desk_title' satisfies MessageKey }

export const loader = serve('operator', async ({ viewer, db }) => markingDesk(db, viewer))

export const action = act('operator', async ({ viewer, form, at }) => {
  const parsed = parseForm(reviewerForm, form)
  const of = String(form.get('attemptId') ?? '')
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, of)
  try {
    await inTransaction((tx) => nameReviewer(tx, { ...parsed.value, by: viewer.personId, at }))
  } catch (error) {
    const unfit =
      error instanceof Refused &&
      (error.code === 'reviewer_unknown' || error.code === 'reviewer_has_tie')
    if (!unfit) throw error
    return invalid({ email: `refusal.${error.code}` }, { email: parsed.value.email }, of)
  }
  return redirectWith('/desk/reviews', 'grading.toast_named')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Missing({ row }: { row: Data['missing'][number] }) {
  const sent = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const state = sent?.intent === row.attemptId ? { ...sent, intent: undefined } : null
  return (
    <article className="grid gap-3 border-t border-hairline pt-4">
      <div>
        <h3 className="text-base">
          <Name>{row.title}</Name>
        </h3>
        <Quiet>
          <Name>{row.track}</Name> · {t('grading.learner', { code: row.learner })}
          {row.since ? ` · ${t('grading.since', { date: date(row.since) })}` : null}
        </Quiet>
      </div>
      <Form state={state}>
        <HiddenField name="attemptId" value={row.attemptId} />
        <TextField
          name="email"
          type="email"
          label={t('grading.reviewer_email')}
          help={t('grading.reviewer_email_help')}
          width="medium"
          required
        />
        <FormActions>
          <SubmitButton tone="quiet" note={t('grading.name_note')}>
            {t('grading.name')}
          </SubmitButton>
        </FormActions>
      </Form>
    </article>
  )
}

/** Works that the partner has too few reviewers for, and appeals that wait. */
export default function DeskReviews() {
  const { missing, appeals } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  return (
    <Page title={t('grading.desk_title')} lead={t('grading.desk_lead')}>
      <DeskTabs current="/desk/reviews" />
      <Stack gap={7}>
        <Section title={t('grading.missing')}>
          {missing.length === 0 ? (
            <EmptyState title={t('grading.none_missing')} body={t('grading.none_missing_body')} />
          ) : (
            <Stack gap={5}>
              {missing.map((row) => (
                <Missing key={row.attemptId} row={row} />
              ))}
            </Stack>
          )}
        </Section>
        <Section title={t('grading.appeals')}>
          {appeals.length === 0 ? (
            <Quiet>{t('grading.no_appeals')}</Quiet>
          ) : (
            <LinkList
              items={appeals.map((row) => ({
                id: row.attemptId,
                href: `/reviewing/appeals/${row.attemptId}`,
                title: <Name>{row.title}</Name>,
                body: <Name>{row.track}</Name>,
                meta: <span>{t('grading.since', { date: date(row.since) })}</span>,
              }))}
            />
          )}
        </Section>
      </Stack>
    </Page>
  )
}
