import { makeWorkshop, type Workshop } from 'tests/support/authoring'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleFiles, sampleTrack } from 'tests/support/learning'
import { signedIn } from 'tests/support/people'
import { beforeAll, describe, expect, it } from 'vitest'
import { skillOptions } from '~/components/forms/skill-options'
import { problemSentence } from '~/components/learning/track-problems'
import { studyTime } from '~/components/page/study-time'
import { linkProblems, type TrackLinks } from '~/domain/learning/content/check-links'
import { type TrackProblem, trackProblems } from '~/domain/learning/content/check-track'
import type { Item } from '~/domain/learning/content/track-content'
import { reviewedVersion } from '~/domain/learning/versions/desk-queries.server'
import { submitVersion } from '~/domain/learning/versions/submit-version.server'
import { writeVersion } from '~/domain/learning/versions/write-version.server'
import { occupationNames, socOf } from '~/domain/skills/exposure/occupation-names'
import { database, inTransaction } from '~/platform/database.server'
import { languageFor } from '~/platform/languages/language'

const links = (needs: readonly string[], translationOf: string | null = null): TrackLinks => ({
  prerequisites: needs.map((slug) => ({ kind: 'track', slug })),
  translationOf,
})
const codes = (problems: readonly TrackProblem[]) =>
  problems.map(({ code, part }) => `${code} ${part}`)

describe('what a track names of others', () => {
  const published = new Map(
    Object.entries({
      one: links([]),
      two: links(['one']),
      three: links(['two', 'mine']),
      said: links([], 'mine'),
      loop: links(['loop-2']),
      'loop-2': links(['loop']),
    }).map(([slug, of]) => [slug, { ...of, title: `Title of ${slug}` }]),
  )
  const problems = (needs: string[], original: string | null = null) =>
    codes(linkProblems({ slug: 'mine', ...links(needs, original) }, published))

  it('is published, another track, and does not lead back', () => {
    expect(problems(['one', 'two', 'loop'], 'one')).toEqual([])
    expect(problems(['mine'], 'mine')).toEqual(['needed_self mine', 'original_self mine'])
    expect(problems(['none'], 'no-such')).toEqual([
      'needed_unknown none',
      'original_unknown no-such',
    ])
    expect(problems(['three'], 'said')).toEqual([
      'needed_circle Title of three',
      'original_circle Title of said',
    ])
  })
})

describe('a version that names tracks', () => {
  useDatabase()
  let shop: Workshop
  beforeAll(async () => {
    shop = await makeWorkshop()
  })

  it('is handed in only where they are published; the operator reads their titles', async () => {
    const write = (slug: string, needed: string) =>
      inTransaction((tx) =>
        writeVersion(tx, {
          content: sampleTrack({ slug, ...links([needed], needed) }),
          ...{ partnerId: shop.partnerId, files: sampleFiles, by: shop.author.personId },
          at: new Date('2026-03-02T09:00:00Z'),
        }),
      )
    const submit = (versionId: string) =>
      inTransaction((tx) =>
        submitVersion(tx, { versionId, by: shop.author.personId, at: new Date() }),
      )
    const { versionId } = await write('second', 'first')
    await expect(submit(versionId)).rejects.toMatchObject({ code: 'track_incomplete' })
    await publishedTrack({ content: sampleTrack({ slug: 'first', title: 'The first one' }) })
    await submit(versionId)
    const desk = await reviewedVersion(database(), await signedIn(shop.operator), versionId)
    expect(desk).toMatchObject({ problems: [], named: new Map([['first', 'The first one']]) })
  })
})

describe('problems', () => {
  it('name what authors see: titles, and numbers of questions and lines', () => {
    const { courses } = sampleTrack()
    const items = (courses[0]?.items ?? []).map((item): Item => {
      if (item.kind === 'quiz') {
        const [one, ...rest] = item.quiz.questions
        return one
          ? { ...item, quiz: { ...item.quiz, questions: [...rest, { ...one, prompt: '' }] } }
          : item
      }
      if (item.kind !== 'capstone') return item
      const rubric = item.capstone.rubric.map((line) => ({ ...line, levels: [] }))
      return { ...item, capstone: { ...item.capstone, rubric } }
    })
    const content = sampleTrack({
      courses: [
        { key: 'course-1', title: 'All of it', summary: '', items },
        { key: 'course-2', title: 'Nothing yet', summary: '', items: [] },
      ],
    })
    const found = codes(trackProblems(content, new Set(sampleFiles.map(({ path }) => path))))
    expect(found).toEqual([
      'course_empty Nothing yet',
      'prompt_missing 5',
      'levels_too_few 1',
      'levels_too_few 2',
    ])
  })
})

it('says a problem with the label of its field, and a time in hours', () => {
  const language = languageFor('en', 'UTC')
  expect(problemSentence(language.t, 'criterion_invalid', 'labels')).toContain('“Labels”')
  expect(problemSentence(language.t, 'levels_too_few', '2')).toMatch(/^Line .?2.? of the rubric/)
  expect([45, 60, 150, 300].map((minutes) => studyTime(language, minutes))).toEqual([
    ...['45 min', '1 hour', '2 hours 30 min', '5 hours'],
  ])
  expect(studyTime(languageFor('ur', 'UTC'), 60)).toBe('1 گھنٹہ')
  const names = skillOptions(language)
    .filter(({ group }) => group === language.t('skill.area_data'))
    .map(({ label }) => label)
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
})

it('knows occupations by name, in any language, and by code', () => {
  expect(socOf('data ENTRY ')).toBe('43-9021.00')
  expect(socOf(occupationNames('43-9021.00', 'ur')[0] ?? '')).toBe('43-9021.00')
  expect(socOf('99-0000.00')).toBe('99-0000.00')
  expect(socOf('plumber')).toBeNull()
  expect(occupationNames('99-0000.00', 'en')).toEqual(['99-0000.00'])
})
