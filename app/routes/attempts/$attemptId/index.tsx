import { useActionData, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { FormState } from '~/components/forms/form'
import { QuizAttempt } from '~/components/learning/quiz-attempt'
import { Countdown } from '~/components/page/countdown'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Stack } from '~/components/page/section'
import { StatusChip, type StatusKind } from '~/components/page/status-chip'
import { Name } from '~/components/page/text'
import { act, type ServeArgs, serve } from '~/domain/identity/access.server'
import { capstonePage, kindOfAttempt } from '~/domain/learning/attempts/capstone-queries.server'
import { exercisePage } from '~/domain/learning/attempts/exercise-queries.server'
import { appealableAttemptStatuses } from '~/domain/learning/attempts/grading-states'
import { renderWork } from '~/domain/learning/attempts/render-work.server'
import { Refused } from '~/kernel/refusal'
import { actOnAttempt } from './_acts.server'
import { CapstoneAttempt } from './_capstone'
import { ExerciseAttempt } from './_exercise'
import { actOnQuiz, quizPage } from './_quiz.server'

async function exercise({ viewer, params, db }: ServeArgs<'person'>) {
  const page = await exercisePage(db, viewer, params.attemptId ?? '')
  // Not while somebody has a form before them.
  const followed = page.measuring && !page.file
  return {
    kind: 'exercise' as const,
    title: page.item.title,
    page,
    ...(followed ? { refreshSeconds: 5 } : {}),
  }
}

async function capstone({ viewer, params, db, at }: ServeArgs<'person'>) {
  const page = await capstonePage(db, viewer, params.attemptId ?? '', at)
  const html = page.may.edit ? null : await renderWork(page.work.words)
  return { kind: 'capstone' as const, title: page.item.title, page: { ...page, html } }
}

export const loader = serve('person', async (args) => {
  const { kind } = await kindOfAttempt(args.db, args.viewer, args.params.attemptId ?? '')
  switch (kind) {
    case 'quiz':
      return { kind, ...(await quizPage(args)) }
    case 'exercise':
      return exercise(args)
    case 'capstone':
      return capstone(args)
    default:
      throw new Refused('not_found')
  }
})

export const action = act('person', async (args) => {
  const { kind } = await kindOfAttempt(args.db, args.viewer, args.params.attemptId ?? '')
  if (kind === 'quiz') return actOnQuiz(args)
  if (kind === 'lesson') throw new Refused('not_found')
  return actOnAttempt(args, kind)
})

/** An attempt at a quiz, an exercise or a capstone, for the learner alone. */
export default function Attempt() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  if (data.kind === 'quiz') {
    const { quiz } = data
    const about = {
      slug: quiz.slug,
      track: quiz.trackTitle,
      itemKey: quiz.itemKey,
      title: quiz.title,
    }
    return (
      <Frame {...about} number={quiz.number}>
        <QuizAttempt attempt={quiz} state={state} />
      </Frame>
    )
  }
  const { attempt, item, track } = data.page
  return (
    <Frame
      slug={track.slug}
      track={track.title}
      itemKey={item.key}
      title={item.title}
      number={attempt.number}
      status={
        <AttemptStatus
          status={attempt.status}
          passed={attempt.passed}
          file={data.kind === 'exercise' ? data.page.file : null}
        />
      }
    >
      <ErrorNotice state={formless(state)} />
      {data.kind === 'exercise' ? (
        <ExerciseAttempt page={data.page} state={state} />
      ) : (
        <CapstoneAttempt page={data.page} state={state} />
      )}
    </Frame>
  )
}

/** What belongs to no field of the form that was sent is said above. */
function formless(state: FormState | undefined): FormState | null {
  const form = state?.errors?.form
  return form === undefined ? null : { errors: { form } }
}

function Frame(props: {
  slug: string
  track: string
  itemKey?: string
  title: string
  number: number
  status?: ReactNode
  children: ReactNode
}) {
  const { t } = useLanguage()
  const number = t('grading.attempt_number', { number: props.number })
  return (
    <Page
      width="reading"
      title={<Name>{props.title}</Name>}
      kicker={number}
      crumbs={[
        { href: `/tracks/${props.slug}`, label: props.track },
        { href: `/tracks/${props.slug}/${props.itemKey}`, label: props.title },
        { label: number },
      ]}
      status={props.status}
    >
      <Stack gap={6}>{props.children}</Stack>
    </Page>
  )
}

const chips: Record<string, StatusKind> = {
  open: 'your_turn',
  submitted: 'running',
  in_review: 'waiting',
  appealed: 'waiting',
  void: 'draft',
}

function AttemptStatus(props: {
  status: AttemptStatusName
  passed: boolean | null
  /** What the measurement waits for in a file. */
  file: { until: Date | null; ready: unknown } | null
}) {
  const { t } = useLanguage()
  const { status, passed, file } = props
  if (file) {
    return (
      <StatusChip
        kind="your_turn"
        sentence={
          <>
            {t(file.ready ? 'learning.wanted_confirm' : 'learning.wanted_file')}{' '}
            {file.until ? <Countdown until={file.until} label={t('grading.due_by')} /> : null}
          </>
        }
      />
    )
  }
  const kind = chips[status] ?? (passed ? 'met' : 'not_met')
  const result = passed ? t('grading.passed') : t('grading.not_passed')
  return (
    <StatusChip
      kind={kind}
      label={chips[status] ? t(`grading.status_${status}`) : result}
      sentence={t(
        appealableAttemptStatuses.includes(status) && passed
          ? 'grading.status_graded_passed_means'
          : `grading.status_${status}_means`,
      )}
    />
  )
}

type AttemptStatusName =
  | 'open'
  | 'submitted'
  | 'in_review'
  | 'graded'
  | 'appealed'
  | 'final'
  | 'void'
