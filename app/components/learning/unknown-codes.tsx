import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { isolated } from '../page/text'

/** Codes that are kept as they are, though nothing here matches them. */
export function UnknownCodes({ codes }: { codes: readonly string[] }) {
  const { t, list } = useLanguage()
  if (codes.length === 0) return null
  const once = [...new Set(codes)]
  return (
    <Notice tone="turn">
      <p>{t('authoring.codes_unknown', { count: once.length, codes: list(once.map(isolated)) })}</p>
    </Notice>
  )
}
