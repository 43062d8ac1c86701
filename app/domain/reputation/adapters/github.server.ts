import { guardOptions } from '~/domain/outcomes/adapters/guard-options.server'
import {
  type FetchResult,
  type GuardOptions,
  openGuarded,
} from '~/domain/outcomes/adapters/guarded-fetch.server'
import { type Repository, readRepositories } from '../repository'

/** Why GitHub's answer is of no use; the catalogue's sentence is `portfolio.github_<problem>`. */
export type GithubProblem = 'token_refused' | 'limited' | 'slow' | 'unreachable' | 'unreadable'

export type GithubAnswer =
  | { readonly ok: true; readonly repositories: Repository[] }
  | { readonly ok: false; readonly problem: GithubProblem }

type Github = { readonly origin: string; readonly guard: GuardOptions; readonly deadlineMs: number }

const perPage = 100
/** Five pages of a hundred: as many as a list may hold. */
const mostPages = 5
const maxBytes = 2_000_000

const github = (): Github => ({
  ...{ origin: 'https://api.github.com', guard: guardOptions(), deadlineMs: 8_000 },
})

/** https://docs.github.com/en/rest/repos/repos, "List repositories for the authenticated user". */
const pathOf = (page: number) =>
  `/user/repos?visibility=public&affiliation=owner&sort=pushed&per_page=${perPage}&page=${page}`

/**
 * Reads the public repositories of whoever a token belongs to. The token goes into the requests and
 * nowhere else. Tests put in a server that plays GitHub.
 */
export async function readOwnRepositories(
  token: string,
  { origin, guard, deadlineMs }: Github = github(),
): Promise<GithubAnswer> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'user-agent': 'samar',
    'x-github-api-version': '2022-11-28',
  }
  const end = Date.now() + 3 * deadlineMs
  const records: unknown[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const left = Math.min(deadlineMs, end - Date.now())
    if (left <= 0) return { ok: false, problem: 'slow' }
    const limits = { connections: 1, deadlineMs: left, maxBytes }
    const opened = await openGuarded(`${origin}${pathOf(page)}`, headers, limits, guard)
    if (!opened.ok) return { ok: false, problem: 'unreachable' }
    const answer = await opened.origin.get().finally(() => opened.origin.close())
    if (!answer.ok) return { ok: false, problem: problemOf(answer) }
    const found = listIn(answer.body)
    if (found === null) return { ok: false, problem: 'unreadable' }
    records.push(...found)
    if (found.length < perPage) break
  }
  return { ok: true, repositories: readRepositories(records) ?? [] }
}

function listIn(body: string): unknown[] | null {
  try {
    const json: unknown = JSON.parse(body)
    return Array.isArray(json) ? json.slice(0, perPage) : null
  } catch {
    return null
  }
}

/** GitHub refuses with 401 what is no token, and with 403 or 429 who has asked too often. */
function problemOf({ problem, status }: FetchResult & { ok: false }): GithubProblem {
  if (status === 401) return 'token_refused'
  if (status === 403 || status === 429) return 'limited'
  if (problem === 'deadline_passed') return 'slow'
  const broken = ['too_large', 'not_utf8', 'encoding_unknown', 'response_broken']
  return broken.includes(problem) ? 'unreadable' : 'unreachable'
}
