import type { ComponentProps, ComponentType, ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import {
  createStaticHandler,
  createStaticRouter,
  StaticRouterProvider,
} from 'react-router-dom/server'
import { processDraft } from 'tests/support/judging'
import { describe, expect, it } from 'vitest'
import { ContractInputs } from '~/components/contracts/contract-inputs'
import { TextField } from '~/components/forms/fields'
import { Form, RepeatRows } from '~/components/forms/form'
import { AfterTrack } from '~/components/learning/after-track'
import { TrackHeadFields } from '~/components/learning/track-head-fields'
import { ProcessFacts } from '~/components/outcomes/process-facts'
import { Addresses } from '~/components/page/addresses'
import { FailurePage } from '~/components/page/failure-page'
import { LanguageProvider } from '~/components/page/language'
import { MoneyText } from '~/components/page/money'
import { Tabs } from '~/components/page/navigation'
import { ShellProvider } from '~/components/page/shell'
import { Name, UserText } from '~/components/page/text'
import { ExposureResult } from '~/components/people/exposure-result'
import { ReviewList } from '~/components/people/review-list'
import { ClockLine } from '~/components/plots/clock-line'
import { IntervalPlot } from '~/components/plots/interval-plot'
import { MoneyFlow } from '~/components/plots/money-flow'
import { toComplete } from '~/domain/market/offers/offer-criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { type PublicReview, reviewAspects } from '~/domain/reputation/review'
import { servicesOf } from '~/domain/skills/exposure/exposure-check'
import type { LeadReason } from '~/domain/skills/track-lead'
import { money } from '~/kernel/money'
import { type Locale, locales } from '~/platform/languages/locales'
import { Thread } from '~/routes/messages/_thread'
import EndpointPage from '~/routes/milestones/$milestoneId/endpoint'
import MoneyOverview from '~/routes/money/index'

const render = (node: ReactNode, locale: Locale = 'en') =>
  renderToStaticMarkup(
    <LanguageProvider locale={locale} timeZone="Asia/Karachi">
      {node}
    </LanguageProvider>,
  )

/** A page of a route as its loader's data make it. */
async function shown(Component: ComponentType, data: object): Promise<string> {
  const { query, dataRoutes } = createStaticHandler([
    { id: 'page', path: '*', loader: () => data, Component },
  ])
  const context = await query(new Request('http://samar.test/'))
  if (context instanceof Response) throw new Error('redirected')
  const router = createStaticRouter(dataRoutes, context)
  const shell = {
    viewer: null,
    unread: 0,
    unreadThreads: 0,
    reviews: 0,
    playground: false,
    now: new Date(0),
    theme: null,
  }
  return render(
    <ShellProvider value={{ ...shell, lowData: false, path: '/', toast: null }}>
      <StaticRouterProvider router={router} context={context} hydrate={false} />
    </ShellProvider>,
  )
}

describe('the head of a track', () => {
  it('says of each group which codes are not in our list, and keeps them to be chosen', () => {
    const values = {
      ...{ skills: ['data-cleaning', 'juggling'], roles: [], language: 'en', tracks: [] },
      ...{ translationOf: '', leadsFrom: ['43-9021.00', '99-9999.99'] },
      prerequisites: [{ skill: 'plate-spinning', level: '2' }],
    }
    const html = render(
      <TrackHeadFields values={values} others={[]} addressFixed sent={undefined} />,
    )
    expect(html.match(/This code is not in our list/g)).toHaveLength(3)
    expect(html).toContain('<option value="juggling" dir="auto" selected="">')
    expect(html).toContain('<option value="plate-spinning" dir="auto" selected="">')
    expect(html).toContain('value="99-9999.99"')
  })
})

describe('a form', () => {
  const form = (state: Parameters<typeof Form>[0]['state']) =>
    render(
      <Form intent="save" state={state}>
        <TextField name="title" label="Title" defaultValue="was" required />
        <TextField name="secret" label="Secret" type="password" required />
      </Form>,
    )

  it('shows what was, before it is sent', () => {
    const html = form(null)
    expect(html).toContain('value="was"')
    expect(html).not.toContain('role="alert"')
    expect(html).toContain('<input type="hidden" name="intent" value="save"/>')
  })

  it('keeps what was typed and puts each error at its field and in the summary', () => {
    const html = form({
      errors: { title: { key: 'error.too_long' }, form: 'refusal.already_done' },
      values: { title: '<b>typed</b>', secret: 'never shown' },
      intent: 'save',
    })
    expect(html).toContain('value="&lt;b&gt;typed&lt;/b&gt;"')
    expect(html).not.toContain('never shown')
    expect(html.match(/This is longer than fits here/g)).toHaveLength(2)
    expect(html).toContain('Title: This is longer')
    const described = /aria-describedby="([^"]+)"/.exec(html)?.[1] ?? ''
    expect(html).toContain(`id="${described}"`)
    expect(html).toContain('This has been done already')
  })

  it('leaves another form of the page alone', () => {
    expect(form({ errors: { title: 'error.required' }, intent: 'other' })).not.toContain('alert')
  })

  it('has its spare rows in the page, folded', () => {
    const html = render(
      <RepeatRows legend="Rows" count={1} min={2} max={4} addLabel="Add" rowLabel={String}>
        {(index, { spare }) => <TextField name={`row.${index}`} label="Row" required={!spare} />}
      </RepeatRows>,
    )
    expect(html.match(/name="row\.\d"/g)).toHaveLength(4)
    expect(html.match(/required=""/g)).toHaveLength(2)
    expect(html.match(/<details/g)).toHaveLength(2)
  })
})

describe('pictures', () => {
  const attempt = {
    id: '1',
    label: 'Attempt 1',
    estimate: 0.94,
    low: 0.93,
    high: 0.95,
    result: 'met' as const,
  }
  const plot = (locale: Locale) =>
    render(
      <IntervalPlot
        title="F1"
        direction="at_least"
        target={0.92}
        domain={[0.9, 1]}
        attempts={[attempt]}
      />,
      locale,
    )

  it('say in words and in a table what they draw', () => {
    const html = plot('en')
    expect(html).toContain(
      'F1: target at least 0.920; measured 0.940, between 0.930 and 0.950: Met.',
    )
    expect(html).toContain('<table')
    expect(html).toContain('0.930 to 0.950')
  })

  it('run their scale from the right in right-to-left pages', () => {
    const share = (html: string) => Number(/<circle cx="([\d.]+)%/.exec(html)?.[1])
    expect(share(plot('en'))).toBeCloseTo(40)
    expect(share(plot('ur'))).toBeCloseTo(60)
  })

  it('draw nothing that is not a number when all is nought or equal', () => {
    const flat = render(
      <IntervalPlot
        title="p99"
        direction="at_most"
        target={0}
        format="ms"
        attempts={[{ ...attempt, estimate: 0, low: 0, high: 0 }]}
      />,
    )
    const flow = render(
      <MoneyFlow currency="USD" funders={[]} fee={0n} holdback={0n} members={[]} />,
    )
    expect(flat + flow).not.toMatch(/NaN|Infinity/)
  })
})

describe('the line of a milestone', () => {
  it('marks the point that is awaited, with no loose comma', () => {
    const line = render(<ClockLine label="Line" points={[{ label: 'Measured', state: 'now' }]} />)
    expect(line.replace(/<[^>]+>/g, '')).toBe('Measured (now)')
  })
})

describe('the ways of asking', () => {
  const data = {
    ...{ title: '', endpoint: null, endpointFixed: null, kind: 'file', mayHandOut: false },
    milestone: { id: 'mil_1', position: 1 },
    contract: { id: 'con_1', title: 'A contract' },
    ...{ columns: [], labels: [], labelKind: 'class', mostHeaders: 5, hosts: [], trial: null },
  }
  const page = (given: object) => shown(EndpointPage, { ...data, ...given })

  it('say only why, where a file was not agreed, and offer no form', async () => {
    const refused = await page({})
    expect(refused).toContain('has not agreed to this')
    expect(refused).not.toMatch(/name="handOut"|value="endpoint"|Nothing is sent anywhere/)
    expect(await page({ mayHandOut: true })).toContain('name="handOut"')
  })
})

describe('the page of one’s money', () => {
  it('keeps what is paid for learning apart from what is funded', async () => {
    const funding = (kind: 'milestone' | 'place') => ({
      ...{ paymentId: kind, reference: kind, organisation: '', currency: 'USD', within: '' },
      ...{ amountMinor: 5_000n, rail: 'card', chargedAt: new Date(0), usedFor: null, usedAt: null },
      ...{ kind, title: kind, href: `/${kind}` },
    })
    const page = async (...kinds: ('milestone' | 'place')[]) => {
      const data = { memberMoney: [], clientMoney: [], keptBack: [], needsAccount: false }
      return shown(MoneyOverview, { ...data, fundings: kinds.map(funding) })
    }
    const learner = await page('place')
    expect(learner).toContain('What you pay to learn')
    expect(learner).not.toContain('What you fund')
    const both = await page('place', 'milestone')
    expect(both).toMatch(/\/milestone[\s\S]*What you pay to learn/)
  })
})

describe('the page of a thread', () => {
  const standing: ComponentProps<typeof Thread>['page']['standing'] = {
    subject: { kind: 'proposal', id: 'prp_x' },
    opens: true,
    title: 'T',
    side: 'team',
    mayWrite: true,
    closed: false,
    clientName: 'C',
    teamName: 'R',
    teams: [],
  }
  const page = async (given: { mayWrite: boolean; intent: string }) => {
    const thread: ComponentProps<typeof Thread> = {
      title: 'T',
      page: {
        ...{ messages: [], earlier: null, count: 0, threadId: 'thr_x', newest: true },
        ...{
          freshId: null,
          people: [],
          questions: [],
          standing: { ...standing, mayWrite: given.mayWrite },
        },
      },
      before: null,
      acting: null,
      state: {
        intent: given.intent,
        errors: { form: 'Refused so.' },
        values: { body: 'My words', words: 'My words' },
      },
    }
    return shown(() => <Thread {...thread} />, {})
  }

  it('says a refusal once, by the form, or above where the form is gone, with the words', async () => {
    for (const given of [
      { mayWrite: true, intent: 'write' },
      { mayWrite: false, intent: 'write' },
      { mayWrite: true, intent: 'report' },
    ]) {
      const html = await page(given)
      expect(html.match(/Refused so\./g)).toHaveLength(1)
      expect(html.match(/My words/g)).toHaveLength(1)
    }
    expect(await page({ mayWrite: true, intent: 'write' })).not.toContain('What you typed')
  })
})

describe('reviews', () => {
  const review = (id: string, clarity: number): PublicReview => ({
    ...{ id, side: 'client', writtenAt: new Date(0), words: '', hiddenWhy: null },
    ...{ client: 'C', clientSlug: 'c', team: 'R', teamSlug: 'r' },
    marks: reviewAspects.map((aspect) => ({ aspect, value: clarity, words: '' })),
  })
  const list = (marks: readonly number[], mean: number) => {
    const ratings = { clarity: mean, reliability: mean, communication: mean }
    return render(
      <ReviewList
        reviews={marks.map((mark, at) => review(String(at), mark))}
        ratings={{ reviews: marks.length, ...ratings }}
        by="client"
      />,
    )
  }

  it('have a mean from five on, before that their single marks', () => {
    expect(list([2], 2)).toContain('One review. Too few for a mean.')
    expect(list([2], 2)).not.toContain('2.0')
    expect(list([2, 5, 4, 4], 3.75)).toContain('2, 5, 4 and 4 of 5')
    expect(list([2, 5, 4, 4, 5], 4)).toContain('4.0 of 5')
    expect(list([2, 5, 4, 4, 5], 4)).toContain('Averages of 5 reviews')
  })
})

describe('amounts and words', () => {
  it('keep every digit and say the sign', () => {
    expect(render(<MoneyText value={money('USD', -9_007_199_254_740_993_01n)} />)).toContain(
      '\u22129,007,199,254,740,993.01',
    )
    expect(render(<MoneyText value={money('JPY', 5n)} signed />)).toContain('+5')
  })

  it('escape what people wrote and let it have its own direction', () => {
    expect(render(<UserText text={'Open \u202egnp.exe\u2066 now'} />)).toContain('Open gnp.exe now')
    expect(render(<Name>{'a\u202egnp.exe'}</Name>)).toBe('<bdi>agnp.exe</bdi>')
    const html = render(<UserText text={'<script>1</script>\n\nدوسرا'} />)
    expect(html).toContain('&lt;script&gt;')
    expect(html.match(/dir="auto"/g)).toHaveLength(2)
  })
})

describe('a completed track', () => {
  const credential = (standing: 'active' | 'revoked') => ({
    ...{ credentialId: 'crd_1', name: 'Evaluation', issuer: 'Indus', level: 2 as const, standing },
    ...{ visibility: 'link' as const, validFrom: new Date(0), validUntil: null },
    issuedAt: new Date(0),
  })

  it('leads to the teams while its credential holds, and says so when it does not', () => {
    const held = render(<AfterTrack credential={credential('active')} />)
    expect(held).toContain('href="/teams"')
    const revoked = render(<AfterTrack credential={credential('revoked')} />)
    expect(revoked).not.toContain('href="/teams"')
    expect(revoked).not.toContain('Teams look for people')
    expect(revoked).toContain('does not hold at present')
  })
})

describe('many tabs', () => {
  it('take another line instead of being cut', () => {
    const items = Array.from({ length: 9 }, (_, n) => ({
      ...{ href: `/${n}`, label: `Tab ${n}`, current: n === 0 },
    }))
    expect(render(<Tabs label="Settings" items={items} />)).toContain('sm:flex-wrap')
  })
})

describe('the page in place of a page', () => {
  it('does not call a page missing that only takes no form', () => {
    const taken = render(<FailurePage status={405} />)
    expect(taken).toContain('Nothing can be sent here')
    expect(taken).not.toContain('This page is not here')
    expect(render(<FailurePage status={404} />)).toContain('This page is not here')
  })
})

describe('the tracks of an exposure result', () => {
  it('each say why they are there', () => {
    const services = servicesOf([{ occupationId: 'translation', shareBps: 10_000 }])
    const track = {
      ...{ slug: 'one', title: 'One', language: 'en', hours: 5, skills: ['sql'] },
      ...{ needs: [], roles: [], leadsFrom: [] },
    }
    const shown = (reason: LeadReason) =>
      render(
        <ExposureResult
          services={services}
          roles={[]}
          tracks={[
            {
              ...{ track, reason, from: reason === 'authors' ? ['translation'] : [] },
              ...{ have: ['statistics'], missing: ['sql', 'containers'], helping: ['survey-data'] },
            },
          ]}
        />,
      )
    expect(shown('authors')).toContain('wrote it for people who come from Translation')
    expect(shown('skills')).toContain('You bring 1 of its 3 skills')
    expect(shown('role')).toContain('You bring one skill that helps in the role')
    expect(shown('open')).toContain('It asks for nothing beforehand')
    expect(shown('open')).toContain('2 skills are missing')
  })
})

describe('a criterion over a client’s own figures', () => {
  it('can be read before the client has said which cases and days it compares with', () => {
    const checked = validateCriterion({ ...processDraft('per_1'), id: 'c1' })
    if (!checked.ok) throw new Error('no criterion')
    const html = render(<ProcessFacts criterion={toComplete(checked.criterion)} />)
    expect(html).toContain('From which cases and days is still to be said')
  })
})

describe('the address of a page', () => {
  it('is canonical to itself in each language, the default one without its name', () => {
    const at = (locale: Locale) =>
      renderToStaticMarkup(<Addresses address="https://samar.example/offers" locale={locale} />)
    expect(at('en')).toContain('<link rel="canonical" href="https://samar.example/offers"/>')
    expect(at('ur')).toContain(
      '<link rel="canonical" href="https://samar.example/offers?lang=ur"/>',
    )
    for (const locale of locales) {
      const own = /rel="canonical" href="([^"]+)"/.exec(at(locale))?.[1]
      expect(at(locale)).toContain(`hrefLang="${locale}" href="${own}"`)
    }
    expect(at('ur')).toContain('hrefLang="x-default" href="https://samar.example/offers"')
  })
})

describe('what the client provides', () => {
  const inputs: ComponentProps<typeof ContractInputs>['inputs'] = [
    {
      inputId: 'i1',
      kind: 'sealed',
      title: 'Past visits',
      why: 'For measuring.',
      state: 'confirmed',
      note: '',
      link: '',
      missing: '',
      deadlineAt: null,
      confirmedAt: new Date(0),
      confirmedHow: 'sealed',
      files: [],
      events: [],
    },
  ]

  it('lets the weeks count only once the money is held', () => {
    const show = (paid: boolean, locale: Locale) =>
      render(
        <ContractInputs
          {...{ contractId: 'con_1', inputs, waits: false, paid }}
          state={undefined}
        />,
        locale,
      )
    expect(show(true, 'en')).toContain('the weeks count.')
    expect(show(false, 'en')).toContain('the weeks count once the money is held.')
    expect(show(false, 'ur')).not.toBe(show(true, 'ur'))
  })
})
