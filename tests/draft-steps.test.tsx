import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { twoCriteria } from 'tests/support/market'
import { describe, expect, it } from 'vitest'
import { LanguageProvider } from '~/components/page/language'
import { DraftSteps } from '~/routes/briefs/$briefId/_sections'

type Props = ComponentProps<typeof DraftSteps>

/** The checklist of a draft with the two usual criteria: recall on 300 rows, latency on 200. */
function steps(drawableRows: number, locale: 'en' | 'ur' = 'en', asked = {}) {
  const criteria = twoCriteria.map((criterion, at) => ({ ...criterion, id: `c${at + 1}` }))
  const props = {
    brief: { id: 'bri_1', criteria },
    dataset: { drawableRows },
    organisation: { name: 'Clinic', ...asked },
    mayEdit: true,
    rules: [],
  } as unknown as Props
  return renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="UTC">
      <DraftSteps {...props} />
    </LanguageProvider>,
  ).replace(/[\u2066-\u2069]/g, '')
}

describe('what a draft still lacks', () => {
  it('is rows, in numbers and by the criterion that needs most, before anybody publishes', () => {
    const html = steps(795)
    expect(html).toContain('Needed: 900 rows, for 3 attempts of 300 rows each. There are 795.')
    expect(html).toContain('Most are needed for Recall: yes')
    expect(html).toContain('/briefs/bri_1/criteria/c1')
    expect(html).not.toContain('value="publish"')
    expect(steps(795, 'ur')).toContain('795')
  })

  it('is what the operator asks back, with the way to ask again', () => {
    const html = steps(795, 'en', { checkWords: 'Which register are you in?' })
    expect(html).toContain('Which register are you in?')
    expect(html).toContain('Ask again')
    expect(steps(795)).toContain('Ask for verification')
  })
})
