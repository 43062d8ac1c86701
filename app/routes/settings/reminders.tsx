import { useLoaderData } from '@remix-run/react'
import { ReminderSwitch } from '~/components/forms/reminder-switch'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { act, serve } from '~/domain/identity/access.server'
import { wantsReminders } from '~/domain/learning/enrolments/learner-queries.server'
import type { MessageKey } from '~/platform/languages/keys'
import { changeReminders } from '../learning/_reminders.server'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.reminders' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db }) => ({
  reminders: await wantsReminders(db, viewer.personId),
}))

export const action = act('person', (args) => changeReminders(args, '/settings/reminders'))

export default function Reminders() {
  const { reminders } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.reminders_lead')} width="reading">
      <SettingsTabs current="/settings/reminders" />
      <Section title={t('settings.reminders_learning')}>
        <ReminderSwitch reminders={reminders} />
      </Section>
    </Page>
  )
}
