import type { ReactNode } from 'react'
import { Footer } from './footer'
import { Header } from './header'
import { Icon } from './icon'
import { useLanguage } from './language'
import { Breadcrumbs, type Crumb } from './navigation'
import { useShell } from './shell'

const widths = { work: 'max-w-[1200px]', reading: 'max-w-[760px]', form: 'max-w-[680px]' }

/** The frame of every page: header, what the page is, its parts, footer. */
export function Page(props: {
  title: ReactNode
  lead?: ReactNode
  kicker?: ReactNode
  crumbs?: readonly Crumb[]
  width?: keyof typeof widths
  actions?: ReactNode
  status?: ReactNode
  /** The page shows amounts: practice mode says so. */
  money?: boolean
  children: ReactNode
}) {
  const { t } = useLanguage()
  const shell = useShell()
  const width = widths[props.width ?? 'work']
  return (
    <>
      <Header />
      {props.money && shell.playground ? (
        <aside
          aria-label={t('common.demo_mark')}
          className="no-print border-b border-hairline bg-turn-wash px-5 py-2 text-center text-xs"
        >
          {t('common.simulator_money')}
        </aside>
      ) : null}
      <main
        id="content"
        tabIndex={-1}
        className="flex-1 px-5 pt-6 pb-16 outline-none sm:px-8 sm:pt-8"
      >
        <div className={`mx-auto grid min-w-0 gap-10 ${width}`}>
          <div className="grid gap-3">
            {props.crumbs ? <Breadcrumbs items={props.crumbs} /> : null}
            {shell.toast ? <Toast text={shell.toast} /> : null}
            <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
              <div className="grid min-w-0 gap-2">
                {props.kicker ? <p className="text-sm text-quiet">{props.kicker}</p> : null}
                <h1 className="text-xl">{props.title}</h1>
                {props.status ? <div>{props.status}</div> : null}
                {props.lead ? <p className="lede">{props.lead}</p> : null}
              </div>
              {props.actions ? (
                <div className="no-print flex flex-wrap gap-2">{props.actions}</div>
              ) : null}
            </div>
          </div>
          {props.children}
        </div>
      </main>
      <Footer />
    </>
  )
}

/** What the last act did, said once. */
export function Toast({ text }: { text: string }) {
  return (
    <p
      role="status"
      className="flex items-center gap-3 rounded-md bg-met-wash px-4 py-3 font-medium"
    >
      <span className="flex-none text-met">
        <Icon name="tick" />
      </span>
      {text}
    </p>
  )
}
