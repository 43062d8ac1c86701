import { useLanguage } from '~/components/page/language'
import { Tabs } from '~/components/page/navigation'

const parts = [
  ['/desk', 'desk.overview'],
  ['/desk/people', 'desk.people'],
  ['/desk/organisations', 'desk.organisations'],
  ['/desk/contracts', 'desk.contracts'],
  ['/desk/messages', 'message.desk_tab'],
  ['/desk/reputation', 'review.desk_tab'],
  ['/desk/reviews', 'grading.desk_tab'],
  ['/desk/tracks', 'authoring.desk_title'],
  ['/desk/money', 'desk.money'],
  ['/desk/mail', 'desk.mail'],
  ['/desk/jobs', 'desk.jobs'],
  ['/desk/settings', 'desk.settings'],
  ['/desk/audit', 'desk.audit'],
] as const

/** The parts of the desk, one address each. */
export function DeskTabs({ current }: { current: (typeof parts)[number][0] }) {
  const { t } = useLanguage()
  const items = parts.map(([href, key]) => ({ href, label: t(key), current: href === current }))
  return <Tabs label={t('desk.tabs')} items={items} />
}
