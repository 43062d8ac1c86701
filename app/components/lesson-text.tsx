import { type Locale, localeFacts } from '~/platform/languages/locales'

/**
 * Text of a track, rendered and sanitised when its version was published. It keeps the language and
 * the direction that it was written in, whatever the page round it is read in.
 */
export function LessonText({ html, language }: { html: string; language: Locale }) {
  return (
    <div
      lang={language}
      dir={localeFacts[language].dir}
      className="lesson"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it was sanitised at publishing; nothing of it is the author's own HTML.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

/** The same within a line, as an option of a quiz. */
export function LessonPhrase({ html, language }: { html: string; language: Locale }) {
  return (
    <span
      lang={language}
      dir={localeFacts[language].dir}
      className="lesson-phrase"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it was sanitised at publishing; nothing of it is the author's own HTML.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

/** A title of a track, a course or a lesson in its own language. */
export function TrackWords({ text, language }: { text: string; language: Locale }) {
  return (
    <bdi lang={language} dir={localeFacts[language].dir}>
      {text}
    </bdi>
  )
}
