/**
 * What an author wrote, as the server rendered and sanitised it. Nothing else may be given to this:
 * it is put on the page as it is.
 */
export function AuthoredHtml(props: { html: string; inline?: boolean }) {
  const content = { __html: props.html }
  if (props.inline) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was rendered.
    return <span dir="auto" className="authored" dangerouslySetInnerHTML={content} />
  }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was rendered.
  return <div dir="auto" className="prose authored" dangerouslySetInnerHTML={content} />
}
