import { useLoaderData } from '@remix-run/react'
import { ReminderSwitch } from '~/components/forms/reminder-switch'
import { ActionForm } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { wantsReminders } from '~/domain/learning/enrolments/learner-queries.server'
import { wantsDigest } from '~/domain/messages/queries.server'
import { chooseDigest } from '~/domain/messages/send-digests.server'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { changeReminders } from '../learning/_reminders.server'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.reminders' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db }) => ({
  reminders: await wantsReminders(db, viewer.personId),
  digest: await wantsDigest(db, viewer),
}))

export const action = act('person', async (args) => {
  const { viewer, form } = args
  if (form.get('intent') !== 'digest') return changeReminders(args, '/settings/reminders')
  const chosen = form.get('digest')
  if (chosen !== 'on' && chosen !== 'off') return invalid({ form: 'refusal.form_invalid' })
  const digest = chosen === 'on'
  await inTransaction((tx) => chooseDigest(tx, { personId: viewer.personId, digest }))
  return redirectWith(
    '/settings/reminders',
    digest ? 'message.toast_digest_on' : 'message.toast_digest_off',
  )
})

export default function Reminders() {
  const { reminders, digest } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.reminders_lead')} width="reading">
      <SettingsTabs current="/settings/reminders" />
      <Stack gap={6}>
        <Section title={t('settings.reminders_learning')}>
          <ReminderSwitch reminders={reminders} />
        </Section>
        <Section title={t('message.digest_title')}>
          <Quiet>{t(digest ? 'message.digest_on' : 'message.digest_off')}</Quiet>
          <div>
            <ActionForm
              intent="digest"
              label={t(digest ? 'message.digest_stop' : 'message.digest_start')}
              tone="quiet"
              fields={{ digest: digest ? 'off' : 'on' }}
            />
          </div>
        </Section>
      </Stack>
    </Page>
  )
}
