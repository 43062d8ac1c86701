import { plainFileName } from '~/kernel/file-name'

/** Where a list of repositories was read: from GitHub itself, or from a file that the person sent. */
export const repositoryOrigins = ['api', 'export'] as const
export type RepositoryOrigin = (typeof repositoryOrigins)[number]

/** A public repository as GitHub describes it. */
export type Repository = {
  /** "owner/name" */
  readonly name: string
  readonly url: string
  readonly description: string
  readonly language: string
  /** null where the list does not say. */
  readonly stars: number | null
  readonly fork: boolean
}

export const mostRepositories = 500

type Fields = { readonly [name: string]: unknown }
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** "https://github.com/owner/name", and nothing that only looks like it. */
const address =
  /^https:\/\/github\.com\/([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9._-]{1,100})\/?$/

/** One line without signs that are not seen: they could turn what stands behind them. */
function line(value: unknown, most: number): string {
  if (typeof value !== 'string') return ''
  const signs = [...value.slice(0, 4 * most).normalize('NFC')]
  const seen = signs.map((sign) => (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(sign) ? ' ' : sign))
  const plain = seen.filter((sign) => !/[\p{Cf}\p{Cs}]/u.test(sign)).join('')
  return [...plain.replace(/\s+/g, ' ').trim()].slice(0, most).join('')
}

function starsOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** One record of the API, or of an account's export, whose own address lies in `url`. */
function readRepository(record: unknown): Repository | null {
  if (!isFields(record)) return null
  // What is not said to be public stays out.
  if (record.private !== false) return null
  const said = typeof record.html_url === 'string' ? record.html_url : record.url
  const found = typeof said === 'string' ? address.exec(said) : null
  const [, owner = '', name = ''] = found ?? []
  if (!found || name === '.' || name === '..') return null
  return {
    name: `${owner}/${plainFileName(name)}`,
    url: `https://github.com/${owner}/${name}`,
    description: line(record.description, 280),
    language: line(record.language, 40),
    stars: starsOf(record.stargazers_count),
    fork: record.fork === true,
  }
}

/**
 * The public repositories in what GitHub's API or an account's export says, each once, those with the
 * most stars first. Records that name none are left out. Null where `json` is no list at all.
 */
export function readRepositories(json: unknown): Repository[] | null {
  if (!Array.isArray(json)) return null
  const found = new Map<string, Repository>()
  for (const record of json) {
    const repository = readRepository(record)
    if (repository) found.set(repository.url.toLowerCase(), repository)
    if (found.size >= mostRepositories) break
  }
  return [...found.values()].sort(
    (a, b) => (b.stars ?? 0) - (a.stars ?? 0) || (a.name < b.name ? -1 : 1),
  )
}
