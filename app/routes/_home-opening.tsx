import { Icon } from '~/components/page/icon'
import { useLanguage } from '~/components/page/language'
import { useShell } from '~/components/page/shell'
import { Onward } from './_home-onward'

const doors = [
  { who: 'client', href: '/offers' },
  { who: 'freelancer', href: '/exposure' },
  { who: 'partner', href: '/tracks' },
  { who: 'funder', href: '/figures' },
] as const

/** The promise as the page's heading, and the four ways in: on a phone these come before the words. */
export function Opening() {
  const { t } = useLanguage()
  const { viewer, playground } = useShell()
  return (
    <div className="grid items-end gap-x-16 gap-y-6 lg:grid-cols-2 lg:gap-y-10">
      <h1 className="font-prose text-2xl font-medium">
        <span className="block">{t('home.promise_1')}</span>
        <span className="block">{t('home.promise_2')}</span>
        <span className="block text-accent">{t('home.promise_3')}</span>
      </h1>
      <Doors />
      <div className="grid gap-3">
        <p className="lede">{t('home.lead')}</p>
        {viewer || playground ? (
          <p className="flex flex-wrap gap-x-6">
            {viewer ? <Onward href="/dashboard">{t('nav.your_turn')}</Onward> : null}
            {playground ? <Onward href="/tour">{t('home.take_tour')}</Onward> : null}
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** One way in for each kind of reader; the whole of it is the link. */
function Doors() {
  const { t } = useLanguage()
  return (
    <nav aria-labelledby="doors" className="min-w-0 lg:order-last lg:col-span-2">
      <h2 id="doors" className="sr-only">
        {t('home.doors')}
      </h2>
      <ul className="m-0 grid list-none gap-x-8 p-0 sm:grid-cols-2 lg:grid-cols-4">
        {doors.map(({ who, href }) => (
          <li
            key={who}
            className="relative flex items-start justify-between gap-4 border-t-2 border-accent py-3 hover:bg-sunken"
          >
            <div className="grid gap-0.5">
              <a href={href} className="font-semibold no-underline after:absolute after:inset-0">
                {t(`home.door_${who}`)}
              </a>
              <span className="text-sm text-quiet">{t(`home.door_${who}_body`)}</span>
            </div>
            <span className="flex-none pt-0.5 text-accent">
              <Icon name="arrow" />
            </span>
          </li>
        ))}
      </ul>
    </nav>
  )
}
