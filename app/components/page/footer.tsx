import { Icon } from './icon'
import { useLanguage } from './language'
import { useShell } from './shell'

/** Quiet choices of the reader, and the places that only a practice copy has. */
export function Footer() {
  const { t } = useLanguage()
  const shell = useShell()
  const theme = (value: 'light' | 'dark' | 'device') => ({
    type: 'submit' as const,
    name: 'theme',
    value,
    className: 'quiet-button text-xs',
    'aria-pressed': (shell.theme ?? 'device') === value,
  })
  const places = [
    { href: '/', label: t('nav.home') },
    { href: '/figures', label: t('nav.figures') },
    { href: '/exchange', label: t('opening.list_title') },
    { href: '/exposure', label: t('nav.exposure') },
    { href: '/measuring', label: t('nav.measuring') },
    { href: '/verify', label: t('credential.verify_title') },
    ...(shell.playground
      ? [
          { href: '/tour', label: t('nav.tour') },
          { href: '/mailbox', label: t('nav.mailbox') },
          { href: '/look', label: t('nav.look') },
        ]
      : []),
  ]
  return (
    <footer className="no-print border-t border-hairline px-5 py-6 text-xs sm:px-8">
      <div className="mx-auto flex max-w-[1200px] flex-wrap items-center justify-between gap-x-8 gap-y-2">
        <nav aria-label={t('nav.footer')} className="-mx-2.5 flex flex-wrap items-center gap-x-2">
          {places.map(({ href, label }) => (
            <a key={href} href={href} className="nav-link">
              {label}
            </a>
          ))}
        </nav>
        <form method="post" action="/preferences" className="-mx-2 flex flex-wrap items-center">
          <input type="hidden" name="next" value={shell.path} />
          <fieldset className="flex flex-wrap items-center">
            <legend className="sr-only">{t('common.theme')}</legend>
            <button {...theme('light')}>
              <Icon name="sun" size={16} />
              {t('common.theme_light')}
            </button>
            <button {...theme('dark')}>
              <Icon name="moon" size={16} />
              {t('common.theme_dark')}
            </button>
            <button {...theme('device')}>{t('common.theme_device')}</button>
          </fieldset>
          <button
            type="submit"
            name="data"
            value={shell.lowData ? 'full' : 'low'}
            className="quiet-button text-xs"
          >
            {t(shell.lowData ? 'common.data_full' : 'common.data_low')}
          </button>
        </form>
      </div>
    </footer>
  )
}
