import type { ReactNode } from 'react'
import { localeFacts, locales } from '~/platform/languages/locales'
import { Icon } from './icon'
import { useLanguage } from './language'
import { Logo } from './logo'
import { type Shell, useShell } from './shell'

type NavItem = {
  href: string
  key:
    | 'tracks'
    | 'briefs'
    | 'offers'
    | 'teams'
    | 'people'
    | 'exposure'
    | 'your_turn'
    | 'contracts'
    | 'money'
    | 'desk'
    | 'tour'
}

/** The places of this reader, in the order in which they are needed. */
function placesOf(shell: Shell): NavItem[] {
  const market: NavItem[] = [
    { href: '/tracks', key: 'tracks' },
    { href: '/offers', key: 'offers' },
    { href: '/briefs', key: 'briefs' },
    { href: '/teams', key: 'teams' },
    { href: '/people', key: 'people' },
  ]
  const tour: NavItem[] = shell.playground ? [{ href: '/tour', key: 'tour' }] : []
  const newcomer: NavItem[] = [{ href: '/exposure', key: 'exposure' }]
  if (!shell.viewer) return [...market, ...newcomer, ...tour]
  const own: NavItem[] = [
    { href: '/dashboard', key: 'your_turn' },
    { href: '/contracts', key: 'contracts' },
    { href: '/money', key: 'money' },
  ]
  const desk: NavItem[] = shell.viewer.operator ? [{ href: '/desk', key: 'desk' }] : []
  return [...own, ...market, ...desk]
}

function isCurrent(path: string, href: string): boolean {
  const place = path.split('?')[0] ?? '/'
  return place === href || place.startsWith(`${href}/`)
}

export function Header() {
  const { t } = useLanguage()
  const shell = useShell()
  const places = placesOf(shell)
  const link = (item: NavItem) => (
    <a
      key={item.href}
      href={item.href}
      className="nav-link"
      aria-current={isCurrent(shell.path, item.href) ? 'page' : undefined}
    >
      {t(`nav.${item.key}`)}
    </a>
  )
  return (
    <header className="no-print relative border-b border-hairline">
      <div className="mx-auto flex max-w-[1264px] items-center gap-x-4 px-5 max-sm:gap-x-2 sm:px-8">
        <a href="/" className="flex min-h-14 items-center gap-2 text-ink no-underline">
          <Logo />
          <span className="text-lg leading-none font-semibold max-[340px]:sr-only">
            {t('common.samar')}
          </span>
        </a>
        {shell.playground ? (
          <span
            className={`hidden rounded-full border border-turn px-2 text-xs whitespace-nowrap text-turn-ink sm:inline ${shell.viewer ? 'xl:hidden 2xl:inline' : ''}`}
            title={t('common.demo_note')}
          >
            {t('common.demo_mark')}
          </span>
        ) : null}
        <nav aria-label={t('nav.main')} className="hidden items-center xl:flex">
          {places.map(link)}
        </nav>
        <div className="ms-auto flex items-center gap-1 max-sm:gap-0">
          <SearchBox />
          <LanguageSwitch />
          {shell.viewer ? (
            <>
              <Inbox unread={shell.unread} />
              <Messages unread={shell.unreadThreads} />
            </>
          ) : null}
          <div className="hidden items-center gap-1 xl:flex">
            {shell.viewer ? <AccountMenu name={shell.viewer.name} /> : <SignIn />}
          </div>
        </div>
        <details className="menu xl:hidden" data-menu="">
          <summary className="quiet-button">
            <Icon name="menu" />
            <span className="sr-only">{t('nav.menu')}</span>
          </summary>
          <div className="menu-panel">
            <nav aria-label={t('nav.menu')}>
              <a href="/search" className="nav-link sm:hidden">
                {t('search.title')}
              </a>
              {places.map(link)}
            </nav>
            {shell.viewer ? (
              <>
                <p className="pt-5 pb-1 text-xs text-quiet">
                  <bdi>{shell.viewer.name}</bdi>
                </p>
                <AccountLinks />
              </>
            ) : (
              <div className="flex flex-wrap items-center gap-3 pt-3">
                <SignIn />
              </div>
            )}
          </div>
        </details>
      </div>
    </header>
  )
}

/**
 * Words to search for; where there is no room for them, the way to the page that asks. On the phone of
 * somebody with an account that way stands in the menu.
 */
function SearchBox() {
  const { t } = useLanguage()
  const shell = useShell()
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser. */}
      <form
        method="get"
        action="/search"
        role="search"
        aria-label={t('search.label')}
        className="hidden items-center 2xl:flex"
      >
        <input
          name="q"
          type="search"
          className="input w-40"
          dir="auto"
          maxLength={200}
          aria-label={t('search.words')}
        />
        <button type="submit" className="quiet-button">
          <Icon name="search" />
          <span className="sr-only">{t('search.submit')}</span>
        </button>
      </form>
      <a
        href="/search"
        className={`quiet-button 2xl:hidden ${shell.viewer ? 'max-sm:hidden' : ''}`}
      >
        <Icon name="search" />
        <span className="sr-only">{t('search.title')}</span>
      </a>
    </>
  )
}

/** The other languages, each under its own name. */
function LanguageSwitch() {
  const { locale } = useLanguage()
  const { path } = useShell()
  return (
    <form method="post" action="/preferences" className="contents">
      <input type="hidden" name="next" value={path} />
      {locales
        .filter((other) => other !== locale)
        .map((other) => (
          <button
            key={other}
            type="submit"
            name="locale"
            value={other}
            lang={other}
            dir={localeFacts[other].dir}
            className="quiet-button font-system"
          >
            {localeFacts[other].name}
          </button>
        ))}
    </form>
  )
}

function Inbox({ unread }: { unread: number }) {
  const { t } = useLanguage()
  return (
    <a href="/inbox" className="nav-link max-sm:px-2">
      <Icon name="bell" />
      <span className="max-sm:sr-only xl:max-2xl:sr-only">{t('nav.inbox')}</span>
      <Waiting count={unread} words={t('common.unread', { count: unread })} />
    </a>
  )
}

function Messages({ unread }: { unread: number }) {
  const { t } = useLanguage()
  return (
    <a href="/messages" className="nav-link max-sm:px-2">
      <Icon name="message" />
      <span className="max-sm:sr-only xl:sr-only">{t('nav.messages')}</span>
      <Waiting count={unread} words={t('message.unread_threads', { count: unread })} />
    </a>
  )
}

/** A count that waits for the reader, with its words for those who do not see it. */
function Waiting({ count, words }: { count: number; words: string }) {
  const { number } = useLanguage()
  if (count === 0) return null
  return (
    <span className="badge max-sm:-ms-4 max-sm:-mt-5 max-sm:h-4.5 max-sm:min-w-4.5 max-sm:px-1 max-sm:text-[0.625rem] max-sm:leading-4">
      <span aria-hidden="true">{number(count)}</span>
      <span className="sr-only">{words}</span>
    </span>
  )
}

function SignIn() {
  const { t } = useLanguage()
  return (
    <>
      <a href="/sign-in" className="nav-link">
        {t('nav.sign_in')}
      </a>
      <a href="/sign-up" className="button button-primary">
        {t('nav.sign_up')}
      </a>
    </>
  )
}

/** What is the reader's own, behind their name. */
function AccountMenu({ name }: { name: string }) {
  const { t } = useLanguage()
  const { reviews } = useShell()
  return (
    <details className="menu menu-own" data-menu="">
      <summary className="nav-link">
        <Icon name="person" />
        <bdi className="max-w-36 truncate">{name}</bdi>
        <Waiting count={reviews} words={t('nav.reviews_waiting', { count: reviews })} />
      </summary>
      <div className="menu-panel">
        <AccountLinks />
      </div>
    </details>
  )
}

function AccountLinks() {
  const { t } = useLanguage()
  const { reviews, path } = useShell()
  const link = (href: string, label: string, after?: ReactNode) => (
    <a href={href} className="nav-link" aria-current={isCurrent(path, href) ? 'page' : undefined}>
      {label}
      {after}
    </a>
  )
  return (
    <nav aria-label={t('nav.own')}>
      {link('/learning', t('nav.learning'))}
      {reviews > 0
        ? link(
            '/reviewing',
            t('nav.reviewing'),
            <Waiting count={reviews} words={t('nav.reviews_waiting', { count: reviews })} />,
          )
        : null}
      {link('/settings', t('nav.settings'))}
      <form method="post" action="/sign-out" className="contents">
        <button type="submit" className="quiet-button whitespace-nowrap text-quiet">
          {t('nav.sign_out')}
        </button>
      </form>
    </nav>
  )
}
