import type { TrackContent } from '~/domain/learning/content/track-content'
import { publishVersion } from '~/domain/learning/versions/publish-version.server'
import { submitVersion } from '~/domain/learning/versions/submit-version.server'
import type { TrackFile } from '~/domain/learning/versions/version-files.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { database, inTransaction } from '~/platform/database.server'
import { makeOrganisation, makePerson, type TestOrganisation } from './people'

/** A labelled file that a reader of the word "now" gets right. */
export function urgentRows(count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, row) =>
    row % 2 === 0
      ? `Order ${row} is late and I need it now,urgent`
      : `Thanks for order ${row},other`,
  )
  return Buffer.from(`message,label\n${lines.join('\n')}\n`)
}

/** A small track with every kind of item, which can be published as it is. */
export function sampleTrack(given: Partial<TrackContent> = {}): TrackContent {
  return {
    slug: 'sample-track',
    language: 'en',
    title: 'A sample track',
    summary: 'Everything that a track can hold, in one course.',
    description: 'For people who test **Samar**.',
    licence: 'CC-BY-4.0',
    hours: 4,
    skills: ['model-evaluation', 'data-cleaning'],
    roles: ['evaluation_engineer'],
    leadsFrom: ['43-9021.00'],
    prerequisites: [],
    translationOf: null,
    price: null,
    courses: [
      {
        key: 'first-course',
        title: 'First course',
        summary: 'One of each.',
        items: [
          {
            kind: 'lesson',
            key: 'hello',
            title: 'Hello',
            minutes: 5,
            body: '## A heading\n\nSome *text* with a picture:\n\n![A line](assets/line.svg)\n',
          },
          { kind: 'lesson', key: 'again', title: 'Again', minutes: 5, body: 'A formula: $x^2$.\n' },
          { kind: 'quiz', key: 'check', title: 'Check yourself', minutes: 5, quiz: sampleQuiz },
          {
            kind: 'exercise',
            key: 'urgent',
            title: 'Urgent or not',
            minutes: 60,
            exercise: {
              brief: 'Say which messages are urgent.',
              criterion: {
                metric: 'accuracy',
                averaging: null,
                positiveClass: null,
                labels: ['other', 'urgent'],
                target: 0.8,
                sampleSize: 60,
              },
              dataset: { file: 'messages.csv', labelColumn: 'label', sampleRows: 10 },
              waysIn: ['endpoint', 'file'],
            },
          },
          {
            kind: 'capstone',
            key: 'report',
            title: 'A report',
            minutes: 120,
            capstone: {
              brief: 'Write what you found.',
              deliverables: ['A report of one page.'],
              rubric: ['question', 'method'].map((key) => ({
                key,
                title: `The ${key}`,
                levels: [
                  { points: 0, text: 'It is missing.' },
                  { points: 2, text: 'It is there.' },
                  { points: 4, text: 'It is right.' },
                ],
              })),
              passMark: 0.6,
            },
          },
        ],
      },
    ],
    ...given,
  }
}

const head = { points: 1, explanation: 'Because it is so.' }
const sampleQuiz = {
  intro: 'Five questions.',
  passMark: 0.6,
  limitMinutes: 30,
  questions: [
    {
      ...{ ...head, key: 'one', kind: 'single' as const, prompt: 'Which is *right*?' },
      options: [
        { key: 'a', text: 'This one', correct: true },
        { key: 'b', text: 'That one', correct: false },
      ],
    },
    {
      ...{ ...head, key: 'many', kind: 'multiple' as const, prompt: 'Which are even?' },
      options: [
        { key: 'a', text: '2', correct: true },
        { key: 'b', text: '3', correct: false },
        { key: 'c', text: '4', correct: true },
      ],
    },
    {
      ...{ ...head, key: 'number', kind: 'numeric' as const, prompt: 'Half of 1?' },
      ...{ answer: '0.5', tolerance: '0.01', unit: '' },
    },
    {
      ...{ ...head, key: 'order', kind: 'ordering' as const, prompt: 'In order, please.' },
      parts: [
        { key: 'x', text: 'First' },
        { key: 'y', text: 'Second' },
        { key: 'z', text: 'Third' },
      ],
    },
    {
      ...{ ...head, key: 'word', kind: 'short_text' as const, prompt: 'The share of found ones?' },
      accept: ['recall', 'sensitivity'],
    },
  ],
}

const line = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 9 9 0"/></svg>'
export const sampleFiles: readonly TrackFile[] = [
  { path: 'assets/line.svg', bytes: Buffer.from(line) },
  { path: 'data/messages.csv', bytes: urgentRows(400) },
]

/** A track that people can enrol in, published by an operator who had no part in it. */
export async function publishedTrack(
  given: {
    content?: TrackContent
    files?: readonly TrackFile[]
    /** Left out: a new one; its owner writes. */
    partner?: TestOrganisation
    /** Left out: a new track. */
    trackId?: string
    at?: Date
  } = {},
): Promise<{ trackId: string; versionId: string; slug: string; partner: TestOrganisation }> {
  const at = given.at ?? new Date('2026-03-02T09:00:00Z')
  const partner = given.partner ?? (await makeOrganisation({ kind: 'partner', name: 'A partner' }))
  const content = given.content ?? sampleTrack()
  const by = partner.owner.personId
  const operator = await makePerson(database(), { name: 'Operator' })
  return inTransaction(async (tx) => {
    const made = await writeVersion(tx, {
      partnerId: partner.organisationId,
      ...(given.trackId ? { trackId: given.trackId } : {}),
      content,
      files: given.files ?? sampleFiles,
      by,
      at,
    })
    await submitVersion(tx, { versionId: made.versionId, by, at })
    await publishVersion(tx, { versionId: made.versionId, by: operator.personId, at })
    return { ...made, slug: content.slug, partner }
  })
}
