import { request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { zipOfTexts } from 'tests/support/archives'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleTrack } from 'tests/support/learning'
import { joinOrganisation, makePerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { scormPackage } from 'tests/support/scorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readImport } from '~/domain/learning/adapters/read-import.server'
import { dataModels } from '~/domain/learning/package/data-model'
import { packageFile, packageSource } from '~/domain/learning/package/package-content.server'
import { packageHref, readPackageLink } from '~/domain/learning/package/package-link.server'
import { readReport, reportSummary } from '~/domain/learning/package/report'
import { addedTimes, scormElements } from '~/domain/learning/package/runtime-elements'
import { database } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { contentApplication, withRuntime } from '~/platform/http/content-origin.server'
import * as preview from '~/routes/track-packages/$versionId/$itemKey'

useDatabase()
let server: Server
let base = ''
let made: Awaited<ReturnType<typeof publishedTrack>>
const plays = { folder: 'rivers-of-punjab', standard: 'scorm_1_2' as const, launch: 'index.html' }

beforeAll(async () => {
  const { imported } = await readImport(
    zipOfTexts(
      scormPackage({
        page: '<!doctype html><html><head lang="en"><title>x</title></head>',
        more: { 'a b/film.mp4': '0123456789', 'x.dat': 'MZ', 'x.svg': '<svg/>', 'x.js': '1' },
      }),
    ),
    'x.zip',
  )
  made = await publishedTrack({
    content: sampleTrack({ courses: imported.content.courses }),
    files: [...imported.files].map(([path, bytes]) => ({ path, bytes })),
  })
  const source = packageSource(env())
  if (!source) throw new Error('no origin')
  await new Promise<void>((done) => {
    server = contentApplication(source).listen(0, '127.0.0.1', () => done())
  })
  const href = new URL(packageHref(made.versionId, plays, { now: new Date() }) ?? '')
  base = href.pathname.replace('index.html', '')
})
afterAll(() => void server.close())

type Answer = { status: number; headers: Record<string, string | undefined>; body: string }

/** Over node:http, since fetch tidies paths before it sends them. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let body = ''
      answer.on('data', (piece) => {
        body += piece
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers as never, body }),
      )
    })
    sent.once('error', reject)
    sent.end()
  })
}

describe('the origin for packages', () => {
  it('serves a page with the runtime first, in a sandbox that names its own files only', async () => {
    const { status, headers, body } = await ask(`${base}index.html`, { Cookie: 'session=x' })
    expect(status).toBe(200)
    expect(body).toContain('<head lang="en"><script src="')
    expect(body.indexOf('/runtime.js')).toBeLessThan(body.indexOf('<title>'))
    expect(headers['content-type']).toBe('text/html')
    const policy = headers['content-security-policy'] ?? ''
    expect(policy).toContain('sandbox allow-scripts allow-forms;')
    expect(policy).not.toContain('allow-same-origin')
    expect(policy).toContain(`frame-src ${env().CONTENT_ORIGIN}${base};`)
    expect(policy).toContain(`default-src ${env().CONTENT_ORIGIN}${base} `)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
  })

  it('serves each file as what its ending says, and others for download', async () => {
    expect((await ask(`${base}x.js`)).headers['content-type']).toBe('text/javascript')
    const drawing = await ask(`${base}x.svg`)
    expect(drawing.headers['content-type']).toBe('image/svg+xml')
    expect(drawing.headers['content-security-policy']).toContain('sandbox')
    const program = await ask(`${base}x.dat`)
    expect(program.headers['content-type']).toBe('application/octet-stream')
    expect(program.headers['content-disposition']).toBe('attachment')
    const part = await ask(`${base}a%20b/film.mp4`, { Range: 'bytes=2-4' })
    expect([part.status, part.body]).toEqual([206, '234'])
    const tag = (await ask(`${base}x.js`)).headers.etag ?? ''
    expect((await ask(`${base}x.js`, { 'If-None-Match': tag })).status).toBe(304)
  })

  it('has nothing at every other address', async () => {
    const other = base.replace(/.(?=\/$)/, (last) => (last === 'A' ? 'B' : 'A'))
    for (const path of [
      ...['/', '/p/', base, `${base}a%20b/`, `${base}a%20b`, `${base}gone.html`],
      ...[`${base}../../../../etc/passwd`, `${base}%2e%2e/%2e%2e/x`, `${base}..%2f..%2fx`],
      ...[`${base}a%20b%2ffilm.mp4`, `${base}x%00.js`, `${base}%ff`, `${base}%5c..%5cx.js`],
      ...[`${other}index.html`, '/p/x.y.1.z/index.html', '/tracks', '/sign-in', '/health'],
    ]) {
      const { status, headers } = await ask(path)
      expect([path, status]).toEqual([path, 404])
      expect(headers['content-security-policy']).toContain("default-src 'none'")
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(`${base}index.html`, {}, method)).status).toBe(405)
    }
    expect((await ask(`${base}index.html`, {}, 'HEAD')).body).toBe('')
  })

  it('leads to one package for some hours, and never to labelled rows', async () => {
    const sign = base.split('/')[2] ?? ''
    const now = new Date()
    expect(readPackageLink(sign, now)).toEqual({
      versionId: made.versionId,
      folder: 'rivers-of-punjab',
    })
    expect(readPackageLink(sign, new Date(now.getTime() + 14 * 3_600_000))).toBeNull()
    expect(readPackageLink(sign.replace('rivers', 'lakes'), now)).toBeNull()
    expect(readPackageLink(`${sign}.x`, now)).toBeNull()
    expect(await packageFile(sign, '../../data/messages.csv', now)).toBeNull()
    expect(await packageFile(sign, 'x.js', now)).not.toBeNull()
  })

  it('puts its script first into any page', () => {
    const into = (page: string | Buffer) => withRuntime(Buffer.from(page), 'r').toString('utf8')
    const script = '<script src="r"></script>'
    expect(into('<p>x')).toBe(`${script}<p>x`)
    expect(into('<html dir="rtl"><p>')).toBe(`<html dir="rtl">${script}<p>`)
    expect(into('<header><p>')).toBe(`${script}<header><p>`)
    expect(into(Buffer.from('\ufeff<head>پ', 'utf16le'))).toContain(`<head>${script}پ`)
  })
})

describe('who looks at the package of a version', () => {
  const look = async (as: string) => {
    const params = { versionId: made.versionId, itemKey: 'rivers-of-punjab' }
    return answerOf(preview.loader, await asking('/track-packages/x/y', { as, params }))
  }
  it('is led to it when they read drafts, and nobody else', async () => {
    const author = await joinOrganisation(made.partner, 'author')
    const answer = await look(author.personId)
    expect(answer.status).toBe(303)
    expect(answer.location).toMatch(/^http:\/\/localhost:\d+\/p\/.*\/index\.html$/)
    const stranger = await makePerson(database(), { name: 'Stranger' })
    expect((await look(stranger.personId)).status).toBe(404)
  })
})

describe('what a package says', () => {
  it('is kept only as far as the data model goes', () => {
    expect(readReport('scorm_1_2', { 'cmi.suspend_data': 'x'.repeat(65_536) })).not.toBeNull()
    for (const given of [
      null,
      [],
      'text',
      { 'cmi.suspend_data': 'x'.repeat(65_537) },
      { 'cmi.suspend_data': 'a\0b' },
      { 'cmi.suspend_data': '\ud800' },
      { 'cmi.core.lesson_status': 'excellent' },
      { 'cmi.core.score.raw': '101' },
      { 'cmi.core.student_name': 'x' },
      { 'cmi.location': 'of the other edition' },
      { __proto__x: 'y' },
      { 'cmi.core.score.raw': 80 },
    ]) {
      expect(readReport('scorm_1_2', given)).toBeNull()
    }
    expect(readReport('scorm_2004', { 'cmi.score.scaled': '1.5' })).toBeNull()
  })
  it('adds the time of each session to the total, which it reads as it was before', () => {
    expect(addedTimes('0001:59:30.50', '00:00:45')).toBe('0002:00:15.50')
    expect(addedTimes('PT1H0M0S', 'P1DT90M1.25S')).toBe('PT26H30M1.25S')
    expect(addedTimes('', 'PT3S')).toBe('PT0H0M3S')
    for (const [standard, total, session, first, sum] of [
      ['scorm_1_2', 'cmi.core.total_time', 'cmi.core.session_time', '00:10:00', '0000:12:00.00'],
      ['scorm_2004', 'cmi.total_time', 'cmi.session_time', 'PT10M', 'PT0H12M0S'],
    ] as const) {
      const model = dataModels[standard]
      const kept: Record<string, string> = {}
      const one = scormElements(model, kept, {})
      expect(one.read(total).value).toBe(model[total]?.start)
      one.write(session, first)
      one.write(session, first)
      expect(one.write(total, first)).toBe('read_only')
      const next = scormElements(model, kept, { ...kept })
      next.write(session, first.replace('10', '02'))
      expect(kept[total]).toBe(sum)
      expect(next.read(total).value).not.toBe(sum)
      expect(readReport(standard, kept)).toEqual({ [total]: sum })
    }
  })
  it('is summed up in one status and a score', () => {
    expect(
      reportSummary({ 'cmi.completion_status': 'completed', 'cmi.success_status': 'failed' })
        .status,
    ).toBe('failed')
    expect(reportSummary({ 'cmi.score.scaled': '0.75' })).toEqual({
      ...{ status: null, score: 75, of: 100 },
    })
    expect(reportSummary({})).toEqual({ status: null, score: null, of: null })
  })
})
