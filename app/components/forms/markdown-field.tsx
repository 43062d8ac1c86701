import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { CodeBlock } from '../page/text'
import { TextArea } from './fields'

/** A text in Markdown. */
export function MarkdownField(props: {
  name: string
  label: string
  help?: string
  rows?: number
  defaultValue?: string
  required?: boolean
}) {
  return (
    <div className="markdown-field">
      <TextArea {...props} rows={props.rows ?? 4} />
    </div>
  )
}

const samples = {
  text: '## A heading\n\nA paragraph with **strong** and *stressed* words.\n\n- a list\n- of things\n\n1. first\n2. second\n\n> A quotation',
  links: '[the page](https://example.org)\n\n![What the picture shows](assets/name.png)',
  code: '```python\nprint("coloured by its language")\n```\n\nand `code` within a sentence',
  formula: 'Within a sentence: $p = \\frac{k}{n}$\n\n$$\nF_1 = \\frac{2PR}{P + R}\n$$',
  table: '| Label | Rows |\n| --- | ---: |\n| urgent | 120 |\n| other | 480 |',
} as const

/** How Markdown is written, folded away. */
export function MarkdownHelp() {
  const { t } = useLanguage()
  return (
    <Fold label={t('authoring.markdown_help')}>
      <p className="max-w-[60ch] text-sm">{t('authoring.markdown_lead')}</p>
      {Object.entries(samples).map(([kind, text]) => (
        <CodeBlock
          key={kind}
          label={t(`authoring.markdown_${kind as keyof typeof samples}`)}
          text={text}
        />
      ))}
    </Fold>
  )
}
