import { useActionData, useLoaderData } from '@remix-run/react'
import { Form, FormActions } from '~/components/forms/form'
import { ItemPreview } from '~/components/learning/item-preview'
import { QuizQuestions } from '~/components/learning/quiz-trial'
import { SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { act, serve } from '~/domain/identity/access.server'
import { itemPage } from '~/domain/learning/versions/item-queries.server'
import { Refused } from '~/kernel/refusal'
import { itemPath, ofItem, previewed } from './_editor.server'

export const handle = { title: 'authoring.try', script: false }

/** A quiz as a learner meets it. Nothing is kept and nothing counts. */
export const loader = serve('person', async ({ viewer, params, db }) => {
  const page = await itemPage(db, viewer, ofItem(params))
  const { item } = page
  if (item.kind !== 'quiz') throw new Refused('not_found')
  const rendered = await previewed(page, item)
  if (rendered.kind !== 'quiz') throw new Refused('not_found')
  const shown = item.quiz.questions.map((question) => ({
    key: question.key,
    kind: question.kind,
    points: question.points,
    unit: question.kind === 'numeric' ? question.unit : '',
    parts: question.kind === 'ordering' ? question.parts.length : 0,
  }))
  return {
    partner: page.partner,
    trackId: page.trackId,
    trackTitle: page.content.title,
    itemTitle: item.title,
    path: itemPath(params),
    language: page.content.language,
    shown,
    rendered,
  }
})

export const action = act('person', async ({ viewer, params, db }) => {
  const page = await itemPage(db, viewer, ofItem(params))
  if (page.item.kind !== 'quiz') throw new Refused('not_found')
  return { errors: {}, item: page.item, rendered: await previewed(page, page.item) }
})

export default function TryQuiz() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  const answered = sent && 'rendered' in sent ? sent : null
  return (
    <Page
      title={t('authoring.try_title', { title: page.itemTitle })}
      lead={t('authoring.try_lead')}
      width="reading"
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: `/partners/${page.partner.id}/tracks/${page.trackId}`, label: page.trackTitle },
        { href: page.path, label: page.itemTitle },
        { label: t('authoring.try') },
      ]}
    >
      {answered ? (
        <>
          <Notice>{t('authoring.try_after')}</Notice>
          <ItemPreview
            item={answered.item}
            rendered={answered.rendered}
            language={page.language}
            answers
          />
        </>
      ) : (
        <Form intent="try" state={null}>
          <QuizQuestions shown={page.shown} rendered={page.rendered} language={page.language} />
          <FormActions>
            <SubmitButton note={t('authoring.try_note')}>{t('authoring.try_done')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </Page>
  )
}
