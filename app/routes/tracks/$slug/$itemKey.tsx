import { useActionData, useLoaderData } from '@remix-run/react'
import { Form } from '~/components/forms/form'
import { LessonText, TrackWords } from '~/components/learning/lesson-text'
import { PackagePlayer } from '~/components/learning/package-player'
import { TrackOutline } from '~/components/learning/track-outline'
import { criterionFigure, criterionName } from '~/components/outcomes/criterion-figure'
import { Button, LinkButton, SubmitButton } from '~/components/page/button'
import { Fold } from '~/components/page/fold'
import { Icon } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { startAttempt } from '~/domain/learning/attempts/start-attempt.server'
import { finishLesson } from '~/domain/learning/enrolments/finish-lesson.server'
import { itemPage } from '~/domain/learning/enrolments/lesson-queries.server'
import { isId } from '~/kernel/ids'
import { inTransaction } from '~/platform/database.server'
import { localeFacts } from '~/platform/languages/locales'

/** Lessons are read; nothing on these pages needs a script. */
export const handle = { script: false }

export const loader = serve('anyone', async ({ viewer, params, db, at }) => {
  const { slug = '', itemKey = '' } = params
  const page = await itemPage(db, viewer, { slug, itemKey, at })
  if (!page.open) throw redirectWith(`/tracks/${slug}?locked=1#enrol`)
  return { ...page, signedIn: viewer !== null, title: page.item.title }
})

export const action = act('person', async ({ viewer, params, form, at }) => {
  const { slug = '', itemKey = '' } = params
  const by = viewer.personId
  switch (form.get('intent')) {
    case 'done': {
      const { completed, enrolmentId, nextKey } = await inTransaction((tx) =>
        finishLesson(tx, { trackSlug: slug, itemKey, by, at }),
      )
      if (completed) return redirectWith(`/learning/${enrolmentId}`, 'learning.toast_completed')
      return redirectWith(nextKey ? `/tracks/${slug}/${nextKey}` : `/learning/${enrolmentId}`)
    }
    case 'start': {
      const { attemptId } = await inTransaction((tx) =>
        startAttempt(tx, { personId: by, trackSlug: slug, itemKey, at }),
      )
      return redirectWith(isId('attempt', attemptId) ? `/attempts/${attemptId}` : '/learning')
    }
    default:
      return invalid({ form: 'refusal.form_invalid' })
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** The parts of a long lesson. */
function Contents({ headings, language }: Data) {
  const { t } = useLanguage()
  if (headings.length < 3) return null
  return (
    <nav aria-label={t('learning.contents')} className="border-y border-hairline py-3">
      <ol lang={language} dir={localeFacts[language].dir} className="m-0 grid list-none gap-1 p-0">
        {headings.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What is asked of an item that has to be passed. */
function Facts({ facts, attempts }: Data) {
  const language = useLanguage()
  const { t, percent, number } = language
  if (facts.kind === 'lesson') return null
  const tries = { term: t('learning.tries'), value: t('learning.tries_rule') }
  if (facts.kind === 'quiz') {
    return (
      <DescriptionList
        items={[
          { term: t('learning.questions'), value: number(facts.questions) },
          {
            term: t('learning.passes'),
            value: t('learning.passes_at', { share: percent(facts.passMark) }),
          },
          {
            term: t('learning.limit'),
            value: facts.limitMinutes
              ? t('learning.limit_minutes', { count: facts.limitMinutes })
              : t('learning.limit_none'),
          },
          tries,
        ]}
      />
    )
  }
  if (facts.kind === 'exercise') {
    const { criterion } = facts
    return (
      <DescriptionList
        items={[
          { term: t('learning.measured'), value: criterionName(language, criterion) },
          {
            term: t('learning.target'),
            value: criterionFigure(language, criterion, criterion.target),
          },
          { term: t('learning.sample'), value: number(criterion.sampleSize) },
          tries,
        ]}
      />
    )
  }
  return (
    <Section title={t('learning.deliverables')} level={3}>
      <ul className="m-0 grid gap-1 ps-5">
        {facts.deliverables.map((sentence) => (
          <li key={sentence} className="list-disc">
            <Name>{sentence}</Name>
          </li>
        ))}
      </ul>
      <Quiet>{t('learning.passes_at', { share: percent(facts.passMark) })}</Quiet>
      <Quiet>{attempts ? t('learning.tries_rule') : null}</Quiet>
    </Section>
  )
}

function Past({ attempts }: Data) {
  const { t, dateTime, number } = useLanguage()
  if (!attempts || attempts.past.length === 0) return null
  return (
    <Section title={t('learning.attempts')} level={3}>
      <ol className="m-0 grid list-none border-t border-hairline p-0">
        {attempts.past.map((one, index) => (
          <li
            key={one.attemptId}
            className="flex flex-wrap justify-between gap-x-6 gap-y-1 border-b border-hairline py-2"
          >
            <a href={`/attempts/${one.attemptId}`}>
              {t('learning.attempt_number', { number: number(index + 1) })}
            </a>
            <span className="text-sm text-quiet">{dateTime(one.submittedAt ?? one.startedAt)}</span>
            <span className={one.passed ? 'text-met' : ''}>
              {one.passed === null
                ? t(`learning.attempt_${one.status}`)
                : t(one.passed ? 'learning.passed' : 'learning.not_passed')}
              {one.points === null || one.maxPoints === null
                ? ''
                : ` · ${number(one.points)} / ${number(one.maxPoints)}`}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Whether another attempt can begin, or what stands in the way and until when. */
function Start(data: Data) {
  const { attempts } = data
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  if (!attempts) return null
  const { next } = attempts
  if (next.possible) {
    return (
      <Form intent="start" state={state}>
        <SubmitButton note={t('learning.start_note', { count: next.left })}>
          {t(`learning.start_${data.item.kind === 'lesson' ? 'quiz' : data.item.kind}`)}
        </SubmitButton>
      </Form>
    )
  }
  if (next.reason === 'too_soon') {
    return (
      <Notice tone="turn">
        {t('learning.attempt_from', { when: dateTime(next.from), count: next.left })}
      </Notice>
    )
  }
  if (next.reason === 'passed') return <Notice tone="met">{t('learning.item_passed')}</Notice>
  if (next.reason === 'unfinished') {
    const open = attempts.past.at(-1)
    return (
      <LinkButton href={open ? `/attempts/${open.attemptId}` : '/learning'} tone="primary">
        {t('learning.to_attempt')}
      </LinkButton>
    )
  }
  if (data.item.kind !== 'exercise') return <Notice>{t('learning.attempts_used')}</Notice>
  return (
    <Notice>
      <p>
        {t(attempts.elsewhere ? 'learning.attempts_used_elsewhere' : 'learning.attempts_used_rows')}
      </p>
      <p>{t('learning.attempts_used_next')}</p>
    </Notice>
  )
}

function Steps(data: Data) {
  const { slug, back, next, enrolled, item, signedIn } = data
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const words = (text: string) => <TrackWords text={text} language={data.language} />
  return (
    <nav
      aria-label={t('learning.steps')}
      className="no-print grid items-start gap-4 border-t border-hairline pt-6 sm:grid-cols-2"
    >
      {back ? (
        <a
          href={`/tracks/${slug}/${back.key}`}
          rel="prev"
          className="flex min-h-11 items-center gap-2"
        >
          <span aria-hidden="true" className="rtl:-scale-x-100">
            ◂
          </span>
          <span>
            <span className="sr-only">{t('learning.back')}: </span>
            {words(back.title)}
          </span>
        </a>
      ) : (
        <a href={`/tracks/${slug}`} className="flex min-h-11 items-center">
          {t('learning.to_track')}
        </a>
      )}
      <div className="grid justify-items-start gap-2 sm:justify-items-end">
        {enrolled && item.kind === 'lesson' ? (
          <Form intent="done" state={state} bare>
            <Button icon={item.doneAt ? undefined : 'tick'}>
              {t(
                item.doneAt ? 'learning.next' : next ? 'learning.done_next' : 'learning.done_last',
              )}
            </Button>
          </Form>
        ) : null}
        {!enrolled && data.isOpen ? (
          <LinkButton href={`/tracks/${slug}#enrol`} tone="primary">
            {t(signedIn ? 'learning.enrol_to_go_on' : 'learning.enrol_to_go_on')}
          </LinkButton>
        ) : null}
        {next && (enrolled || !data.isOpen) ? (
          <a
            href={`/tracks/${slug}/${next.key}`}
            rel="next"
            className="flex min-h-11 items-center gap-2 text-sm"
          >
            <span>
              <span className="sr-only">{t('learning.next')}: </span>
              {words(next.title)}
            </span>
            <Icon name="arrow" size={16} />
          </a>
        ) : null}
      </div>
    </nav>
  )
}

export default function Item() {
  const data = useLoaderData<typeof loader>()
  const { slug, item, trackTitle, course, language, number: place, of, courses, enrolled } = data
  const reader = useLanguage()
  const { t, number } = reader
  const words = (text: string) => <TrackWords text={text} language={language} />
  return (
    <Page
      width="reading"
      title={words(item.title)}
      kicker={
        <span className="flex flex-wrap gap-x-4">
          <span>{t('learning.place', { place: number(place), of: number(of) })}</span>
          <span>{studyTime(reader, item.minutes)}</span>
          {item.kind === 'lesson' ? null : <span>{t(`learning.kind_${item.kind}`)}</span>}
          {item.doneAt ? <span className="text-met">{t('learning.done')}</span> : null}
        </span>
      }
      crumbs={[
        { href: '/tracks', label: t('learning.tracks_title') },
        { href: `/tracks/${slug}`, label: words(trackTitle) },
        { label: words(course) },
      ]}
    >
      <div className="grid min-w-0 gap-8">
        <Contents {...data} />
        {data.completed ? (
          <Notice tone="met">
            <p>{t('learning.track_done')}</p>
            <p>
              <TextLink href={`/learning/${data.completed}`}>
                {t('learning.track_done_open')}
              </TextLink>
            </p>
          </Notice>
        ) : null}
        {data.html ? <LessonText html={data.html} language={language} /> : null}
        {data.plays ? (
          <PackagePlayer
            {...data.plays}
            title={item.title}
            language={language}
            reportTo={`/tracks/${slug}/${item.key}/report`}
          />
        ) : null}
        <Facts {...data} />
        <Past {...data} />
        <Start {...data} />
        <Steps {...data} />
        <Fold label={t('learning.all_items')}>
          <TrackOutline
            slug={slug}
            language={language}
            courses={courses}
            current={item.key}
            brief
            opens={(key) => enrolled || !data.isOpen || key === item.key}
          />
        </Fold>
      </div>
    </Page>
  )
}
