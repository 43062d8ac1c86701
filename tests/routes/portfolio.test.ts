import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import {
  type Model,
  makeWorld,
  reviewedMilestone,
  startModel,
  type World,
} from 'tests/support/contracts'
import { issue } from 'tests/support/credentials'
import { useDatabase } from 'tests/support/database'
import { linesOfPdf, partsOfPdf } from 'tests/support/pdf'
import { type Ask, answerOf, asking } from 'tests/support/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { setVisibility } from '~/domain/credentials/issuer-keys.commands.server'
import { ownPortfolio } from '~/domain/reputation/own-portfolio-queries.server'
import {
  choosePortfolioVisibility,
  writePortfolioWords,
} from '~/domain/reputation/portfolio.commands.server'
import { portfolioPage } from '~/domain/reputation/portfolio-page.server'
import { portfolioRow } from '~/domain/reputation/portfolio-queries.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { database, inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'
import { portfolioPaper } from '~/routes/people/$personId/_paper'
import * as fileRoute from '~/routes/people/$personId/portfolio/files/$artefactId'
import * as page from '~/routes/people/$personId/portfolio/index'
import * as paper from '~/routes/people/$personId/portfolio[.]pdf'
import * as adding from '~/routes/settings/portfolio/artefacts/new'
import * as github from '~/routes/settings/portfolio/github'
import * as settings from '~/routes/settings/portfolio/index'
import { signedIn } from '../support/people'

useDatabase()
let world: World
let model: Model
beforeAll(async () => {
  world = await makeWorld()
  model = await startModel()
  const { milestoneId } = await reviewedMilestone(world, model)
  const by = world.client.personId
  await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by, at: new Date() }))
  await inTransaction((tx) => recordPortfolio(tx, { milestoneId }))
})
afterAll(() => model?.close())

const id = () => world.lead.personId
const own = async () => ownPortfolio(database(), await signedIn(world.lead))
const address = (rest = '') => `/people/${id()}/portfolio${rest}`
const look = async (query = '', ask: Ask = {}) =>
  answerOf(page.loader, await asking(address(query), { params: { personId: id() }, ...ask }))

async function pdfOf(query = '', ask: Ask = {}): Promise<Response> {
  const args = await asking(address(`.pdf${query}`), { params: { personId: id() }, ...ask })
  return paper.loader(args as never).catch((thrown: unknown) => thrown as Response)
}
const file = async (artefactId: string, query = '', as: string | null = null) => {
  const params = { personId: id(), artefactId }
  const args = await asking(address(`/files/${artefactId}${query}`), { params, as })
  return fileRoute.loader(args as never).catch((thrown: unknown) => thrown as Response)
}
const send = async (
  route: { action: (args: never) => Promise<unknown> },
  form: Record<string, string> | FormData,
  as: string | null = id(),
) => answerOf(route.action, await asking('/settings/portfolio', { as, form }))
const show = (visibility: 'public' | 'link' | 'private') =>
  inTransaction((tx) => choosePortfolioVisibility(tx, { by: id(), visibility }))

function withFile(name: string, bytes: BlobPart, type = 'application/octet-stream') {
  const form = new FormData()
  for (const [key, value] of Object.entries({ intent: 'file', title: 'A', part: 'B' })) {
    form.set(key, value)
  }
  form.set('file', new File([bytes], name, { type }))
  return form
}
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('the paper', () => {
  it('prints the verdict with its address, in English', async () => {
    const answer = await pdfOf()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('application/pdf')
    expect(answer.headers.get('X-Robots-Tag')).toBeNull()
    const pdf = Buffer.from(await answer.arrayBuffer())
    const lines = linesOfPdf(pdf)
    expect(lines[0]).toBe(world.lead.name)
    const text = lines.join('\n')
    expect(text).toMatch(/Verdict vrd_[0-9a-z]{26}/)
    expect(text).toMatch(/interval 0\.\d+ to 1/)
    expect(partsOfPdf(pdf).links.some((uri) => /\/verdicts\/vrd_[0-9a-z]{26}$/.test(uri))).toBe(
      true,
    )
  })

  it('is set in Urdu for who reads Urdu', async () => {
    const about = 'میں لاہور میں نتائج ناپتی ہوں، گھنٹے نہیں۔'
    const words = { by: id(), headline: 'پیمائش کے ساتھ کام', about }
    await inTransaction((tx) => writePortfolioWords(tx, words))
    const pdf = Buffer.from(await (await pdfOf('', { locale: 'ur' })).arrayBuffer())
    const lines = linesOfPdf(pdf)
    expect(lines).toContain('پیمائش کے ساتھ کام')
    expect(lines).toContain(about)
    expect(lines).toContain('ناپے گئے نتائج')
    expect(lines.join('\n')).toMatch(/فیصلہ نمبر vrd_/)
  })
})

describe('credentials', () => {
  it('are listed with who finds them, and those alone that everybody finds stand in the portfolio', async () => {
    const credentialId = await issue({ personId: id(), organisationId: null })
    const listed = async () => {
      const args = await asking('/settings/portfolio', { as: id() })
      const { credentials } = (await answerOf(settings.loader, args)).data as {
        credentials: { credentialId: string; visibility: string }[]
      }
      return credentials.find((one) => one.credentialId === credentialId)
    }
    const shown = async () => JSON.stringify((await look()).data, plain).includes(credentialId)
    expect(await listed()).toMatchObject({ visibility: 'link' })
    expect(await shown()).toBe(false)
    const viewer = await signedIn(world.lead)
    await inTransaction((tx) => setVisibility(tx, { credentialId, visibility: 'public', viewer }))
    expect(await listed()).toMatchObject({ visibility: 'public' })
    expect(await shown()).toBe(true)
  })

  it('that are not public are said to be shown on request, on paper as on the page', async () => {
    const asked = { personId: id(), code: null }
    const opened = await portfolioPage(database(), null, asked, new Date())
    const claim = { skillId: 'sql', level: 4, evidenceKind: 'credential', note: '' } as const
    const blocksWith = (evidence: string) => {
      const person = { ...opened.person, claims: [{ ...claim, evidence }] }
      const language = languageFor('en', 'UTC')
      const origin = 'https://samar.example'
      return portfolioPaper(language, { ...opened, person }, new Map(), origin, new Date()).blocks
    }
    const onRequest = { kind: 'quiet', text: 'Credential, shown on request' }
    expect(blocksWith('')).toContainEqual(onRequest)
    expect(blocksWith('crd_x')).not.toContainEqual(onRequest)
  })
})

describe('a portfolio that is not for everybody', () => {
  it('is not there for others: page, paper and files', async () => {
    await send(adding, withFile('plan.txt', 'plan', 'text/plain'))
    const artefactId = (await own()).artefacts[0]?.id ?? ''
    expect((await file(artefactId)).status).toBe(200)
    await show('private')
    for (const as of [null, world.stranger.personId, world.operator.personId]) {
      const { status, data } = await look('', { as })
      expect(status).toBe(404)
      expect(JSON.stringify(data)).not.toContain(world.lead.name)
      expect((await pdfOf('', { as })).status).toBe(404)
      const answer = await file(artefactId, '', as)
      expect(answer.status).toBe(404)
      expect(await answer.text()).not.toContain('plan')
    }
    expect((await look('', { as: id() })).status).toBe(200)
  })

  it('opens by its link only, and asks searching machines to leave it out', async () => {
    await show('link')
    const { linkCode } = await portfolioRow(database(), id())
    const artefactId = (await own()).artefacts[0]?.id ?? ''
    for (const query of ['', '?code=', '?code=x', `?code=${linkCode}%00`]) {
      expect((await look(query)).status, query).toBe(404)
    }
    const opened = await look(`?code=${linkCode}`)
    expect(opened).toMatchObject({ status: 200, data: { unlisted: true } })
    for (const answer of [
      await pdfOf(`?code=${linkCode}`),
      await file(artefactId, `?code=${linkCode}`),
    ]) {
      expect(answer.status).toBe(200)
      expect(answer.headers.get('X-Robots-Tag')).toBe('noindex')
    }
    await show('public')
    expect((await look()).data).toMatchObject({ unlisted: false })
  })
})

describe('what is sent in the settings', () => {
  it('is refused with a sentence, and what was typed is kept', async () => {
    expect(await send(settings, { intent: 'visibility', visibility: 'all' })).toMatchObject({
      status: 400,
      data: { errors: { visibility: 'Choose one of those offered.' } },
    })
    expect(await send(settings, { intent: 'toString' })).toMatchObject({ status: 400 })
    const words = 'x'.repeat(2_001)
    const { entries } = await own()
    const entryId = entries[0]?.id ?? ''
    expect(await send(settings, { intent: `entry:${entryId}`, entryId, words })).toMatchObject({
      status: 400,
      data: { intent: `entry:${entryId}`, values: { words } },
    })
    const other = { intent: 'entry', entryId, words: 'not mine' }
    expect((await send(settings, other, world.stranger.personId)).status).toBe(404)
    const link = { intent: 'link', title: 'A page', part: 'All', url: 'http://example.org' }
    expect(await send(adding, link)).toMatchObject({
      status: 400,
      data: { values: { title: 'A page', url: 'http://example.org' } },
    })
    expect((await send(adding, { ...link, url: 'https://example.org/page' })).status).toBe(303)
  })

  it('takes pictures that are what they say, and files of a size', async () => {
    const errors = async (form: FormData) =>
      (await send(adding, form)).data as { errors: { file?: string } }
    const script = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    expect((await errors(withFile('a.svg', script))).errors.file).toMatch(/script/)
    expect((await errors(withFile('a.gif', png))).errors.file).toBeTruthy()
    expect((await errors(withFile('a.png', 'Words'))).errors.file).toBe(
      '“a.png” is not a picture of a kind that is shown here.',
    )
    expect((await errors(withFile('a.bin', new Uint8Array(10_000_001)))).errors.file).toBe(
      'The file is larger than 10 MB.',
    )
    expect((await errors(withFile('a.txt', ''))).errors.file).toBe('The file is empty.')
    expect((await send(adding, withFile('dot.png', png, 'text/html'))).status).toBe(303)
    const { artefacts } = await own()
    const picture = await file(artefacts.find(({ kind }) => kind === 'picture')?.id ?? '')
    expect(picture.headers.get('Content-Type')).toBe('image/png')
    expect(picture.headers.get('Content-Security-Policy')).toMatch(/^sandbox;/)
    const plain = await file(artefacts.find(({ kind }) => kind === 'file')?.id ?? '')
    expect(plain.headers.get('Content-Disposition')).toMatch(/^attachment;/)
  })

  it('never shows a token again', async () => {
    const accessToken = 'ghp_not a token of theirs'
    const refused = await send(github, { intent: 'token', accessToken })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.data)).not.toContain(accessToken)
  })

  it('reads a list of repositories and shows what is chosen', async () => {
    const url = 'https://github.com/lena/rows'
    const form = new FormData()
    form.set('intent', 'file')
    const list = JSON.stringify([{ html_url: url, private: false, stargazers_count: 4 }])
    form.set('file', new File([list], 'repos.json'))
    expect(await send(github, form)).toMatchObject({ status: 303 })
    const choose = new FormData()
    choose.set('intent', 'choose')
    choose.append('repositories[]', url)
    expect((await send(github, choose)).status).toBe(303)
    expect((await own()).artefacts).toContainEqual(
      expect.objectContaining({ kind: 'repository', url, repositoryOrigin: 'export' }),
    )
    form.set('file', new File(['{"a":1}'], 'repos.json'))
    expect(await send(github, form)).toMatchObject({
      status: 400,
      data: { errors: { file: 'The file holds no list of repositories.' } },
    })
  })
})

it('is kept from whoever is not signed in', async () => {
  expect((await send(settings, { intent: 'words', headline: 'x' }, null)).status).toBe(401)
  const [row] = await database().select().from(person).where(eq(person.id, id()))
  expect(row?.headline).not.toBe('x')
})
