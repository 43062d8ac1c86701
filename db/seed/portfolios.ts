import { Resvg } from '@resvg/resvg-js'
import { credential } from 'db/schema/credentials'
import { portfolioEntry } from 'db/schema/reputation'
import { and, desc, eq } from 'drizzle-orm'
import { storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import { setVisibility } from '~/domain/credentials/issuer-keys.commands.server'
import { signedInById } from '~/domain/identity/session.server'
import { addArtefact } from '~/domain/reputation/artefact.commands.server'
import { changeEntry, writePortfolioWords } from '~/domain/reputation/portfolio.commands.server'
import {
  keepRepositories,
  showRepositories,
} from '~/domain/reputation/repositories.commands.server'
import { readRepositories } from '~/domain/reputation/repository'
import { database, inTransaction } from '~/platform/database.server'
import type { Deals } from './deals'
import type { Story } from './story'

type Work = { readonly title: string; readonly part: string; readonly of?: string } & (
  | { readonly url: string }
  | { readonly file: string; readonly type: string; readonly bytes: () => string | Buffer }
)

type SeedPortfolio = {
  readonly who: string
  readonly headline: string
  readonly about: string
  /** Own words by the title of the milestone. */
  readonly words: Readonly<Record<string, string>>
  readonly works: readonly Work[]
  /** So many of the newest credentials are shown to everybody. */
  readonly credentials?: number
  /** Repositories as an account's export lists them. */
  readonly repositories?: readonly Readonly<Record<string, string | number | boolean>>[]
}

/** A table of answers against labels, right ones in green, drawn without a letter. */
function errorPicture(rows: readonly (readonly number[])[]): Buffer {
  const cells = rows.flatMap((row, y) => {
    const sum = row.reduce((total, value) => total + value, 0)
    return row.map((value, x) => {
      const share = Math.max(0.06, value / sum).toFixed(2)
      const ink = x === y ? '#0e5b49' : '#b3261e'
      const place = `x="${24 + x * 150}" y="${24 + y * 96}" width="142" height="88" rx="6"`
      return `<rect ${place} fill="${ink}" fill-opacity="${share}"/>`
    })
  })
  const size = `width="${40 + 150 * (rows[0]?.length ?? 0)}" height="${40 + 96 * rows.length}"`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${size} fill="#fbf9f4"/>${cells.join('')}</svg>`
  return Buffer.from(new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng())
}

const github = (name: string, description: string, language: string, stars: number) => ({
  ...{ name, description, language, private: false, fork: false, stargazers_count: stars },
  html_url: `https://github.com/${name}`,
})

const messages = 'Every message labelled on arrival'
const stations = 'One grade at three stations'

const portfolios: readonly SeedPortfolio[] = [
  {
    who: 'ayesha',
    headline: 'I lead deployments that are judged by their numbers, and stay until they hold',
    about:
      'For nine years I built websites in Lahore by the hour. What clients came back for was never the page; it was that somebody had written down what “works” means before the work began. That is what I do now, for teams of three to five, in logistics and in trade.\n\nI write the plan, choose the criteria with the client, keep every question answered within a day, and say early when a target is out of reach.',
    credentials: 2,
    words: {
      [messages]:
        'The dispatcher did not want a model, she wanted to go home at six. We sat two mornings beside her and found that four labels decide everything. The error table hung on her wall for a week before anything ran; when it ran, nobody was surprised.\n\nWe delivered on the third day of the last week. Next time I would ask for the second reader’s labels at the start.',
    },
    works: [
      {
        title: 'Where the model is wrong, on one page',
        part: 'I drew the table with the dispatcher and wrote the three sentences under it.',
        of: messages,
        file: 'error-table.png',
        type: 'image/png',
        bytes: () =>
          errorPicture([
            [180, 6, 3, 1],
            [5, 171, 9, 2],
            [2, 8, 166, 4],
            [1, 2, 5, 149],
          ]),
      },
      {
        title: 'How we write acceptance criteria',
        part: 'I wrote it; Zainab checked every number in it.',
        url: 'https://ravi-studio.example/criteria',
      },
      {
        title: 'A plan for the first two weeks, as a template',
        part: 'Mine, from nine deployments. Take it and change it.',
        file: 'first-two-weeks.md',
        type: 'text/markdown',
        bytes: () =>
          '# The first two weeks\n\n1. Sit beside the person who does it today.\n2. Write the labels down with them.\n3. Seal the holdout before the first line of code.\n4. Show the first error table on day nine, however bad it is.\n',
      },
    ],
  },
  {
    who: 'zainab',
    headline: 'I build the tests that a system has to pass before anybody relies on it',
    about:
      'Seven years of cleaning other people’s spreadsheets taught me what goes wrong in data: the second label that nobody wrote down, the row that is there twice, the date that is a name. I turn that into tests, and I am calm when they fail.',
    words: {
      [messages]:
        'I drew the sample so that quiet days counted as much as busy ones, and found 41 rows that two readers had labelled differently. They are the reason why the target was 0.92 and not 0.95.',
    },
    works: [
      {
        title: 'Forty-one rows on which two people disagree',
        part: 'I found them, asked both readers, and wrote down what each of them meant.',
        of: messages,
        url: 'https://ravi-studio.example/disagreement',
      },
    ],
    repositories: [
      github(
        'zainab-malik-eval/row-twins',
        'Finds rows that are the same row, in files that say they are not.',
        'Python',
        37,
      ),
      github(
        'zainab-malik-eval/two-readers',
        'Agreement between two people who label the same messages, with intervals.',
        'Python',
        112,
      ),
    ],
  },
  {
    who: 'rashid',
    headline:
      'Fifteen years on grading lines; now I write down what a good fruit is, as a measurement',
    about:
      'I grew up between Multan and the river. On the line I learnt to grade with my thumb; with this team I learnt to make a machine agree with it, and to prove it at three stations at once.',
    words: {
      [stations]:
        'Station two always graded softer in the afternoon. It was not the model; the scale warmed up. We found it because the criterion asked for the same grade at all three, and not for a good average.',
    },
    works: [
      {
        title: 'Grades at three stations, before and after',
        part: 'I took the measurements with Danish, at each station for a week.',
        of: stations,
        file: 'stations.png',
        type: 'image/png',
        bytes: () =>
          errorPicture([
            [96, 3, 1],
            [4, 91, 5],
            [1, 4, 95],
          ]),
      },
    ],
  },
]

async function entryOf(personId: string, title: string): Promise<string> {
  const [row] = await database()
    .select({ id: portfolioEntry.id })
    .from(portfolioEntry)
    .where(and(eq(portfolioEntry.personId, personId), eq(portfolioEntry.title, title)))
  if (!row) throw new Error(`The portfolio has no “${title}”.`)
  return row.id
}

async function addWork(by: string, work: Work, at: Date): Promise<void> {
  const { title, part, of } = work
  const words = { title, part, entryId: of ? await entryOf(by, of) : null, by, at }
  if ('url' in work) {
    await inTransaction((tx) => addArtefact(tx, { ...words, kind: 'link', url: work.url }))
    return
  }
  const bytes = work.bytes()
  const sent = new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], work.file, {
    type: work.type,
  })
  const stored = await storeDelivery([sent], { most: 1, folder: 'portfolio' })
  const [file] = stored.ok ? stored.files : []
  if (!file) throw new Error(`${work.file} could not be kept.`)
  const kind = work.type.startsWith('image/') ? 'picture' : 'file'
  await inTransaction((tx) => addArtefact(tx, { ...words, kind, file }))
}

async function showCredentials(personId: string, most: number): Promise<void> {
  const viewer = await signedInById(database(), personId)
  if (!viewer) throw new Error(`${personId} is not there.`)
  const rows = await database()
    .select({ credentialId: credential.id })
    .from(credential)
    .where(eq(credential.personId, personId))
    .orderBy(desc(credential.issuedAt), desc(credential.id))
    .limit(most)
  for (const { credentialId } of rows) {
    const shown = { credentialId, visibility: 'public' as const, viewer }
    await inTransaction((tx) => setVisibility(tx, shown))
  }
}

async function show(by: string, seed: SeedPortfolio, at: Date): Promise<void> {
  const { headline, about } = seed
  await inTransaction((tx) => writePortfolioWords(tx, { by, headline, about }))
  for (const [title, words] of Object.entries(seed.words)) {
    const entryId = await entryOf(by, title)
    await inTransaction((tx) => changeEntry(tx, { by, entryId, change: { words } }))
  }
  for (const work of [...seed.works].reverse()) await addWork(by, work, at)
  await showCredentials(by, seed.credentials ?? 0)
  const repositories = readRepositories(seed.repositories ?? []) ?? []
  if (repositories.length === 0) return
  const urls = repositories.map(({ url }) => url)
  const read = { by, origin: 'export', repositories, at } as const
  await inTransaction((tx) => keepRepositories(tx, read))
  await inTransaction((tx) => showRepositories(tx, { by, urls, at }))
}

/** Three people write what they would send to somebody who should know their work. */
export function tellPortfolios(story: Story, deals: () => Deals): void {
  for (const seed of portfolios) {
    story.on(12, 16, (at) => show(deals().personId(seed.who), seed, at))
  }
}
