import { gzipSync } from 'node:zlib'
import { useStack } from 'tests/support/stack'
import { describe, expect, it } from 'vitest'

/** Light on slow links: no script on pages that are only read, and little elsewhere. */
const stack = useStack({ processes: ['web'] })

async function pageOf(path: string): Promise<string> {
  const answer = await fetch(`${stack.current.origin}${path}`)
  expect(answer.status).toBe(200)
  return answer.text()
}

async function gzipped(address: string): Promise<number> {
  const answer = await fetch(new URL(address, stack.current.origin))
  expect(answer.status).toBe(200)
  return gzipSync(Buffer.from(await answer.arrayBuffer())).length
}

const addresses = (page: string, pattern: RegExp) =>
  [...page.matchAll(pattern)].map((match) => match[1] ?? '')

describe('what a page brings along', () => {
  it.each(['/', '/briefs', '/teams', '/people', '/skills', '/measuring', '/mailbox'])(
    '%s has no script at all',
    async (path) => {
      expect(await pageOf(path)).not.toMatch(
        /<script(?! type="application\/ld\+json")|rel="modulepreload"/,
      )
    },
  )

  it.each(['/sign-up', '/sign-in'])('%s brings at most 110 KB of script', async (path) => {
    const page = await pageOf(path)
    const scripts = addresses(page, /(?:<script[^>]* src|rel="modulepreload"[^>]* href)="([^"]+)"/g)
    expect(scripts.length).toBeGreaterThan(0)
    let total = 0
    for (const address of new Set(scripts)) total += await gzipped(address)
    expect(total).toBeLessThan(110_000)
  })

  it('says nothing inline that a policy would have to allow', async () => {
    expect(await pageOf('/sign-up')).not.toMatch(
      /<script(?![^>]* src=| type="application\/ld\+json")|\son[a-z]+="/,
    )
  })
})
