import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ownTrack } from 'db/seed/tracks'
import { describe, expect, it } from 'vitest'
import { trackProblems } from '~/domain/learning/content/check-track'
import type {
  Capstone,
  Exercise,
  Prerequisite,
  Quiz,
} from '~/domain/learning/content/track-content'
import { itemKinds, questionKinds, trackFormat } from '~/domain/learning/content/track-content'
import { maxAttempts } from '~/domain/outcomes/criteria/criterion'
import { labelKindOf } from '~/domain/outcomes/criteria/metric'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { parseDataset } from '~/domain/outcomes/datasets/parse-dataset'
import { isRole } from '~/domain/skills/roles'
import { skillById } from '~/domain/skills/taxonomy'

/** The tracks that Samar comes with, held against the format and against each other. */
const shelf = join(process.cwd(), 'db/seed/tracks')
const folders = existsSync(shelf)
  ? readdirSync(shelf, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  : []

type Head = { key: string; kind: string; title: string; minutes: number }
type Manifest = {
  format: string
  slug: string
  language: string
  title: string
  summary: string
  description: string
  licence: string
  hours: number
  skills: string[]
  roles: string[]
  leadsFrom: string[]
  prerequisites: Prerequisite[]
  translationOf: string | null
  courses: { key: string; title: string; summary: string; items: Head[] }[]
}
type Place = { item: Head; path: string }

const attemptsOfAnExercise = 3
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const endings: Readonly<Record<string, string>> = {
  lesson: 'md',
  quiz: 'quiz.json',
  exercise: 'exercise.json',
  capstone: 'capstone.json',
}

const read = (folder: string, path: string) => readFileSync(join(shelf, folder, path), 'utf8')
const json = <T>(folder: string, path: string) => JSON.parse(read(folder, path)) as T
const manifestOf = (folder: string) => json<Manifest>(folder, 'track.json')

function placesOf(folder: string): Place[] {
  return manifestOf(folder).courses.flatMap(({ key, items }) =>
    items.map((item) => ({ item, path: `courses/${key}/${item.key}.${endings[item.kind]}` })),
  )
}
const placesOfKind = (folder: string, kind: string) =>
  placesOf(folder).filter(({ item }) => item.kind === kind)

function filesIn(folder: string): string[] {
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      const path = join(at, entry.name)
      return entry.isDirectory() ? walk(path) : [relative(join(shelf, folder), path)]
    })
  return walk(join(shelf, folder)).sort()
}

/** Every text of a track that is read as Markdown, with where it stands. */
function markdownOf(folder: string): { at: string; text: string }[] {
  const texts = [{ at: 'track.json', text: manifestOf(folder).description }]
  for (const { item, path } of placesOf(folder)) {
    if (item.kind === 'lesson') texts.push({ at: path, text: read(folder, path) })
    if (item.kind === 'quiz') {
      const { intro, questions } = json<Quiz>(folder, path)
      texts.push({ at: path, text: intro })
      for (const { key, prompt, explanation } of questions) {
        texts.push({ at: `${path} ${key}`, text: `${prompt}\n\n${explanation}` })
      }
    }
    if (item.kind === 'exercise' || item.kind === 'capstone') {
      texts.push({ at: path, text: json<{ brief: string }>(folder, path).brief })
    }
  }
  return texts
}

/** The prose alone: without fenced code, code in a line, and formulae. */
const prose = (text: string) =>
  text
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\$\$[\s\S]*?\$\$/g, '')
    .replace(/\$[^$\n]+\$/g, '')

/** The language of each block of code; empty where none is named. */
function fencesOf(text: string): string[] {
  const fences = [...text.matchAll(/^`{3,}[ \t]*(\S*)/gm)].map((match) => match[1] ?? '')
  return fences.filter((_, at) => at % 2 === 0)
}

const assetsNamedIn = (text: string) =>
  [...text.matchAll(/!\[[^\]]*\]\((assets\/[^)\s]+)\)/g)].map((match) => match[1] ?? '')

it('finds tracks to check', () => {
  expect(folders).toContain('evaluation-engineer')
})

describe.each(folders)('%s', (folder) => {
  it('has a head that the format and the taxonomy know', () => {
    const track = manifestOf(folder)
    expect(track.format).toBe(trackFormat)
    expect(track.slug).toBe(folder)
    expect(['en', 'ur']).toContain(track.language)
    for (const text of [track.title, track.summary, track.description, track.licence]) {
      expect(text.trim()).not.toBe('')
    }
    // What is declared is what the items come to.
    const minutes = placesOf(folder).reduce((sum, { item }) => sum + item.minutes, 0)
    expect(track.hours).toBe(Math.round(minutes / 60))
    expect(track.skills.length).toBeGreaterThan(0)
    expect(track.skills.filter((id) => !skillById(id))).toEqual([])
    expect(track.roles.filter((role) => !isRole(role))).toEqual([])
    expect(track.leadsFrom.filter((code) => !/^\d{2}-\d{4}\.\d{2}$/.test(code))).toEqual([])
    for (const wanted of track.prerequisites) {
      if (wanted.kind === 'skill') expect(skillById(wanted.skillId)).toBeDefined()
      else expect(folders).toContain(wanted.slug)
    }
  })

  it('has unique kebab-case keys and exactly the files that it names', () => {
    const { courses } = manifestOf(folder)
    const keys = courses.flatMap(({ items }) => items.map(({ key }) => key))
    const courseKeys = courses.map(({ key }) => key)
    for (const list of [keys, courseKeys]) expect(new Set(list).size).toBe(list.length)
    expect([...keys, ...courseKeys].filter((key) => !kebab.test(key) || key.length > 60)).toEqual(
      [],
    )
    const places = placesOf(folder)
    for (const { item } of places) {
      expect(itemKinds).toContain(item.kind)
      expect(item.title.trim()).not.toBe('')
      expect(item.minutes).toBeGreaterThan(0)
    }
    const inCourses = filesIn(folder).filter((path) => path.startsWith('courses/'))
    expect(inCourses).toEqual(places.map(({ path }) => path).sort())
  })

  it('refers to every asset and every data file that it holds, and to no other', () => {
    const named = markdownOf(folder).flatMap(({ text }) => assetsNamedIn(text))
    const data = placesOfKind(folder, 'exercise').map(
      ({ path }) => `data/${json<Exercise>(folder, path).dataset.file}`,
    )
    const held = filesIn(folder).filter(
      (path) => path !== 'track.json' && !path.startsWith('courses/'),
    )
    expect(held).toEqual([...new Set([...named, ...data])].sort())
  })

  it('is Markdown without HTML, with headings from the second level and described pictures', () => {
    const found = markdownOf(folder).flatMap(({ at, text }) => {
      const plain = prose(text)
      return [
        ...(/<\/?[a-z!][^>]*>/i.test(plain) ? [`${at}: HTML`] : []),
        ...(/^#\s/m.test(plain) ? [`${at}: a heading of the first level`] : []),
        ...(/!\[\s*\]\(/.test(plain) ? [`${at}: a picture without a description`] : []),
        ...(fencesOf(text).includes('') ? [`${at}: code without a language`] : []),
      ]
    })
    expect(found).toEqual([])
  })

  it('asks questions that have an answer', () => {
    for (const { path } of placesOfKind(folder, 'quiz')) {
      const quiz = json<Quiz>(folder, path)
      expect(quiz.passMark, path).toBeGreaterThan(0)
      expect(quiz.passMark, path).toBeLessThanOrEqual(1)
      const keys = quiz.questions.map(({ key }) => key)
      expect(new Set(keys).size, path).toBe(keys.length)
      for (const question of quiz.questions) {
        const at = `${path} ${question.key}`
        expect(question.key, at).toMatch(kebab)
        expect(questionKinds, at).toContain(question.kind)
        expect(question.points, at).toBeGreaterThan(0)
        expect(question.prompt.trim(), at).not.toBe('')
        expect(question.explanation.trim(), at).not.toBe('')
        switch (question.kind) {
          case 'single':
          case 'multiple': {
            const right = question.options.filter(({ correct }) => correct).length
            const names = question.options.map(({ key }) => key)
            expect(new Set(names).size, at).toBe(names.length)
            expect(question.options.length, at).toBeGreaterThan(1)
            expect(right, at).toBeGreaterThan(0)
            if (question.kind === 'single') expect(right, at).toBe(1)
            break
          }
          case 'numeric':
            expect(question.answer, at).toMatch(/^-?\d+(\.\d+)?$/)
            expect(question.tolerance, at).toMatch(/^\d+(\.\d+)?$/)
            break
          case 'ordering': {
            const parts = question.parts.map(({ key }) => key)
            expect(parts.length, at).toBeGreaterThan(1)
            expect(new Set(parts).size, at).toBe(parts.length)
            break
          }
          case 'short_text':
            expect(question.accept.filter((text) => text.trim() !== '').length, at).toBeGreaterThan(
              0,
            )
        }
      }
    }
  })

  it('can be published as it is', () => {
    const { content, files } = ownTrack(folder)
    expect(trackProblems(content, new Set(files.map(({ path }) => path)))).toEqual([])
  })

  it('measures exercises on datasets that fit their criteria', async () => {
    expect(attemptsOfAnExercise).toBeLessThanOrEqual(maxAttempts)
    for (const { path } of placesOfKind(folder, 'exercise')) {
      const { criterion, dataset, waysIn } = json<Exercise>(folder, path)
      const labelKind = labelKindOf(criterion.metric) ?? 'class'
      const bytes = readFileSync(join(shelf, folder, 'data', dataset.file))
      const parsed = parseDataset([bytes], { labelColumn: dataset.labelColumn, labelKind })
      const labels = new Set<string>()
      for await (const row of parsed.rows) labels.add(row.label)
      const { problems, rowCount } = parsed.result()
      expect(problems, path).toEqual([])
      const needed = dataset.sampleRows + attemptsOfAnExercise * criterion.sampleSize
      expect(rowCount, path).toBeGreaterThanOrEqual(needed)
      expect(dataset.sampleRows, path).toBeGreaterThan(0)
      expect(waysIn.length, path).toBeGreaterThan(0)
      const checked = validateCriterion(
        { ...criterion, attempts: attemptsOfAnExercise },
        { labelKind, labels: [...labels] },
      )
      expect(checked, path).toMatchObject({ ok: true })
    }
  })

  it('has capstones that two reviewers can decide', () => {
    for (const { path } of placesOfKind(folder, 'capstone')) {
      const { deliverables, rubric, passMark } = json<Capstone>(folder, path)
      expect(deliverables.length, path).toBeGreaterThan(0)
      expect(rubric.length, path).toBeGreaterThanOrEqual(5)
      expect(passMark, path).toBeGreaterThan(0)
      expect(passMark, path).toBeLessThanOrEqual(1)
      expect(new Set(rubric.map(({ key }) => key)).size, path).toBe(rubric.length)
      for (const { key, levels } of rubric) {
        expect(levels.length, `${path} ${key}`).toBeGreaterThanOrEqual(3)
        const points = levels.map((level) => level.points)
        expect(points, `${path} ${key}`).toEqual([...new Set(points)].sort((a, b) => a - b))
        expect(
          levels.filter(({ text }) => text.trim() === ''),
          `${path} ${key}`,
        ).toEqual([])
      }
    }
  })

  it('is a whole track: four courses, two exercises, a capstone', () => {
    const { courses, translationOf } = manifestOf(folder)
    if (translationOf !== null) return
    expect(courses.length).toBeGreaterThanOrEqual(4)
    expect(placesOfKind(folder, 'exercise').length).toBeGreaterThanOrEqual(2)
    expect(placesOfKind(folder, 'capstone').length).toBeGreaterThanOrEqual(1)
  })
})

const translations = folders.filter((folder) => manifestOf(folder).translationOf !== null)

/** What must be the same in every language: kinds, points, right answers, criteria. */
function bonesOf(folder: string, { item, path }: Place): unknown {
  if (item.kind === 'quiz') {
    return json<Quiz>(folder, path).questions.map((question) => ({
      key: question.key,
      kind: question.kind,
      points: question.points,
      ...('options' in question
        ? { options: question.options.map(({ key, correct }) => [key, correct]) }
        : {}),
      ...('parts' in question ? { parts: question.parts.map(({ key }) => key) } : {}),
      ...('answer' in question ? { answer: [question.answer, question.tolerance] } : {}),
    }))
  }
  if (item.kind === 'exercise') {
    const { criterion, dataset, waysIn } = json<Exercise>(folder, path)
    return { criterion, dataset, waysIn, rows: read(folder, `data/${dataset.file}`) }
  }
  if (item.kind === 'capstone') {
    const { rubric, passMark } = json<Capstone>(folder, path)
    return {
      passMark,
      rubric: rubric.map(({ key, levels }) => [key, levels.map(({ points }) => points)]),
    }
  }
  return null
}

describe.each(translations)('%s, a translation', (folder) => {
  const original = manifestOf(folder).translationOf ?? ''

  it('has the courses and items of the original, as far as it goes', () => {
    expect(folders).toContain(original)
    const { courses, language } = manifestOf(folder)
    expect(language).not.toBe(manifestOf(original).language)
    const outline = (list: Manifest['courses']) =>
      list.map(({ key, items }) => [key, items.map((item) => [item.key, item.kind, item.minutes])])
    const kept = new Set(courses.map(({ key }) => key))
    const inOriginal = manifestOf(original).courses.filter(({ key }) => kept.has(key))
    expect(outline(courses)).toEqual(outline(inOriginal))
  })

  it('asks, measures and marks as the original does', () => {
    const originals = new Map(placesOf(original).map((place) => [place.path, place]))
    for (const place of placesOf(folder)) {
      const other = originals.get(place.path)
      if (!other) throw new Error(`${place.path} is not in ${original}`)
      expect(bonesOf(folder, place), place.path).toEqual(bonesOf(original, other))
    }
  })

  it('is written in its own language', () => {
    if (manifestOf(folder).language !== 'ur') return
    const english = markdownOf(folder).filter(({ text }) => {
      const words = prose(text).replace(/\]\([^)]*\)/g, '')
      const urdu = (words.match(/\p{Script=Arabic}/gu) ?? []).length
      const latin = (words.match(/[a-z]/gi) ?? []).length
      return urdu < 2 * latin
    })
    expect(english.map(({ at }) => at)).toEqual([])
  })
})
