import { useLoaderData } from '@remix-run/react'
import { ReminderSwitch } from '~/components/forms/reminder-switch'
import { LinkButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Progress } from '~/components/page/progress'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { TurnList } from '~/components/page/turn-list'
import { act, serve } from '~/domain/identity/access.server'
import { myLearning } from '~/domain/learning/enrolments/learner-queries.server'
import type { MessageKey } from '~/platform/languages/keys'
import { changeReminders } from './_reminders.server'

export const handle = { title: 'learning.title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db, at }) => myLearning(db, viewer, at))

export const action = act('person', (args) => changeReminders(args, '/learning'))

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Row = Data['tracks'][number]

function TrackRow({ row }: { row: Row }) {
  const { t, date } = useLanguage()
  return (
    <article className="grid min-w-0 gap-3 border-t border-hairline pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="text-base font-semibold">
          <TextLink href={`/learning/${row.enrolmentId}`}>
            <Name>{row.title}</Name>
          </TextLink>
        </h3>
        <Quiet as="span">
          <Name>{row.partner}</Name>
        </Quiet>
      </div>
      {row.state === 'waiting' ? (
        <Quiet>{t('learning.waits_for_money')}</Quiet>
      ) : (
        <Progress value={row.done} max={row.items} label={t('learning.items_done')} />
      )}
      {row.nextDate && row.state === 'active' ? (
        <p className="text-sm">
          <Name>{row.nextDate.title}</Name> · <Countdown until={row.nextDate.startsAt} />
        </p>
      ) : null}
      {row.newer ? <Quiet>{t('learning.newer')}</Quiet> : null}
      <div className="flex flex-wrap gap-3">
        {row.resume && row.state === 'active' ? (
          <LinkButton href={row.resume.href} tone="primary">
            {t(row.begun ? 'learning.resume' : 'learning.begin')}
          </LinkButton>
        ) : null}
        <LinkButton href={`/learning/${row.enrolmentId}`}>
          {t(row.state === 'waiting' ? 'learning.to_payment' : 'learning.manage')}
        </LinkButton>
      </div>
      {row.resume && row.state === 'active' ? (
        <Quiet>
          {t('learning.resume_with')} <Name>{row.resume.title}</Name>
        </Quiet>
      ) : null}
      {row.completedAt ? (
        <p className="text-met">{t('learning.completed_on', { date: date(row.completedAt) })}</p>
      ) : null}
    </article>
  )
}

function Attempts({ attempts }: Data) {
  const { t } = useLanguage()
  if (attempts.length === 0) return null
  return (
    <Section title={t('learning.open_attempts')}>
      <TurnList
        items={attempts.map((one) => ({
          id: one.attemptId,
          href: `/attempts/${one.attemptId}`,
          title: <Name>{one.title}</Name>,
          sentence: `${t(`learning.kind_${one.kind === 'lesson' ? 'quiz' : one.kind}`)} · ${t(one.wanted ? `learning.wanted_${one.wanted}` : `learning.attempt_${one.status}`)}`,
          ...(one.dueAt ? { until: one.dueAt } : {}),
        }))}
      />
    </Section>
  )
}

export default function Learning() {
  const data = useLoaderData<typeof loader>()
  const { tracks, reminders } = data
  const { t } = useLanguage()
  const groups = [
    [
      'learning.group_running',
      tracks.filter(({ state }) => state === 'active' || state === 'waiting'),
    ],
    ['learning.group_completed', tracks.filter(({ state }) => state === 'completed')],
    ['learning.group_left', tracks.filter(({ state }) => state === 'left')],
  ] as const
  return (
    <Page
      title={t('learning.title')}
      lead={t('learning.lead')}
      width="reading"
      actions={<LinkButton href="/tracks">{t('learning.tracks_title')}</LinkButton>}
    >
      <Attempts {...data} />
      {tracks.length === 0 ? (
        <EmptyState
          title={t('learning.none_title')}
          body={t('learning.none_body')}
          action={{ href: '/tracks', label: t('learning.none_action') }}
        />
      ) : (
        groups.map(([key, rows]) =>
          rows.length === 0 ? null : (
            <Section key={key} title={t(key)}>
              <Stack gap={6}>
                {rows.map((row) => (
                  <TrackRow key={row.enrolmentId} row={row} />
                ))}
              </Stack>
            </Section>
          ),
        )
      )}
      <Section title={t('learning.reminders')} id="reminders">
        <ReminderSwitch reminders={reminders} />
      </Section>
    </Page>
  )
}
