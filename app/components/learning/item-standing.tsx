import type { ItemState } from '~/domain/learning/enrolments/item-state'
import { Countdown } from '../page/countdown'
import { type ReaderLanguage, useLanguage } from '../page/language'

function sentenceOf({ t, dateTime }: ReaderLanguage, state: ItemState): string | null {
  switch (state.kind) {
    case 'done':
    case 'new':
      return null
    case 'begun':
      return t(state.wanted ? `learning.wanted_${state.wanted}` : 'learning.state_begun')
    case 'failed': {
      const values = { count: state.left, when: state.from ? dateTime(state.from) : '' }
      return t(state.from ? 'learning.state_failed_from' : 'learning.state_failed', values)
    }
    default:
      return t(`learning.state_${state.kind}`)
  }
}

/** How an item stands, in a sentence that says whose turn it is and until when; nothing where it says itself. */
export function ItemStanding({ state }: { state: ItemState | undefined }) {
  const language = useLanguage()
  const sentence = state ? sentenceOf(language, state) : null
  if (!state || sentence === null) return null
  const lost = state.kind === 'failed' || state.kind === 'used'
  return (
    <span className={`block text-sm ${lost ? 'text-lost' : 'text-quiet'}`}>
      {sentence}
      {'until' in state && state.until ? (
        <span className="block">
          <Countdown until={state.until} />
        </span>
      ) : null}
    </span>
  )
}

type Standing = {
  readonly kind: 'lesson' | 'quiz' | 'exercise' | 'capstone'
  readonly state: ItemState
}

/** What is still to be done before the credential is issued. */
export function Missing({ outline }: { outline: readonly { items: readonly Standing[] }[] }) {
  const { t, list } = useLanguage()
  const left = outline.flatMap(({ items }) => items.filter(({ state }) => state.kind !== 'done'))
  const kinds = (['lesson', 'quiz', 'exercise', 'capstone'] as const).flatMap((kind) => {
    const count = left.filter((item) => item.kind === kind).length
    return count === 0 ? [] : [t(`learning.missing_${kind}`, { count })]
  })
  return kinds.length === 0 ? null : <p>{t('learning.missing', { what: list(kinds) })}</p>
}
