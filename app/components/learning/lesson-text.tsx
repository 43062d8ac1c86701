import { type Locale, localeFacts } from '~/platform/languages/locales'

type Written = {
  /** Rendered and sanitised by the server; nothing else may be given to this. */
  readonly html: string
  /** The language it was written in; left out where nobody said. */
  readonly language?: Locale
}

/**
 * What an author wrote, as learners read it. It keeps the language and the direction that it was
 * written in, whatever the page round it is read in.
 */
export function LessonText({ html, language }: Written) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was rendered.
  return <div {...tongue(language)} className="lesson" dangerouslySetInnerHTML={{ __html: html }} />
}

/** The same within a line, as an option of a quiz. */
export function LessonPhrase({ html, language }: Written) {
  const content = { __html: html }
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was rendered.
    <span {...tongue(language)} className="lesson-phrase" dangerouslySetInnerHTML={content} />
  )
}

/** A title of a track, a course or a lesson in its own language. */
export function TrackWords({ text, language }: { text: string; language: Locale }) {
  return <bdi {...tongue(language)}>{text}</bdi>
}

function tongue(language: Locale | undefined) {
  return language ? { lang: language, dir: localeFacts[language].dir } : { dir: 'auto' }
}
