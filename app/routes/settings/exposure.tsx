import { useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep, LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { servicesOf } from '~/domain/skills/exposure/exposure-check'
import { deleteOwnExposure } from '~/domain/skills/exposure/exposure-check.commands.server'
import { ownExposures } from '~/domain/skills/exposure/queries.server'
import { inTransaction } from '~/platform/database.server'
import { hrefOfAnswers } from '../exposure/_services'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'exposure.settings_title' }

export const loader = serve('person', async ({ viewer, db }) => ({
  checks: (await ownExposures(db, viewer.personId)).map((check) => ({
    id: check.id,
    createdAt: check.createdAt,
    shared: check.shareCode !== null,
    href: check.shareCode ? `/exposure/shared/${check.shareCode}` : hrefOfAnswers(check.answers),
    services: servicesOf(check.answers).map(({ occupation, shareBps }) => ({
      name: occupation.name,
      shareBps,
    })),
  })),
}))

export const action = act('person', async ({ viewer, form }) => {
  const checkId = String(form.get('checkId') ?? '')
  await inTransaction((tx) => deleteOwnExposure(tx, { by: viewer.personId, checkId }))
  return redirectWith('/settings/exposure', 'exposure.deleted')
})

export default function OwnExposures() {
  const { checks } = useLoaderData<typeof loader>()
  const { t, locale, list, date, percent } = useLanguage()
  return (
    <Page
      title={t('exposure.settings_title')}
      lead={t('exposure.settings_lead')}
      width="reading"
      actions={<LinkButton href="/exposure">{t('exposure.settings_new')}</LinkButton>}
    >
      <SettingsTabs current="/settings/exposure" />
      {checks.length === 0 ? (
        <EmptyState
          title={t('exposure.settings_none_title')}
          body={t('exposure.settings_none_body')}
          action={{ href: '/exposure', label: t('exposure.settings_new') }}
        />
      ) : (
        <ul className="m-0 grid list-none border-t border-hairline p-0">
          {checks.map((check) => (
            <li
              key={check.id}
              className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b border-hairline py-4"
            >
              <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
                <span className="font-semibold">
                  {list(
                    check.services.map(({ name, shareBps }) =>
                      t('exposure.service_share', {
                        service: name[locale],
                        share: percent(shareBps / 10_000, 0),
                      }),
                    ),
                  )}
                </span>
                <span className="text-sm text-quiet">
                  {t('exposure.kept_on', { date: date(check.createdAt) })} ·{' '}
                  {t(check.shared ? 'exposure.kept_shared' : 'exposure.kept_private')}
                </span>
              </div>
              <div className="flex flex-wrap items-start gap-2">
                <LinkButton href={check.href}>{t('exposure.open_kept')}</LinkButton>
                <ConfirmStep
                  tone="quiet"
                  label={t('exposure.delete_own')}
                  sentence={t('exposure.delete_own_sentence')}
                >
                  <ActionForm
                    intent="delete"
                    tone="danger"
                    label={t('exposure.delete_own')}
                    fields={{ checkId: check.id }}
                  />
                </ConfirmStep>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
