import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { auditEntry } from 'db/schema/platform'
import { portfolioArtefact, repositoryList } from 'db/schema/reputation'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readOwnRepositories } from '~/domain/reputation/adapters/github.server'
import { mostExportBytes, readExport } from '~/domain/reputation/adapters/github-export.server'
import { accessTokenForm } from '~/domain/reputation/forms.server'
import {
  keepRepositories,
  showRepositories,
  waitingRepositories,
} from '~/domain/reputation/repositories.commands.server'
import { mostRepositories, readRepositories } from '~/domain/reputation/repository'
import { database, inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import { useDatabase } from '../../support/database'
import { makePerson, type TestPerson, viewerOf } from '../../support/people'

useDatabase()
const at = new Date('2026-11-02T09:00:00Z')
const token = 'github_pat_11AAAAAAA0abcdefghij_klmnopqrst'

const record = (name: string, given: object = {}) => ({
  ...{ name, private: false, html_url: `https://github.com/zainab/${name}` },
  ...{ description: 'Rows', language: 'Python', stargazers_count: 3, fork: false },
  ...given,
})
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

describe('a list of repositories', () => {
  it('is what the public API says, the most starred first', () => {
    const read = readRepositories([record('a'), record('b', { stargazers_count: 9 })])
    expect(read?.map(({ name }) => name)).toEqual(['zainab/b', 'zainab/a'])
    expect(read?.[1]).toEqual({
      name: 'zainab/a',
      url: 'https://github.com/zainab/a',
      description: 'Rows',
      language: 'Python',
      stars: 3,
      fork: false,
    })
  })

  it('leaves out what is private, elsewhere, or only looks like GitHub', () => {
    const hostile = [
      record('a', { private: true }),
      record('b', { private: undefined }),
      record('c', { html_url: 'javascript:alert(1)' }),
      record('d', { html_url: 'https://github.com.evil.example/zainab/d' }),
      record('e', { html_url: 'https://github.com@evil.example/zainab/e' }),
      record('f', { html_url: 'https://github.com/zainab/..' }),
      record('g', { html_url: 'https://github.com/zainab/g?x=1' }),
      record('h', { html_url: 'http://github.com/zainab/h' }),
      null,
      7,
      'text',
      [],
      {},
      JSON.parse('{"__proto__": {"private": false, "html_url": "https://github.com/a/b"}}'),
    ]
    expect(readRepositories(hostile)).toEqual([])
    expect(readRepositories({ length: 1 })).toBeNull()
  })

  it('keeps words to a line, without signs that nobody sees', () => {
    const [one] =
      readRepositories([
        record('a', {
          description: `\u202eevil\u0000\n<script>alert(1)</script> ${'x'.repeat(10_000)}`,
          language: { toString: 'Python' },
          stargazers_count: 1e300,
        }),
      ]) ?? []
    expect(one?.description).toMatch(/^evil <script>alert\(1\)<\/script> x+$/)
    expect(one?.description.length).toBeLessThanOrEqual(280)
    expect(one).toMatchObject({ language: '', stars: null })
  })

  it('is bounded, and read whatever it is', () => {
    const many = Array.from({ length: mostRepositories + 50 }, (_, n) => record(`r${n}`))
    expect(readRepositories(many)).toHaveLength(mostRepositories)
    expect(readRepositories([record('A'), record('a')])).toHaveLength(1)
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const read = readRepositories(json)
        expect(read === null).toBe(!Array.isArray(json))
      }),
    )
  })
})

/** One file in a tar, packed (POSIX ustar). */
function tarGz(path: string, data: Buffer, type = '0'): Buffer {
  const head = Buffer.alloc(512)
  head.write(path, 0)
  head.write('0000644\0', 100)
  head.write('0000000\0', 108)
  head.write('0000000\0', 116)
  head.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124)
  head.write('00000000000\0', 136)
  head.write('        ', 148)
  head.write(type, 156)
  head.write('ustar\u000000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padded = Buffer.alloc(Math.ceil(data.length / 512) * 512)
  data.copy(padded)
  return gzipSync(Buffer.concat([head, padded, Buffer.alloc(1_024)]))
}

describe('an uploaded file', () => {
  const exported = {
    ...{ type: 'repository', url: 'https://github.com/zainab/row-twins', private: false },
    description: 'From the export',
  }

  it('is a list of the API, a part of the export, or its whole archive', async () => {
    expect(await readExport(bytes([record('a')]))).toMatchObject({
      ok: true,
      repositories: [{ name: 'zainab/a' }],
    })
    const part = { name: 'zainab/row-twins', language: '', stars: null }
    expect(await readExport(bytes([exported]))).toMatchObject({ ok: true, repositories: [part] })
    const archive = tarGz('repositories_000001.json', bytes([exported]))
    expect(await readExport(archive)).toMatchObject({ ok: true, repositories: [part] })
  })

  it('is refused with what to do about it', async () => {
    const problem = async (file: Uint8Array) => {
      const answer = await readExport(file)
      return answer.ok ? null : answer.problem
    }
    expect(await problem(Buffer.alloc(0))).toBe('not_json')
    expect(await problem(Buffer.from('<html>'))).toBe('not_json')
    expect(await problem(Buffer.from([0xff, 0xfe, 0x5b]))).toBe('not_json')
    expect(await problem(Buffer.from('['.repeat(200_000)))).toBe('not_json')
    expect(await problem(bytes({ message: 'Bad credentials' }))).toBe('no_list')
    expect(await problem(Buffer.alloc(mostExportBytes + 1, 32))).toBe('too_large')
    expect(await problem(Buffer.alloc(9_000_000, 32))).toBe('too_large')
    expect(await problem(tarGz('users_000001.json', bytes([])))).toBe('no_list')
    expect(await problem(tarGz('../repositories_000001.json', bytes([])))).toBe('archive')
    expect(await problem(tarGz('repositories_000001.json', Buffer.alloc(0), '2'))).toBe('archive')
    expect(await problem(gzipSync(Buffer.alloc(30_000_000)))).toBe('archive')
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    expect(await readExport(Buffer.from(deep))).toMatchObject({ ok: true, repositories: [] })
  })
})

describe('GitHub itself', () => {
  const asked: IncomingMessage[] = []
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  const guard = { rules: { allowLoopback: true, allowHttp: false, ownPorts: [] } }
  const read = (deadlineMs = 2_000, given = guard) => {
    const { port } = server.address() as AddressInfo
    return readOwnRepositories(token, {
      origin: `http://127.0.0.1:${port}`,
      guard: given,
      deadlineMs,
    })
  }
  const says = (status: number, body: unknown) => {
    answer = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
  }
  beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
  beforeEach(() => {
    asked.length = 0
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is asked page by page, with the token in its header alone', async () => {
    answer = (request, response) => {
      const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page'))
      const count = page === 1 ? 100 : 20
      response.end(JSON.stringify(Array.from({ length: count }, (_, n) => record(`p${page}-${n}`))))
    }
    const found = await read()
    expect(found.ok && found.repositories).toHaveLength(120)
    expect(asked.map(({ url }) => url)).toEqual([
      '/user/repos?visibility=public&affiliation=owner&sort=pushed&per_page=100&page=1',
      '/user/repos?visibility=public&affiliation=owner&sort=pushed&per_page=100&page=2',
    ])
    for (const { headers } of asked) {
      expect(headers).toMatchObject({ authorization: `Bearer ${token}`, 'user-agent': 'samar' })
    }
  })

  it('is never asked without end', async () => {
    says(
      200,
      Array.from({ length: 300 }, (_, n) => record(`same-${n}`)),
    )
    expect(await read()).toMatchObject({ ok: true })
    expect(asked).toHaveLength(5)
  })

  it.each([
    [401, { message: 'Bad credentials' }, 'token_refused'],
    [403, { message: 'API rate limit exceeded' }, 'limited'],
    [429, '', 'limited'],
    [500, '', 'unreachable'],
    [302, '', 'unreachable'],
    [200, '<html>', 'unreadable'],
    [200, { message: 'a list was asked for' }, 'unreadable'],
    [200, `[${' '.repeat(3_000_000)}]`, 'unreadable'],
  ])('that answers %i with %j is told apart: %3$s', async (status, body, problem) => {
    says(status, body)
    expect(await read()).toEqual({ ok: false, problem })
  })

  it('that never answers is not waited for', async () => {
    answer = () => {}
    expect(await read(150)).toEqual({ ok: false, problem: 'slow' })
  })

  it('is reached through the guard', async () => {
    const closed = { rules: { ...guard.rules, allowLoopback: false } }
    expect(await read(500, closed)).toEqual({ ok: false, problem: 'unreachable' })
    expect(asked).toHaveLength(0)
  })
})

describe('a token', () => {
  const form = (accessToken: string) => {
    const data = new FormData()
    data.set('accessToken', accessToken)
    return data
  }

  it('is one word of letters, digits and underscores, and never comes back to the page', () => {
    expect(parseForm(accessTokenForm, form(` ${token} `))).toMatchObject({ ok: true })
    for (const text of ['', 'short', `${token}\r\nX-Evil: 1`, 'ö'.repeat(40)]) {
      const parsed = parseForm(accessTokenForm, form(text))
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(parsed.values).toEqual({})
    }
    expect(typedValues(form(token))).toEqual({})
  })
})

describe('what was read', () => {
  let who: TestPerson
  const found = readRepositories([record('a'), record('b'), record('c')]) ?? []
  const url = (name: string) => `https://github.com/zainab/${name}`
  const keep = (stars = 3, when = at) =>
    inTransaction((tx) =>
      keepRepositories(tx, {
        ...{ by: who.personId, origin: 'export', at: when },
        repositories: found.map((one) => ({ ...one, stars })),
      }),
    )
  const show = (urls: string[], by = who.personId) =>
    inTransaction((tx) => showRepositories(tx, { by, urls, at }))
  beforeAll(async () => {
    who = await makePerson(database())
  })

  it('waits for a choice, and what is not chosen is forgotten', async () => {
    await keep()
    expect((await waitingRepositories(database(), viewerOf(who)))?.repositories).toHaveLength(3)
    await expect(show([url('x')])).rejects.toMatchObject({ code: 'form_invalid' })
    const other = await makePerson(database())
    await expect(show([url('a')], other.personId)).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(await show([url('a'), url('a'), url('b')])).toEqual({ shown: 2 })
    expect(await database().select().from(repositoryList)).toEqual([])
    await expect(show([url('a')])).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })

  it('brings up to date what is shown already, once', async () => {
    const later = new Date('2026-12-01T09:00:00Z')
    await keep(8, later)
    await show([url('a')])
    const rows = await database().select().from(portfolioArtefact)
    expect(rows).toHaveLength(2)
    const row = rows.find((one) => one.url === url('a'))
    expect(row).toMatchObject({ repository: { stars: 8 }, repositoryOrigin: 'export' })
    expect(row?.readAt).toEqual(later)
  })

  it('leaves no trace of a token anywhere', async () => {
    expect(JSON.stringify(await database().select().from(auditEntry))).not.toContain('github_pat')
  })
})
