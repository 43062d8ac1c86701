import { UserText } from '../page/text'

/** What somebody wrote in Markdown, rendered and sanitised on the server; as it is where that failed. */
export function WorkText({ html, text = '' }: { html: string | null; text?: string }) {
  if (html === null) return <UserText text={text} />
  return (
    <div
      dir="auto"
      className="prose lesson min-w-0 break-words"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: it was sanitised on the server; nothing of it is the author's own HTML.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
