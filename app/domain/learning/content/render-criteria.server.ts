import { markdownProblem } from './markdown-tree'
import { plainText } from './plain-text.server'
import { renderMarkdown } from './render-markdown.server'

/**
 * The criteria of an achievement as sanitised HTML. Pictures lie with a version of a track and not with
 * the credential: their descriptions stand for them. What is too deep to be rendered is shown plainly.
 */
export async function renderCriteria(criteria: string): Promise<string> {
  const source = markdownProblem(criteria) ? escaped(plainText(criteria, 20_000)) : criteria
  return (await renderMarkdown(source, { hrefOf: () => null })).html
}

/** Every mark of Markdown as the letter that it is. */
const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)
