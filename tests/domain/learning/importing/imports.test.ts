import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { item, trackImport } from 'db/schema/learning'
import { zipOfTexts } from 'tests/support/archives'
import { useDatabase } from 'tests/support/database'
import { sampleFiles, sampleTrack } from 'tests/support/learning'
import {
  joinOrganisation,
  makeOrganisation,
  makePerson,
  type TestOrganisation,
} from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { scormPackage } from 'tests/support/scorm'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import { planImportAside } from '~/domain/learning/adapters/read-import-aside.server'
import { writeTrackFolder } from '~/domain/learning/content/track-files'
import { sweepImports } from '~/domain/learning/imports/import-track.server'
import { planOf } from '~/domain/learning/imports/plan-import'
import { readVersion } from '~/domain/learning/versions/read-version.server'
import { sweepVersionFiles } from '~/domain/learning/versions/sweep-version-files.server'
import { database, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { storeFile } from '~/platform/files.server'
import { countAttempt } from '~/platform/limits.server'
import * as preview from '~/routes/partners/$organisationId/imports/$importId/index'
import * as imports from '~/routes/partners/$organisationId/imports/index'
import * as exporting from '~/routes/partners/$organisationId/tracks/$trackId/versions/$versionId/export'

vi.setConfig({ testTimeout: 120_000 })
useDatabase()
let partner: TestOrganisation
let author = ''

beforeAll(async () => {
  partner = await makeOrganisation({ kind: 'partner', name: 'A partner' })
  author = (await joinOrganisation(partner, 'author')).personId
})

const sampleZip = (slug: string) =>
  zipOfTexts({
    ...Object.fromEntries(writeTrackFolder(sampleTrack({ slug }))),
    ...Object.fromEntries(sampleFiles.map(({ path, bytes }) => [path, bytes])),
  })

async function upload(bytes: Uint8Array, name: string, as = author, where = partner) {
  const { organisationId } = where
  const args = await asking(`/partners/${organisationId}/imports`, {
    as,
    params: { organisationId },
  })
  const body = new FormData()
  body.set('file', new File([new Uint8Array(bytes)], name))
  const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
  const request = new Request(args.request.url, { method: 'POST', body, headers })
  return answerOf(imports.action, { ...args, request })
}

async function uploaded(bytes: Uint8Array, name = 'course.zip'): Promise<string> {
  const answer = await upload(bytes, name)
  if (answer.status !== 303) throw new Error(JSON.stringify(answer.data))
  return answer.location?.split('/').at(-1)?.split('?')[0] ?? ''
}

const place = (importId: string) => ({
  as: author,
  params: { organisationId: partner.organisationId, importId },
})
const look = async (importId: string) =>
  (await answerOf(preview.loader, await asking(`/partners/x/imports/${importId}`, place(importId))))
    .data as Awaited<ReturnType<typeof preview.loader>>
const reply = async (importId: string, form: Record<string, string>) =>
  answerOf(
    preview.action,
    await asking(`/partners/x/imports/${importId}`, { ...place(importId), form }),
  )

const filesOf = (folder: string): string[] => {
  const path = join(env().SAMAR_DATA_DIR, 'files', folder)
  return existsSync(path) ? readdirSync(path) : []
}

async function exported(made: { trackId: string; versionId: string }, as = author) {
  const params = { organisationId: partner.organisationId, ...made }
  const args = await asking('/partners/x/export', { as, params })
  const answer = await exporting.loader(args)
  return Buffer.from(await (answer as unknown as Response).arrayBuffer())
}

describe('an import', () => {
  it('is a preview first, then a draft, and goes out again as the same bytes', async () => {
    const importId = await uploaded(sampleZip('round'), 'round.zip')
    const before = await look(importId)
    expect(before).toMatchObject({
      state: 'open',
      made: null,
      plan: {
        format: 'samar_track',
        lost: [],
        broken: [],
        made: { lesson: 2, quiz: 1, exercise: 1, capstone: 1 },
      },
    })
    expect(filesOf('imports')).toHaveLength(1)
    // The labelled rows lie encrypted.
    const kept = readFileSync(
      join(env().SAMAR_DATA_DIR, 'files', 'imports', filesOf('imports')[0] ?? ''),
    )
    expect(kept.includes('track.json')).toBe(false)
    expect(
      await reply(importId, { intent: 'confirm', target: 'new', slug: 'round' }),
    ).toMatchObject({ status: 303 })
    const { made, state } = await look(importId)
    expect(state).toBe('made')
    expect(filesOf('imports')).toEqual([])
    if (!made) throw new Error('nothing was made')
    const stored = await readVersion(database(), made.versionId)
    expect(stored?.content).toEqual(sampleTrack({ slug: 'round' }))
    expect(stored?.version).toMatchObject({ status: 'draft', number: 1, createdBy: author })
    const out = await exported(made)
    expect(await exported(made)).toEqual(out)
    const again = await readImport(out, 'round.zip')
    expect(again.imported.content).toEqual(stored?.content)
    expect([...again.imported.files].map(([path, bytes]) => [path, Buffer.from(bytes)])).toEqual(
      [...sampleFiles].map(({ path, bytes }) => [path, Buffer.from(bytes)]),
    )
    // Once more through the whole way, as the next version of the same track.
    await inTransaction(async (tx) => {
      const { submitVersion } = await import('~/domain/learning/versions/submit-version.server')
      const { publishVersion } = await import('~/domain/learning/versions/publish-version.server')
      const at = new Date('2026-03-02T09:00:00Z')
      const operator = await makePerson(tx)
      await submitVersion(tx, { versionId: made.versionId, by: author, at })
      await publishVersion(tx, { versionId: made.versionId, by: operator.personId, at })
    })
    const second = await uploaded(out, 'round.zip')
    expect((await look(second)).tracks).toEqual([{ trackId: made.trackId, slug: 'round' }])
    await reply(second, { intent: 'confirm', target: 'next', trackId: made.trackId })
    const next = (await look(second)).made
    expect(next?.trackId).toBe(made.trackId)
    expect(next && (await exported(next)).equals(out)).toBe(true)
  })

  it('says beside the field that an address is taken, and can be confirmed once only', async () => {
    const first = await uploaded(sampleZip('taken'))
    const second = await uploaded(sampleZip('taken'))
    await reply(first, { intent: 'confirm', target: 'new', slug: 'taken' })
    expect(await reply(second, { intent: 'confirm', target: 'new', slug: 'taken' })).toMatchObject({
      status: 400,
      data: { errors: { slug: expect.anything() } },
    })
    expect(
      await reply(second, { intent: 'confirm', target: 'new', slug: 'Not a key' }),
    ).toMatchObject({
      status: 400,
      data: { errors: { slug: expect.anything() } },
    })
    expect(await reply(second, { intent: 'confirm', target: 'next' })).toMatchObject({
      status: 400,
      data: { errors: { trackId: expect.anything() } },
    })
    expect(await reply(second, { intent: 'confirm', target: 'new', slug: 'free' })).toMatchObject({
      status: 303,
    })
    for (const intent of ['confirm', 'discard']) {
      expect(await reply(second, { intent, target: 'new', slug: 'other' })).toMatchObject({
        status: 409,
      })
    }
  })

  it('is discarded with its file', async () => {
    const importId = await uploaded(sampleZip('gone'))
    expect(await reply(importId, { intent: 'discard' })).toMatchObject({ status: 303 })
    expect((await look(importId)).state).toBe('discarded')
    expect(filesOf('imports')).toEqual([])
  })

  it('is discarded by itself after seven days, and what a killed upload left is deleted', async () => {
    const importId = await uploaded(sampleZip('old'))
    await storeFile('imports/imp_stray', Buffer.from('x'))
    await storeFile('imports/imp_fresh', Buffer.from('x'))
    const folder = join(env().SAMAR_DATA_DIR, 'files', 'imports')
    const ago = new Date(Date.now() - 2 * 3_600_000)
    for (const name of filesOf('imports')) {
      if (name !== 'imp_fresh') utimesSync(join(folder, name), ago, ago)
    }
    const { createdAt } =
      (await database().select().from(trackImport)).find(({ id }) => id === importId) ?? {}
    const days = (count: number) => new Date((createdAt?.getTime() ?? 0) + count * 86_400_000)
    const sweep = (at: Date) => inTransaction((tx) => sweepImports(tx, { at, now: new Date() }))
    expect(await sweep(days(6.9))).toBe(0)
    expect(filesOf('imports').sort()).toEqual(['imp_fresh', importId].sort())
    expect(await sweep(days(7.1))).toBe(1)
    expect(filesOf('imports')).toEqual(['imp_fresh'])
    expect((await look(importId)).state).toBe('discarded')
  })

  it('is of the partner’s authors alone', async () => {
    const importId = await uploaded(sampleZip('mine'))
    await reply(importId, { intent: 'confirm', target: 'new', slug: 'mine' })
    const { made } = await look(importId)
    const stranger = (await makePerson(database())).personId
    const reviewer = (await joinOrganisation(partner, 'reviewer')).personId
    const other = await makeOrganisation({ kind: 'partner', name: 'Another' })
    for (const as of [stranger, reviewer, other.owner.personId]) {
      const asked = await asking('/x', { ...place(importId), as })
      expect((await answerOf(preview.loader, asked)).status).toBe(404)
      expect((await upload(sampleZip('x'), 'x.zip', as)).status).toBe(404)
      // No page is rendered around a file: the sentence comes by itself, with its status.
      const refused = made && (await exported(made, as).catch((error: unknown) => error))
      expect(refused).toBeInstanceOf(Response)
      const { status, headers } = refused as Response
      expect([status, headers.get('Content-Type')]).toEqual([404, 'text/plain; charset=utf-8'])
      expect(await (refused as Response).text()).toMatch(/^[A-Z][^{]+\.\n$/)
    }
    const params = { organisationId: other.organisationId, importId }
    const theirs = await asking('/x', { as: other.owner.personId, params })
    expect((await answerOf(preview.loader, theirs)).status).toBe(404)
  })
})

describe('reading', () => {
  it('holds up nothing else in the process', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [
        `${at}.md`,
        Array.from({ length: 400 }, (_, n) => `${at} *word* ${n * at}`).join('\n\n'),
      ]),
    )
    const file = zipOfTexts(pages)
    let [last, longest, ticks] = [performance.now(), 0, 0]
    const tick = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
      ticks += 1
    }, 10)
    const plan = await planImportAside(file, 'a.zip')
    clearInterval(tick)
    expect(plan.made.lesson).toBe(12)
    expect(plan.content.courses[0]?.items[0]).toMatchObject({ body: '' })
    expect(ticks).toBeGreaterThan(20)
    expect(longest).toBeLessThan(1_000)
  })

  it('is asked for so often by one person, and no more', async () => {
    const eager = (await joinOrganisation(partner, 'author')).personId
    for (let time = 0; time < 30; time++) {
      await countAttempt(database(), `import:${eager}`, { points: 30, perSeconds: 600 })
    }
    expect((await upload(sampleZip('eager'), 'x.zip', eager)).status).toBe(429)
  })
})

describe('the files of versions', () => {
  it('are deleted when no version has named them for a day', async () => {
    const importId = await uploaded(sampleZip('swept'))
    await reply(importId, { intent: 'confirm', target: 'new', slug: 'swept' })
    const { made } = await look(importId)
    await storeFile('track-files/killed', Buffer.from('x'))
    await storeFile('track-data/killed', Buffer.from('x'))
    await storeFile('track-files/fresh', Buffer.from('x'))
    const ago = new Date(Date.now() - 25 * 3_600_000)
    for (const folder of ['track-files', 'track-data']) {
      for (const name of filesOf(folder)) {
        if (name === 'fresh') continue
        utimesSync(join(env().SAMAR_DATA_DIR, 'files', folder, name), ago, ago)
      }
    }
    expect(await sweepVersionFiles(database(), { now: new Date() })).toBe(2)
    expect(filesOf('track-files')).toContain('fresh')
    expect(made && (await exported(made)).length).toBeGreaterThan(1_000)
  })

  it('of a package make another lesson of it when they change', async () => {
    const hashOf = async (page: string, slug: string) => {
      const importId = await uploaded(zipOfTexts(scormPackage({ page })), 'x.zip')
      await reply(importId, { intent: 'confirm', target: 'new', slug })
      const { made } = await look(importId)
      const rows = await database().select().from(item)
      return rows.find(({ versionId }) => versionId === made?.versionId)?.contentHash
    }
    const first = await hashOf('<p>One</p>', 'package-one')
    expect(first).toBeDefined()
    expect(await hashOf('<p>One</p>', 'package-same')).toBe(first)
    expect(await hashOf('<p>Two</p>', 'package-two')).not.toBe(first)
  })
})

const courses = resolve(process.env.SAMAR_DATA ?? '../shared/data', 'courses')
const isThere = existsSync(courses)
if (!isThere) console.info(`Left out: the public cartridges are not in ${courses} (SAMAR_DATA).`)

describe.skipIf(!isThere)('the public cartridges', () => {
  const planned = async (name: string) => {
    const bytes = readFileSync(join(courses, name))
    const { format, imported } = await readImport(bytes, name)
    const plan = planOf(format, imported, () => '')
    const counts: Record<string, number> = {}
    for (const { reason } of plan.lost) counts[reason] = (counts[reason] ?? 0) + 1
    return { bytes, plan, counts }
  }

  it('1.1: three assignments become lessons', async () => {
    const { plan, counts } = await planned('common-cartridge-1.1.imscc')
    expect(plan).toMatchObject({ format: 'common_cartridge', made: { lesson: 3, quiz: 0 } })
    expect(counts).toEqual({ settings: 1, file_missing: 1, assignment: 3 })
  })

  it('1.3: the outline becomes courses, with their pictures', async () => {
    const { plan, counts, bytes } = await planned('common-cartridge-1.3.imscc')
    expect(plan.made).toEqual({ lesson: 16, quiz: 0, exercise: 0, capstone: 0 })
    expect(plan.content.courses.map(({ items }) => items.length)).toEqual([5, 1, 2, 1, 7])
    expect(plan.content.licence).toBe('CC-BY-SA-4.0')
    expect(plan.files).toHaveLength(15)
    expect(counts).toEqual({
      ...{ picture_outside: 2, discussion: 4, link_inside: 5, file_missing: 1, settings: 1 },
      ...{ media: 1, file_kind: 5, tool: 1, link_http: 5 },
    })
    // What is missing in it is what a cartridge cannot say: whom it is for and what it attests.
    expect(plan.broken.every(({ place: of }) => of === '')).toBe(true)
    const importId = await uploaded(bytes, 'ally.imscc')
    await reply(importId, { intent: 'confirm', target: 'new', slug: 'ally' })
    const { made } = await look(importId)
    expect(made && (await readVersion(database(), made.versionId))?.content.courses).toHaveLength(5)
  })
})
