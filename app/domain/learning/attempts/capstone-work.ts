/** What somebody may hand in with a capstone. */
export const workLimits = {
  words: 40_000,
  links: 8,
  linkLength: 500,
  files: 6,
  fileBytes: 10_000_000,
  allBytes: 30_000_000,
} as const

/** Kinds of files by their ending. Nothing is ever opened in our own pages: all are downloads. */
export const workFileKinds = [
  ...['pdf', 'txt', 'md', 'csv', 'tsv', 'json', 'jsonl', 'ipynb', 'py', 'r', 'sql', 'yaml', 'yml'],
  ...['png', 'jpg', 'jpeg', 'webp', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'zip'],
] as const

export type WorkFileProblem = 'too_many' | 'too_large' | 'all_too_large' | 'empty' | 'kind'

const endingOf = (name: string) => /\.([a-z0-9]{1,6})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** Why these files cannot be added to those that are there; null when they can. */
export function workFileProblem(
  added: readonly { readonly name: string; readonly size: number }[],
  present: readonly { readonly bytes: number }[],
): WorkFileProblem | null {
  if (added.length + present.length > workLimits.files) return 'too_many'
  if (added.some(({ size }) => size === 0)) return 'empty'
  if (added.some(({ size }) => size > workLimits.fileBytes)) return 'too_large'
  const all = [...added.map(({ size }) => size), ...present.map(({ bytes }) => bytes)]
  if (all.reduce((sum, size) => sum + size, 0) > workLimits.allBytes) return 'all_too_large'
  const kinds: readonly string[] = workFileKinds
  return added.every(({ name }) => kinds.includes(endingOf(name))) ? null : 'kind'
}

/** Names carry names: reviewers see a file by its place and its kind. */
export function fileNameForReviewers(name: string, place: number): string {
  return `${place + 1}.${endingOf(name) || 'file'}`
}

/** Whether this is an address that may be handed in as a link. */
export function isWorkLink(text: string): boolean {
  if (text.length > workLimits.linkLength || !URL.canParse(text)) return false
  const { protocol, username, hostname } = new URL(text)
  return ['https:', 'http:'].includes(protocol) && username === '' && hostname.includes('.')
}

/** Whether the words name their author, which reviewers had better not read. */
export function namesAuthor(words: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  return plain(name).trim().length > 2 && plain(words).includes(plain(name).trim())
}
