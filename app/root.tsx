import plexUrl from '@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2?url'
import nastaliqUrl from '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2?url'
import { data } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Links,
  Outlet,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { Addresses } from '~/components/page/addresses'
import { FailurePage } from '~/components/page/failure-page'
import { LanguageProvider } from '~/components/page/language'
import { useRequest } from '~/components/page/request'
import { type Shell, ShellProvider } from '~/components/page/shell'
import { documentHeaders, serve } from '~/domain/identity/access.server'
import { cookieLine, cookieOf } from '~/domain/identity/cookies.server'
import type { Failure } from '~/domain/identity/replies.server'
import { rootData } from '~/domain/identity/root-data.server'
import { waitingReviews } from '~/domain/learning/reviews/review-queries.server'
import { unreadThreads } from '~/domain/messages/queries.server'
import { unreadCount } from '~/domain/notifications/queries.server'
import type { MessageKey } from '~/platform/languages/keys'
import { type Locale, localeFacts } from '~/platform/languages/locales'
import { addressLocale } from '~/platform/languages/request-locale'
import { isMessageKey, translator } from '~/platform/languages/translator'
import './styles/app.css'

export const headers = documentHeaders

/** What the frame of every page needs. */
export const loader = serve('anyone', async ({ request, context, viewer, db }) => {
  const { value, cookies } = await rootData({ request, context })
  const headers: [string, string][] = cookies.map((line) => ['Set-Cookie', line])
  // Whoever comes through an address of one language goes on in it; a choice made before stays.
  const named = addressLocale(request)
  if (named && !viewer && !cookieOf(request, 'locale')) {
    headers.push(['Set-Cookie', cookieLine('locale', named, { maxAgeSeconds: 31_536_000 })])
  }
  const unread = viewer ? await unreadCount(db, viewer) : 0
  const threads = viewer ? await unreadThreads(db, viewer) : 0
  const reviews = viewer ? await waitingReviews(db, viewer) : 0
  return data({ ...value, unread, unreadThreads: threads, reviews }, { headers })
})

type PageHandle = { title?: MessageKey; script?: false; indexed?: true }
type PageData = {
  title?: unknown
  description?: unknown
  refreshSeconds?: unknown
  structured?: unknown
  /** True of a page that searching machines leave out. */
  unlisted?: unknown
}

/** A query without the language that it names: whoever then chooses another one gets it. */
function withoutLanguage(query: string): string {
  const rest = new URLSearchParams(query)
  if (!rest.has('lang')) return query
  rest.delete('lang')
  return rest.size > 0 ? `?${rest}` : ''
}

/** What the page at the end of the address says about itself. */
function usePage() {
  const leaf = useMatches().at(-1)
  const handle = (leaf?.handle ?? {}) as PageHandle
  const found = (typeof leaf?.data === 'object' && leaf.data !== null ? leaf.data : {}) as PageData
  return {
    title: typeof found.title === 'string' ? found.title : null,
    titleKey: handle.title && isMessageKey(handle.title) ? handle.title : null,
    description: typeof found.description === 'string' ? found.description : null,
    refreshSeconds: typeof found.refreshSeconds === 'number' ? found.refreshSeconds : null,
    unlisted: found.unlisted === true,
    script: handle.script !== false,
    indexed: handle.indexed === true,
    structured: found.structured ?? null,
  }
}

/** What the browser is told of a page; null for one that could not be shown. */
function Head(props: {
  locale: Locale
  lowData: boolean
  page: ReturnType<typeof usePage> | null
  /** Where the page itself stands, whatever was asked of it. */
  address: string
}) {
  const { locale, lowData, page, address } = props
  const request = useRequest()
  const t = translator(locale)
  const samar = t('common.samar')
  const title = page?.title ?? (page?.titleKey ? t(page.titleKey) : null)
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{!title ? samar : title.startsWith(samar) ? title : `${title} · ${samar}`}</title>
      {page?.description ? <meta name="description" content={page.description} /> : null}
      {page?.indexed ? <Addresses address={address} locale={locale} /> : null}
      {page?.structured ? (
        <script
          type="application/ld+json"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with every < escaped, which is data to the browser.
          dangerouslySetInnerHTML={{
            __html: JSON.stringify(page.structured).replaceAll('<', '\\u003c'),
          }}
        />
      ) : null}
      {page?.unlisted ? <meta name="robots" content="noindex, nofollow" /> : null}
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf9f4" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14161a" />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      {locale === 'ur' && !lowData ? (
        <>
          <link rel="preload" as="font" type="font/woff2" href={plexUrl} crossOrigin="anonymous" />
          <link
            rel="preload"
            as="font"
            type="font/woff2"
            href={nastaliqUrl}
            crossOrigin="anonymous"
          />
        </>
      ) : null}
      <Links />
      {page?.refreshSeconds ? (
        <noscript>
          <meta httpEquiv="refresh" content={String(page.refreshSeconds)} />
        </noscript>
      ) : null}
      {request.script && page?.script !== false ? (
        <script type="module" src={request.script} />
      ) : null}
    </head>
  )
}

/** The document. It ships no framework: only the comfort script, and not even that on pages to read. */
export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const request = useRequest()
  const location = useLocation()
  const page = usePage()
  const failed = (useRouteError() ?? null) !== null
  const locale = root?.locale ?? request.locale
  const theme = root?.theme ?? request.theme
  const lowData = root?.lowData ?? request.lowData
  const { dir } = localeFacts[locale]
  const t = translator(locale)
  const shell: Shell = {
    viewer: root?.viewer ?? null,
    unread: root?.unread ?? 0,
    unreadThreads: root?.unreadThreads ?? 0,
    reviews: root?.reviews ?? 0,
    playground: root?.playground ?? false,
    now: root?.now ?? new Date(),
    theme,
    lowData,
    path: `${location.pathname}${withoutLanguage(location.search)}`,
    toast: root?.toast ? t(root.toast) : null,
  }
  return (
    <html
      lang={locale}
      dir={dir}
      data-theme={theme ?? undefined}
      data-low={lowData ? '' : undefined}
    >
      <Head
        locale={locale}
        lowData={lowData}
        page={failed ? null : page}
        address={`${root?.origin ?? ''}${location.pathname}`}
      />
      <body>
        <LanguageProvider locale={locale} timeZone={root?.timeZone ?? 'UTC'}>
          <ShellProvider value={shell}>
            <a href="#content" className="skip button button-primary">
              {t('common.skip')}
            </a>
            {children}
          </ShellProvider>
        </LanguageProvider>
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value

/** What a page says when it cannot be shown: never anything of the inside. */
export function ErrorBoundary() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) return <FailurePage status={500} />
  const failure = isFailure(error.data) ? error.data : null
  return (
    <FailurePage
      status={error.status}
      sentence={failure && failure.code !== 'fault' ? failure.message : undefined}
      id={failure?.id}
    />
  )
}
