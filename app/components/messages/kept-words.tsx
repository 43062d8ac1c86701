import type { FormState } from '../forms/form'
import { useLanguage } from '../page/language'
import { Stack } from '../page/section'
import { Quiet, UserText } from '../page/text'

/** What somebody typed into a form that is no longer on the page, for them to take along. */
export function KeptWords({ state }: { state: FormState | null | undefined }) {
  const { t } = useLanguage()
  const words = state?.values?.body ?? state?.values?.words
  if (typeof words !== 'string' || words.trim() === '') return null
  return (
    <Stack gap={2}>
      <Quiet>{t('message.kept_words')}</Quiet>
      <UserText text={words} />
    </Stack>
  )
}
