import { useActionData, useLoaderData } from '@remix-run/react'
import { DateField, SelectField, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name, Num } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { dateSetting } from '~/domain/identity/desk.commands.server'
import { settingForm } from '~/domain/identity/forms.server'
import { peopleByIds } from '~/domain/identity/queries.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { isMessageKey } from '~/platform/languages/translator'
import { settingDefaults, settingKeys, settingRange } from '~/platform/settings'
import { settingAt, settingHistory } from '~/platform/settings.server'
import { DeskTabs } from './_tabs'

export const handle = { title: 'desk.settings' satisfies MessageKey }

export const loader = serve('operator', async ({ db, at }) => {
  const levers = await Promise.all(
    settingKeys.map(async (key) => ({
      key,
      value: await settingAt(db, key, at),
      standard: settingDefaults[key],
    })),
  )
  const history = await settingHistory(db)
  const people = await peopleByIds(
    db,
    history.map(({ setBy }) => setBy),
  )
  return {
    levers,
    history: history.map((row) => ({ ...row, by: people.get(row.setBy)?.name ?? row.setBy })),
  }
})

export const action = act('operator', async ({ viewer, form, at, t }) => {
  const parsed = parseForm(settingForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { key, value, effectiveAt } = parsed.value
  const range = settingRange(key)
  if (value < range.least || value > range.most)
    return invalid({ value: t('desk.set_range', range) })
  await inTransaction((tx) => dateSetting(tx, { key, value, effectiveAt, by: viewer.personId, at }))
  return redirectWith('/desk/settings', 'desk.set_done')
})

export default function DeskSettings() {
  const { levers, history } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime, number } = useLanguage()
  const nameOf = (key: string) => {
    const message = `desk.${key}`
    return isMessageKey(message) ? t(message) : key
  }
  return (
    <Page title={t('desk.settings')} kicker={t('desk.title')} lead={t('desk.settings_lead')}>
      <DeskTabs current="/desk/settings" />
      <DataTable
        caption={t('desk.settings')}
        hideCaption
        rows={levers}
        rowKey={(row) => row.key}
        columns={[
          { key: 'lever', label: t('desk.lever'), primary: true, cell: (row) => nameOf(row.key) },
          {
            key: 'value',
            label: t('desk.value_now'),
            numeric: true,
            cell: (row) => <Num>{number(row.value)}</Num>,
          },
          {
            key: 'standard',
            label: t('desk.value_default'),
            numeric: true,
            cell: (row) => <Num>{number(row.standard)}</Num>,
          },
        ]}
      />
      <Section title={t('desk.set')}>
        <Form state={state} intent="set">
          <SelectField
            name="key"
            label={t('desk.lever')}
            required
            options={levers.map(({ key }) => ({ value: key, label: nameOf(key) }))}
          />
          <TextField
            name="value"
            label={t('desk.value')}
            required
            inputMode="numeric"
            width="short"
          />
          <DateField
            name="effectiveAt"
            label={t('desk.effective')}
            help={t('desk.effective_help')}
          />
          <FormActions>
            <SubmitButton>{t('desk.set_button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <Section title={t('desk.history')}>
        <DataTable
          caption={t('desk.history')}
          hideCaption
          rows={history}
          rowKey={(row) => `${row.key}${row.setAt.toISOString()}`}
          empty={<p>{t('desk.history_none')}</p>}
          columns={[
            { key: 'lever', label: t('desk.lever'), primary: true, cell: (row) => nameOf(row.key) },
            {
              key: 'value',
              label: t('desk.value'),
              numeric: true,
              cell: (row) => <Num>{number(row.value)}</Num>,
            },
            { key: 'from', label: t('desk.effective'), cell: (row) => dateTime(row.effectiveAt) },
            { key: 'by', label: t('desk.set_by'), cell: (row) => <Name>{row.by}</Name> },
          ]}
        />
      </Section>
    </Page>
  )
}
