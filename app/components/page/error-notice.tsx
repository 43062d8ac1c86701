import { type FormState, sentenceOf } from '../forms/form'
import { useLanguage } from './language'
import { Notice } from './notice'

/** Why nothing was done, on a page whose forms are single buttons. */
export function ErrorNotice({ state }: { state?: FormState | null }) {
  const language = useLanguage()
  const problems = Object.values(state?.errors ?? {})
  if (problems.length === 0) return null
  return (
    <div role="alert">
      <Notice tone="lost">
        {problems.map((problem) => {
          const sentence = sentenceOf(language, problem)
          return <p key={sentence}>{sentence}</p>
        })}
      </Notice>
    </div>
  )
}
