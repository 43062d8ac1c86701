import { type LineDifference, textDifference } from '~/domain/learning/content/text-difference'
import { useLanguage } from '../page/language'
import { Quiet } from '../page/text'

const signs = { same: '', removed: '−', added: '+' } as const

/**
 * Two texts line by line: sign and colour say what went and what came, words within a line are struck
 * out or underlined. Each line keeps the direction in which it was written.
 */
export function TextDifference(props: { earlier: string; later: string; label: string }) {
  const { t } = useLanguage()
  const lines = textDifference(props.earlier, props.later)
  if (props.earlier === props.later) return <Quiet>{t('authoring.difference_none')}</Quiet>
  return (
    <section
      className="difference"
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
    >
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their places.
        <Line key={at} line={line} />
      ))}
    </section>
  )
}

function Line({ line }: { line: LineDifference }) {
  const { t } = useLanguage()
  if (line.kind === 'skipped') {
    return (
      <p className="px-3 py-1 text-xs text-quiet">
        {t('authoring.difference_skipped', { count: line.lines })}
      </p>
    )
  }
  const said = {
    same: null,
    removed: t('authoring.line_removed'),
    added: t('authoring.line_added'),
  }
  return (
    <div className="difference-line" data-kind={line.kind}>
      <span>
        <span aria-hidden="true">{signs[line.kind]}</span>
        {said[line.kind] ? <span className="sr-only">{said[line.kind]}</span> : null}
      </span>
      <span dir="auto">
        {line.words.map(({ kind, text }, at) => {
          const Tag = kind === 'added' ? 'ins' : kind === 'removed' ? 'del' : 'span'
          // biome-ignore lint/suspicious/noArrayIndexKey: words keep their places.
          return <Tag key={at}>{text}</Tag>
        })}
        {line.words.every(({ text }) => text === '') ? '\u00a0' : null}
      </span>
    </div>
  )
}
