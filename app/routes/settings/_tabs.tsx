import { useLanguage } from '~/components/page/language'
import { Tabs } from '~/components/page/navigation'

const parts = [
  ['/settings', 'settings.profile'],
  ['/settings/skills', 'skill.settings_title'],
  ['/settings/matching', 'matching.settings_title'],
  ['/settings/portfolio', 'portfolio.settings_title'],
  ['/settings/exposure', 'exposure.settings_title'],
  ['/settings/credentials', 'credential.profile_title'],
  ['/settings/password', 'settings.password'],
  ['/settings/sessions', 'settings.sessions'],
  ['/settings/searches', 'search.saved_list'],
  ['/settings/reminders', 'settings.reminders'],
  ['/settings/appearance', 'settings.appearance'],
  ['/settings/payout-account', 'settings.payout'],
  ['/organisations', 'settings.organisations'],
] as const

/** The parts of the settings, one address each. */
export function SettingsTabs({ current }: { current: (typeof parts)[number][0] }) {
  const { t } = useLanguage()
  const items = parts.map(([href, key]) => ({ href, label: t(key), current: href === current }))
  return <Tabs label={t('settings.tabs')} items={items} />
}
