import { readFileSync } from 'node:fs'
import { signature } from 'db/schema/contracts'
import { brief } from 'db/schema/market'
import { sealedDataset, sealedRow } from 'db/schema/outcomes'
import { count, eq } from 'drizzle-orm'
import { makeBrief, makeProposal, makeWorld, type World } from 'tests/support/contracts'
import { briefDraft } from 'tests/support/market'
import { useStack } from 'tests/support/stack'
import { type Answer, type Visitor, visit } from 'tests/support/visitor'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { currentTerms } from '~/domain/contracts/rows.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { createBrief } from '~/domain/market/briefs/brief.commands.server'
import { database, inTransaction } from '~/platform/database.server'

vi.setConfig({ testTimeout: 120_000 })

/** What a browser could send, as it would send it, to the real web process. */
const stack = useStack({ processes: ['web', 'worker'] })
let world: World
let client: Visitor

beforeAll(async () => {
  world = await makeWorld(new Date())
  client = await visit(stack.current.origin, world.client.personId)
})

async function draft(): Promise<string> {
  const { briefId } = await inTransaction((tx) =>
    createBrief(tx, {
      ...briefDraft,
      organisationId: world.organisationId,
      by: world.client.personId,
      at: new Date(),
    }),
  )
  return briefId
}

type Upload = { labelColumn?: string; name?: string }

function upload(briefId: string, file: string | Buffer, given: Upload = {}): Promise<Answer> {
  const form = new FormData()
  form.set('intent', 'seal')
  form.set('file', new File([new Uint8Array(Buffer.from(file))], given.name ?? 'cases.csv'))
  form.set('labelColumn', given.labelColumn ?? 'label')
  form.set('datasetClass', 'open')
  return client.post(`/briefs/${briefId}/dataset`, form)
}

const rowsOf = (lines: readonly string[]) => ['text,label', ...lines].join('\n')
const good = Array.from({ length: 9 }, (_, n) => `message ${n},${n % 3 ? 'normal' : 'urgent'}`)
const withRow = (at: number, line: string) => rowsOf(good.toSpliced(at - 1, 1, line))

async function sealedIn(briefId: string) {
  const [row] = await database()
    .select({ rows: sealedDataset.rowCount, labels: sealedDataset.labels })
    .from(brief)
    .innerJoin(sealedDataset, eq(sealedDataset.id, brief.datasetId))
    .where(eq(brief.id, briefId))
  return row ?? null
}

const storedRows = async () => (await database().select({ n: count() }).from(sealedRow))[0]?.n ?? 0

describe('a file of cases', () => {
  const bad: [string, string | Buffer, string][] = [
    ['without a label in one row', withRow(4, 'message,'), 'Row 4 has no label.'],
    ['with spaces for a label', withRow(2, 'message,   '), 'Row 2 has no label.'],
    ['with a value too many', withRow(5, 'one,two,urgent'), 'Row 5 has more or fewer values'],
    ['with a value too few', withRow(6, 'urgent'), 'Row 6 has more or fewer values'],
    ['with a row of 1 MB', withRow(3, `${'a'.repeat(1_000_000)},urgent`), 'Row 3 is larger than'],
    ['with a row of 7 MB', withRow(3, `${'a'.repeat(7_000_000)},urgent`), 'Row 3 is larger than'],
    ['of a first line alone', 'text,label\n', 'The file has a first line but no rows.'],
    ['of nothing', '', 'The file is empty.'],
    ['with a quote left open', withRow(7, '"message,urgent'), 'Row 7'],
    [
      'with one label throughout',
      rowsOf(['a,urgent', 'b,urgent']),
      'All rows carry the same label.',
    ],
    ['with bars', 'text|label\na|urgent\n', 'The columns are not set apart by commas'],
    [
      'without the column named',
      rowsOf(good).replace('label', 'answer'),
      'There is no column named',
    ],
    ['in UTF-16', Buffer.from(`\ufeff${rowsOf(good)}`, 'utf16le'), 'The file is not plain UTF-8'],
    ['that is a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'UTF-8'],
  ]

  it.each(bad)(
    '%s is refused with a sentence, and nothing of it is kept',
    async (_, file, says) => {
      const briefId = await draft()
      const before = await storedRows()
      const answer = await upload(briefId, file)
      expect(answer.status).toBe(400)
      expect(answer.words).toContain(says)
      expect(answer.body).toMatch(/name="labelColumn"[^>]*value="label"/)
      expect(await storedRows()).toBe(before)
      expect(await sealedIn(briefId)).toBeNull()
    },
  )

  it('with many wrong rows names the first ones, and how many more there are', async () => {
    const answer = await upload(await draft(), rowsOf([...good, ...Array(70).fill('no label,')]))
    expect(answer.status).toBe(400)
    expect(answer.words).toContain('Row 10 has no label. Row 11 has no label.')
    expect(answer.words).toContain('20 more rows need mending.')
  })

  it('keeps what was typed when the column is not there', async () => {
    const answer = await upload(await draft(), rowsOf(good), { labelColumn: 'right "answer"' })
    expect(answer.status).toBe(400)
    expect(answer.words).toContain('There is no column named right "answer".')
    expect(answer.body).toContain('value="right &quot;answer&quot;"')
  })

  it('is taken with a byte order mark, Windows line ends, quotes and Urdu', async () => {
    const briefId = await draft()
    const lines = ['"a ""quoted"", one",urgent', '"two\r\nlines",normal', 'پانی نہیں آ رہا,urgent']
    const answer = await upload(briefId, `\ufefftext,label\r\n${lines.join('\r\n')}\r\n\r\n`)
    expect(answer.status).toBe(303)
    expect(answer.toast).toBe('brief.dataset_sealed')
    expect(await sealedIn(briefId)).toMatchObject({
      rows: 3,
      labels: [
        { label: 'normal', count: 1 },
        { label: 'urgent', count: 2 },
      ],
    })
  })

  it('is asked for when it is missing', async () => {
    const answer = await upload(await draft(), '', { name: '' })
    expect(answer.status).toBe(400)
    expect(answer.words).toContain('No file was chosen.')
  })

  it('with semicolons is read: they can only be what separates its columns', async () => {
    const briefId = await draft()
    const answer = await upload(briefId, rowsOf(good).replaceAll(',', ';'))
    expect(answer.status).toBe(303)
    expect(await sealedIn(briefId)).toMatchObject({ rows: 9 })
  })

  it('that is large is refused by the worker in the same words, and nothing of it is kept', async () => {
    const briefId = await draft()
    const before = await storedRows()
    const file = withRow(3, `${'a'.repeat(9_000_000)},urgent`)
    expect((await upload(briefId, file)).status).toBe(303)
    const page = `/briefs/${briefId}/dataset`
    await vi.waitFor(
      async () => expect((await client.get(page)).words).toContain('Row 3 is larger than'),
      { timeout: 60_000, interval: 250 },
    )
    expect(await storedRows()).toBe(before)
    expect(await sealedIn(briefId)).toBeNull()
  })

  it('of 200,000 rows is sealed by the worker within bounded memory', async () => {
    const briefId = await draft()
    const filler = 'delivered to the wrong gate, driver waits, customer called twice '
    const lines = Array.from(
      { length: 200_000 },
      (_, n) => `"message ${n} ${filler}",${n % 3 ? 'normal' : 'urgent'}`,
    )
    const file = rowsOf(lines)
    const before = residentMb('web', 'VmRSS')
    expect((await upload(briefId, file)).status).toBe(303)
    await vi.waitFor(async () => expect(await sealedIn(briefId)).toMatchObject({ rows: 200_000 }), {
      timeout: 100_000,
      interval: 250,
    })
    const [web, worker] = [residentMb('web', 'VmHWM'), residentMb('worker', 'VmHWM')]
    console.log(
      `A file of ${(file.length / 1e6).toFixed(1)} MB: the web process held ${before} MB before and ${web} MB at most, the worker ${worker} MB.`,
    )
    expect(web).toBeLessThan(600)
    expect(worker).toBeLessThan(600)
    // Others are still served.
    expect((await client.get('/briefs')).status).toBe(200)
  })
})

/** Memory of a process in megabytes, as Linux counts it; 0 elsewhere. */
function residentMb(name: 'web' | 'worker', which: 'VmRSS' | 'VmHWM'): number {
  if (process.platform !== 'linux') return 0
  const status = readFileSync(`/proc/${stack.current.pidOf(name)}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_000)
}

describe('a body that is too large', () => {
  it('is refused with a page in the usual frame, in plain words where none is asked for', async () => {
    const form = { intent: 'create', statement: 'a'.repeat(1_100_000) }
    const answer = await client.post('/briefs/new', form)
    expect(answer.status).toBe(413)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(answer.body).toBe('What was sent is larger than Samar takes here. Nothing was kept.\n')
    const urdu = await client.post('/briefs/new', form, { 'Accept-Language': 'ur' })
    expect(urdu.status).toBe(413)
    const page = await client.post('/briefs/new', form, { Accept: 'text/html' })
    expect(page.status).toBe(413)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.words).toContain('This is too large')
    expect(page.words).toContain('Nothing was kept.')
  })

  it('is refused for files, too', async () => {
    const form = new FormData()
    form.set('file', new File([new Uint8Array(65_000_000)], 'large.bin'))
    const answer = await client.post('/briefs/new', form)
    expect(answer.status).toBe(413)
    expect(answer.body).toContain('Nothing was kept.')
  })

  it('is refused from a stranger wherever it goes, whatever it says it is', async () => {
    const stranger = await visit(stack.current.origin, null)
    for (const path of ['/sign-in', '/sign-up', '/webhooks/stripe']) {
      const form = new FormData()
      form.set('email', new File([new Uint8Array(2_000_000)], 'large.bin'))
      const answer = await stranger.post(path, form)
      expect([path, answer.status]).toEqual([path, 413])
      expect(answer.words).toContain('What was sent is larger than Samar takes here.')
      // What is left of such a body holds up nobody who comes next on the same connection.
      expect((await stranger.get('/health')).status).toBe(200)
    }
  })

  it('without a length is refused', async () => {
    const pieces = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.from('intent=create&title=a&'.repeat(5_000)))
        controller.close()
      },
    })
    const { origin } = stack.current
    const answer = await fetch(`${origin}/briefs/new`, {
      method: 'POST',
      headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: pieces,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(411)
    expect(await answer.text()).not.toMatch(/Error|stack/)
  })
})

describe('terms that both sides sign', () => {
  let contractId = ''
  let lead: Visitor
  beforeAll(async () => {
    lead = await visit(stack.current.origin, world.lead.personId)
    const at = new Date()
    const proposalId = await makeProposal(world, await makeBrief(world, at), { at })
    const made = await inTransaction((tx) =>
      acceptProposal(tx, { proposalId, by: world.client.personId, at }),
    )
    contractId = made.contractId
  })

  const signatures = () =>
    database().select().from(signature).where(eq(signature.contractId, contractId))
  const form = (version: number, sha256: string, typedName = world.client.name) => ({
    intent: 'sign',
    version: String(version),
    sha256,
    typedName,
    agree: 'yes',
  })

  it('are not signed from another site', async () => {
    const { version, sha256 } = await currentTerms(database(), contractId)
    const page = `/contracts/${contractId}/terms`
    const foreign = ['https://evil.example', 'http://localhost.evil.example', 'null', '']
    for (const Origin of foreign) {
      const answer = await client.post(page, form(version, sha256), { Origin })
      expect([Origin, answer.status]).toEqual([Origin, 403])
      expect(answer.body).not.toContain('<')
    }
    const siblings = { Origin: 'null', 'Sec-Fetch-Site': 'same-site' }
    expect((await client.post(page, form(version, sha256), siblings)).status).toBe(403)
    expect(await signatures()).toEqual([])
  })

  it('are signed in the newest version only', async () => {
    const page = `/contracts/${contractId}/terms`
    const old = await currentTerms(database(), contractId)
    const proposed = await lead.get(`/contracts/${contractId}/propose`)
    const fields = fieldsOf(proposed.body)
    expect(fields.reviewDays).toBe('14')
    const changed = await lead.post(`/contracts/${contractId}/propose`, {
      ...fields,
      intent: 'propose',
      reviewDays: '10',
      note: 'Ten days are enough.',
    })
    expect([changed.status, changed.words.slice(-600)]).toEqual([303, ''])
    const now = await currentTerms(database(), contractId)
    expect(now.version).toBe(old.version + 1)

    for (const [version, hash] of [
      [old.version, old.sha256],
      [now.version, old.sha256],
      [old.version, now.sha256],
      [now.version + 1, now.sha256],
    ] as const) {
      const answer = await client.post(page, form(version, hash))
      expect(answer.status).toBe(409)
      expect(answer.words).toContain('There is a newer version of the terms.')
      expect(answer.body).toContain(`value="${world.client.name}"`)
    }
    expect(await signatures()).toEqual([])
    const wrong = await client.post(page, form(now.version, now.sha256, 'Somebody Else'))
    expect(wrong.status).toBe(400)
    expect(wrong.words).toContain('The name typed is not the name of your account.')

    const both = await Promise.all(
      [1, 2].map(() => client.post(page, form(now.version, now.sha256))),
    )
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(await signatures()).toHaveLength(1)
  })
})

/** The fields of a page's form with what stands in them, as a browser would send them. */
function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  const form = body.slice(body.indexOf('<main'))
  const attribute = (tag: string, name: string) =>
    new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&quot;', '"') ?? ''
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const optional = /type="(radio|checkbox)"/.test(tag)
    const name = attribute(tag, 'name')
    if (name && (!optional || /\schecked/.test(tag))) fields[name] = attribute(tag, 'value')
  }
  for (const [, tag = '', text = ''] of form.matchAll(/<textarea([^>]*)>([^<]*)</g)) {
    fields[attribute(tag, 'name')] = text
  }
  for (const [, tag = '', options = ''] of form.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*selected[^>]*>/.exec(options) ?? /<option[^>]*>/.exec(options)
    fields[attribute(tag, 'name')] = attribute(chosen?.[0] ?? '', 'value')
  }
  return fields
}
