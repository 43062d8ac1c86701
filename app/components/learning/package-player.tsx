import type { ItemContent } from '~/domain/learning/content/track-content'
import type { ReportedStatus } from '~/domain/learning/package/report'
import type { Locale } from '~/platform/languages/locales'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Quiet } from '../page/text'

type Reported = {
  readonly status: ReportedStatus | null
  readonly score: number | null
  readonly of: number | null
  readonly at: Date
}

/**
 * A package in its frame: a sandbox on another origin, which knows nothing of this page. The frame's
 * name carries what was kept, since a package asks for it before anybody could send it a message.
 */
export function PackagePlayer(props: {
  src: string | null
  title: string
  language: Locale
  keeps: boolean
  elements: Readonly<Record<string, string>>
  reported: Reported | null
  reportTo: string
}) {
  const { t } = useLanguage()
  const { src, title, keeps, elements, reported } = props
  if (src === null) return <Notice tone="turn">{t('learning.package_off')}</Notice>
  return (
    <section aria-label={t('learning.package')} className="no-print grid gap-3">
      <noscript>
        <Notice tone="turn">{t('learning.package_script')}</Notice>
      </noscript>
      <iframe
        className="h-[75vh] min-h-96 w-full rounded-md border border-edge bg-white"
        sandbox="allow-scripts allow-forms"
        referrerPolicy="no-referrer"
        src={src}
        title={title}
        lang={props.language}
        name={JSON.stringify({ elements })}
        data-package={keeps ? props.reportTo : ''}
        data-trouble={t('learning.package_unkept')}
      />
      <p role="status" data-package-said="" className="text-sm text-quiet">
        {reported ? <Said reported={reported} /> : null}
      </p>
      <Quiet>{t(keeps ? 'learning.package_note' : 'learning.package_note_guest')}</Quiet>
      <p>
        <a href={src} target="_blank" rel="noreferrer noopener">
          {t('learning.package_tab')}
        </a>
      </p>
      {keeps ? <script type="module" src="/package-player.js" /> : null}
    </section>
  )
}

function Said({ reported }: { reported: Reported }) {
  const { t, number, dateTime } = useLanguage()
  const { status, score, of, at } = reported
  const parts = [
    status ? t(`learning.package_${status}`) : null,
    score === null
      ? null
      : of === null
        ? t('learning.package_score', { score: number(score, { digits: 2 }) })
        : t('learning.package_score_of', {
            score: number(score, { digits: 2 }),
            of: number(of, { digits: 2 }),
          }),
  ].filter((part) => part !== null)
  return (
    <>
      {t('learning.package_reported', {
        what: parts.length > 0 ? parts.join(' · ') : t('learning.package_begun'),
        when: dateTime(at),
      })}
    </>
  )
}

/** For those who write and check: that a lesson plays a package, and where it can be looked at. */
export function PackageNote({
  item,
  versionId,
}: {
  item: ItemContent & { key: string }
  versionId: string
}) {
  const { t } = useLanguage()
  if (item.kind !== 'lesson' || !item.package) return null
  return (
    <Notice>
      {t('learning.package_plays', { standard: t(`learning.package_${item.package.standard}`) })}{' '}
      <a href={`/track-packages/${versionId}/${item.key}`} target="_blank" rel="noopener">
        {t('learning.package_tab')}
      </a>
    </Notice>
  )
}
