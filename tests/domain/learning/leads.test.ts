import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { useDatabase } from 'tests/support/database'
import { publishedTrack, sampleFiles, sampleTrack } from 'tests/support/learning'
import { makePerson } from 'tests/support/people'
import { answerOf, asking } from 'tests/support/routes'
import { describe, expect, it } from 'vitest'
import { reservedItemKeys, trackProblems } from '~/domain/learning/content/check-track'
import { oneOfEachTrack } from '~/domain/learning/enrolments/catalogue'
import { publishedLeads } from '~/domain/learning/enrolments/lead-queries.server'
import { database } from '~/platform/database.server'
import * as result from '~/routes/exposure/result'
import * as gap from '~/routes/settings/skills/gap'

useDatabase()

type Row = { slug: string; language: 'en' | 'ur'; translationOf: string | null }
const row = (slug: string, language: Row['language'], translationOf: string | null = null) => ({
  slug,
  language,
  translationOf,
})
const slugs = (rows: readonly Row[], locale: Row['language']) =>
  oneOfEachTrack(rows, locale).map(({ slug }) => slug)

describe('one language of each track', () => {
  it('is the reader’s, then English, then the original', () => {
    const both = [row('a', 'en'), row('a-ur', 'ur', 'a'), row('b', 'ur')]
    expect(slugs(both, 'en')).toEqual(['a', 'b'])
    expect(slugs(both, 'ur')).toEqual(['a-ur', 'b'])
  })

  it('holds for translations of translations, and for one whose original is gone', () => {
    const chain = [row('a-en', 'en', 'a-ur'), row('a-ur', 'ur', 'a')]
    expect(slugs(chain, 'ur')).toEqual(['a-ur'])
    expect(slugs(chain, 'en')).toEqual(['a-en'])
  })

  it('lets nobody push a track aside by calling their own its translation', () => {
    expect(slugs([row('a-copy', 'en', 'z'), row('z', 'en')], 'en')).toEqual(['z'])
  })

  it('ends where two call each other a translation', () => {
    expect(slugs([row('a', 'en', 'b'), row('b', 'ur', 'a')], 'ur')).toEqual(['b'])
  })
})

describe('published tracks', () => {
  it('are what the exposure result and the skill gap name', async () => {
    await publishedTrack({ content: sampleTrack({ slug: 'led', title: 'Led on' }) })
    await publishedTrack({
      content: sampleTrack({
        ...{ slug: 'led-ur', title: 'آگے', language: 'ur', translationOf: 'led' },
      }),
    })
    expect(await publishedLeads(database(), 'en')).toMatchObject([{ slug: 'led', hours: 4 }])

    const read = async (locale: 'en' | 'ur') => {
      const path = '/exposure/result?service-1=data+entry&share-1=100'
      const { data } = await answerOf(result.loader, await asking(path, { locale }))
      return (data as { tracks: { track: { slug: string } }[] }).tracks.map(
        ({ track }) => track.slug,
      )
    }
    expect(await read('en')).toEqual(['led'])
    expect(await read('ur')).toEqual(['led-ur'])

    const { personId } = await makePerson(database())
    const asked = await asking('/settings/skills/gap?role=evaluation_engineer', { as: personId })
    const { data } = await answerOf(gap.loader, asked)
    expect(data).toMatchObject({ tracks: [{ track: { slug: 'led', title: 'Led on' } }] })
  })
})

describe('keys of items', () => {
  it('leave the addresses of pages alone', () => {
    const pages = readdirSync(join(process.cwd(), 'app/routes/tracks/$slug'))
      .filter((name) => !/^[_$]/.test(name))
      .map((name) => name.replace(/\.tsx?$/, ''))
      .filter((name) => name !== 'index')
    expect([...reservedItemKeys].sort()).toEqual(pages.sort())
  })

  it('keep a version from being published where they do not', () => {
    const content = sampleTrack()
    const items = content.courses[0]?.items.map((one, at) =>
      at ? one : { ...one, key: 'sponsor' },
    )
    const courses = content.courses.map((one) => ({ ...one, items: items ?? [] }))
    const files = new Set(sampleFiles.map(({ path }) => path))
    expect(trackProblems({ ...content, courses }, files)).toEqual([
      { code: 'key_reserved', itemKey: null, part: 'sponsor' },
    ])
  })
})
