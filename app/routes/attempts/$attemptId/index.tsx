import { useActionData, useLoaderData } from '@remix-run/react'
import { useLanguage } from '~/components/language'
import { TrackWords } from '~/components/lesson-text'
import { Page } from '~/components/page'
import { QuizAttempt } from '~/components/quiz-attempt'
import { act, serve } from '~/domain/identity/access.server'
import { actOnQuiz, quizPage } from './_quiz.server'

export const loader = serve('person', quizPage)
export const action = act('person', actOnQuiz)

/** An attempt at a quiz. */
export default function Attempt() {
  const { quiz } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, number } = useLanguage()
  return (
    <Page
      width="reading"
      title={<TrackWords text={quiz.title} language={quiz.language} />}
      kicker={t('learning.attempt_number', { number: number(quiz.number) })}
      crumbs={[
        { href: `/tracks/${quiz.slug}`, label: quiz.trackTitle },
        { href: `/tracks/${quiz.slug}/${quiz.itemKey}`, label: quiz.title },
        { label: t('learning.attempt_number', { number: number(quiz.number) }) },
      ]}
    >
      <QuizAttempt attempt={quiz} state={state} />
    </Page>
  )
}
