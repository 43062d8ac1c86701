import { LinkButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'

const steps = [1, 2, 3, 4, 5] as const

export function Steps() {
  const { t, number } = useLanguage()
  return (
    <section aria-labelledby="how" className="grid gap-6">
      <h2 id="how" className="text-lg">
        {t('home.how_title')}
      </h2>
      <ol className="m-0 grid list-none gap-x-8 gap-y-6 p-0 sm:grid-cols-2 lg:grid-cols-5">
        {steps.map((step) => (
          <li key={step} className="grid content-start gap-2 border-t-2 border-accent pt-3">
            <p className="text-sm font-semibold text-accent">{number(step)}</p>
            <h3 className="text-base">{t(`home.step_${step}_title`)}</h3>
            <p className="copy text-sm text-quiet">{t(`home.step_${step}_body`)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

export function Proof({ verdict }: { verdict: string | null }) {
  const { t } = useLanguage()
  return (
    <section aria-labelledby="proof" className="grid max-w-[68ch] gap-3">
      <h2 id="proof" className="text-lg">
        {t('home.proof_title')}
      </h2>
      <p className="prose">{t('home.proof_body')}</p>
      <div className="flex flex-wrap gap-3 pt-2">
        <LinkButton href={verdict ? `/verdicts/${verdict}` : '/measuring'}>
          {t(verdict ? 'home.read_verdict' : 'nav.measuring')}
        </LinkButton>
        <LinkButton href="/verdicts" tone="bare">
          {t('home.verdicts_title')}
        </LinkButton>
      </div>
    </section>
  )
}
