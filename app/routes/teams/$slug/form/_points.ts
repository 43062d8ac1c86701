import { useLanguage } from '~/components/page/language'

/** A part of the score, 0 to 1, as points of 100. */
export function usePoints() {
  const { number } = useLanguage()
  return (score: number) => number(score * 100, { digits: 1, leastDigits: 1 })
}
