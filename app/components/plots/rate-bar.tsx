import type { Rate } from '~/domain/reputation/rate'
import { useLanguage } from '../page/language'

/** A share as a dot in its interval, on a line from none to all. The words beside it say the same. */
export function RateBar({ rate }: { rate: Rate }) {
  const { dir } = useLanguage()
  const at = (share: number) => `${(dir === 'rtl' ? 1 - share : share) * 100}%`
  const middle = rate.hits / rate.of
  return (
    <svg aria-hidden="true" className="block h-3 w-full max-w-60 overflow-visible">
      <line x1="0%" x2="100%" y1="6" y2="6" stroke="var(--edge)" />
      <line
        x1={at(rate.lower)}
        x2={at(rate.upper)}
        y1="6"
        y2="6"
        stroke="var(--accent)"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx={at(middle)} cy="6" r="5" fill="var(--accent)" stroke="var(--paper)" />
    </svg>
  )
}
