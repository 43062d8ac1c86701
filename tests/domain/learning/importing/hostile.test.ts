import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { trackImport, trackVersion } from 'db/schema/learning'
import { type TarEntry, tarGz, type ZipEntry, zipFile, zipOfTexts } from 'tests/support/archives'
import { useDatabase } from 'tests/support/database'
import { joinOrganisation, makeOrganisation, type TestOrganisation } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import * as imports from '~/routes/partners/$organisationId/imports/index'

useDatabase()
let partner: TestOrganisation

beforeAll(async () => {
  partner = await makeOrganisation({ kind: 'partner', name: 'A partner' })
})

async function upload(bytes: Uint8Array, name = 'course.zip') {
  const { organisationId } = partner
  const path = `/partners/${organisationId}/imports`
  // Each of them has somebody of its own: one person may not try as many.
  const { personId } = await joinOrganisation(partner, 'author')
  const args = await asking(path, { as: personId, params: { organisationId } })
  const body = new FormData()
  body.set('file', new File([new Uint8Array(bytes)], name))
  const headers = { Cookie: args.request.headers.get('Cookie') ?? '' }
  const request = new Request(args.request.url, { method: 'POST', body, headers })
  return answerOf(imports.action, { ...args, request })
}

function filesLeft(): string[] {
  const folder = join(env().SAMAR_DATA_DIR, 'files')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => name)
    : []
}

const ok = { name: 'one.md', data: '# One\n\nWords.\n' }
const zip = (...entries: ZipEntry[]) => zipFile([ok, ...entries])
const tar = (...entries: TarEntry[]) => tarGz([ok, ...entries])
const cartridge = (manifest: string) => zipOfTexts({ 'imsmanifest.xml': manifest })
const manifest = (resources: string, head = '') =>
  `<?xml version="1.0"?>${head}<manifest identifier="m"><metadata><schema>IMS Common Cartridge</schema></metadata><organizations/><resources>${resources}</resources></manifest>`
const deep = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
const laughs = `<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]>`
const zip64 = (size: bigint) => {
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(size, 4)
  extra.writeBigUInt64LE(size, 12)
  return extra
}

/** Sixty files that share the same packed bytes, as the bombs without nesting do. */
function sharing(): Buffer {
  const data = Buffer.alloc(200_000, 'word ')
  const one = zipFile([{ name: 'a.md', data, stored: true }])
  const start = one.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  const entry = one.subarray(start, one.length - 22)
  const entries = Array.from({ length: 60 }, (_, at) => {
    const copy = Buffer.concat([entry])
    copy.write(String.fromCharCode(0x61 + (at % 26)), 46)
    return Buffer.concat([
      copy.subarray(0, 28),
      Buffer.from([6, 0]),
      copy.subarray(30, 46),
      Buffer.from(`${String(at).padStart(3, '0')}.md`),
    ])
  })
  const whole = Buffer.concat(entries)
  const end = Buffer.from(one.subarray(one.length - 22))
  end.writeUInt16LE(60, 8)
  end.writeUInt16LE(60, 10)
  end.writeUInt32LE(whole.length, 12)
  return Buffer.concat([one.subarray(0, start), whole, end])
}

const hostile: [string, Uint8Array, RegExp, string?][] = [
  ['no bytes at all', Buffer.alloc(0), /empty/],
  ['a zip without files', zipFile([]), /empty/],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), /does not recognise/, 'a.png'],
  ['a text without questions', Buffer.from('Dear reader'), /does not recognise/, 'a.txt'],
  ['a zip with nothing to read', zipOfTexts({ 'a.exe': 'MZ' }), /does not recognise/],
  ['a name that climbs', zip({ name: '../../evil.md' }), /leads out/],
  ['a name that climbs inside', zip({ name: 'a/../../evil.md' }), /leads out/],
  ['an absolute name', zip({ name: '/etc/passwd.md' }), /leads out/],
  ['a backslash', zip({ name: '..\\evil.md' }), /leads out/],
  ['a drive', zip({ name: 'C:/evil.md' }), /leads out/],
  ['a zero byte in a name', zip({ name: 'a\u0000b.md' }), /leads out/],
  ['a name of the house', zip({ name: '~/evil.md' }), /leads out/],
  ['an empty part', zip({ name: 'a//b.md' }), /leads out/],
  ['a very long name', zip({ name: `${'a'.repeat(400)}.md` }), /leads out/],
  ['a name that is not UTF-8', zip({ name: 'a.md', localName: 'b.md' }), /damaged/],
  ['a ratio bomb', zip({ name: 'b.md', data: Buffer.alloc(30_000_000) }), /far larger/],
  [
    'many small files that are zeros together',
    zip(
      ...Array.from({ length: 400 }, (_, at) => ({
        name: `${at}.md`,
        data: 'word '.repeat(180_000),
      })),
    ),
    /far larger/,
  ],
  ['files that share their bytes', sharing(), /far larger/],
  ['an archive in an archive', zip({ name: 'inner.zip', data: zip() }), /within the archive/],
  [
    'an archive under another name',
    zip({ name: 'b.md', data: zip(), stored: true }),
    /within the archive/,
  ],
  ['a link', zip({ name: 'link.md', data: '/etc/passwd', mode: 0o120777 }), /link or a device/],
  ['a device', zip({ name: 'dev.md', mode: 0o020666 }), /link or a device/],
  ['a locked file', zip({ name: 'b.md', data: 'x', flags: 0x801 }), /password/],
  ['an unknown packing', zip({ name: 'b.md', data: 'x', method: 12 }), /packed in a way/],
  ['a name twice', zip({ name: 'one.md', data: 'x' }), /twice/],
  ['names that differ in capitals', zip({ name: 'ONE.md', data: 'x' }), /capitals/],
  [
    'names that differ in how they are composed',
    zip({ name: 'é.md' }, { name: 'e\u0301.md' }),
    /capitals/,
  ],
  ['a size that is too small', zip({ name: 'b.md', data: 'x'.repeat(500), size: 10 }), /damaged/],
  ['a size that is too large', zip({ name: 'b.md', data: 'x', size: 5_000 }), /damaged/],
  ['a wrong check sum', zip({ name: 'b.md', data: 'x', crc: 1 }), /damaged/],
  ['another name in front of the bytes', zip({ name: 'b.md', localName: '../b.md' }), /damaged/],
  [
    'a zip that is cut off',
    zip({ name: 'b.md', data: 'x'.repeat(500) }).subarray(0, 200),
    /damaged/,
  ],
  ['a zip cut in its directory', zip().subarray(0, -10), /damaged/],
  [
    'a size of 64 bits that is a lie',
    zip({
      name: 'b.md',
      data: 'x',
      size: 0xffffffff,
      packedSize: 0xffffffff,
      extra: zip64(9_000_000_000_000n),
    }),
    /MB in it|far larger|damaged/,
  ],
  [
    'a hundred thousand files',
    zipFile(Array.from({ length: 100_000 }, (_, at) => ({ name: `${at}.md`, stored: true }))),
    /more than 5000 files/,
  ],
  ['a tar that climbs', tar({ name: '../evil.md' }), /leads out/, 'a.tar.gz'],
  ['a link in a tar', tar({ name: 'link.md', kind: '2' }), /link or a device/, 'a.tar.gz'],
  ['a hard link in a tar', tar({ name: 'link.md', kind: '1' }), /link or a device/, 'a.tar.gz'],
  ['a tar that is cut off', tarGz([ok], false), /damaged/, 'a.tar.gz'],
  [
    'a tar that becomes too large',
    tar({ name: 'b.md', data: 'a'.repeat(40_000_000) }),
    /far larger|MB/,
    'a.tar.gz',
  ],
  ['a broken gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), /damaged/, 'a.tar.gz'],
  ['entities that grow', cartridge(manifest('', laughs)), /DOCTYPE/],
  [
    'an outside entity',
    cartridge(manifest('', '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    /DOCTYPE/,
  ],
  ['an entity declared within', cartridge(manifest('<!ENTITY x "y">')), /DOCTYPE/],
  ['elements a hundred thousand deep', cartridge(manifest(deep(100_000))), /too deep/],
  [
    'an attribute of a megabyte',
    cartridge(manifest(`<resource identifier="${'a'.repeat(400_000)}"/>`)),
    /too large/,
  ],
  [
    'a manifest that points outside',
    cartridge(
      manifest('<resource identifier="r" type="webcontent" href="../../etc/passwd.html"/>'),
    ),
    /outside/,
  ],
  [
    'a manifest that points to the disk',
    cartridge(
      manifest('<resource identifier="r" type="webcontent" href="file:///etc/passwd.html"/>'),
    ),
    /outside/,
  ],
  [
    'a coded path outside',
    cartridge(manifest('<resource identifier="r" type="webcontent" href="%2e%2e/%2e%2e/x.html"/>')),
    /outside/,
  ],
  ['an XML that never ends', cartridge('<manifest><resources>'), /well-formed|not well/],
  [
    'a manifest that is not UTF-8',
    zipOfTexts({ 'imsmanifest.xml': Buffer.from([0x3c, 0xff, 0xfe, 0x3e]) }),
    /UTF-8|not text/,
  ],
  [
    'a SCORM package without an SCO',
    cartridge('<manifest><metadata><schema>ADL SCORM</schema></metadata></manifest>'),
    /names no SCO/,
  ],
  ['a cartridge with nothing in it', cartridge(manifest('')), /nothing in it/],
  [
    'a page of nested tags',
    zipOfTexts({
      'imsmanifest.xml': manifest(
        '<resource identifier="r" type="webcontent" href="a.html"><file href="a.html"/></resource>',
      ),
      'a.html': '<div>'.repeat(50_000),
    }),
    /too deep/,
  ],
  ['a track of broken JSON', zipOfTexts({ 'track.json': '{' }), /JSON breaks off/],
  [
    'a track that names no file',
    zipOfTexts({ 'track.json': '{"format":"samar-track/1"}' }),
    /missing/,
  ],
]

describe('hostile archives', () => {
  it.each(hostile)(
    '%s gets a sentence, and leaves nothing behind',
    async (_what, bytes, sentence, name) => {
      const answer = await upload(bytes, name)
      expect(answer.status).toBe(400)
      const { file } = (answer.data as { errors: { file: string | { key: string } } }).errors
      expect(typeof file === 'string' ? file : file.key).toMatch(sentence)
      expect(filesLeft()).toEqual([])
      expect(await database().select().from(trackImport)).toEqual([])
      expect(await database().select().from(trackVersion)).toEqual([])
    },
  )
})
