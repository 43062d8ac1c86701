import { describe, expect, it } from 'vitest'
import { criterionShape, draftFrom, goalIn } from '~/domain/market/criterion-form.server'
import { briefForm } from '~/domain/market/forms.server'
import { readProposalForm } from '~/domain/market/proposals/read-proposal-form.server'
import type { Goal, WorkKind } from '~/domain/outcomes/criteria/work-kind'
import { parseForm } from '~/platform/forms.server'

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const item of [value].flat()) data.append(name, item)
  }
  return data
}

const brief = {
  title: 'Fewer missed appointments',
  statement: 'Tell us who will not come.',
  sector: 'health',
  country: 'GB',
  currency: 'EUR',
  budget: '6,000.50',
  weeks: '6',
  workloadClass: 'open',
  regions: 'gb, PK',
  personalData: 'some',
  personalFields: 'age، postcode',
  lawfulBasis: 'consent',
  lawOverlay: 'EU',
  retentionDays: '90',
}

describe('the form of a brief', () => {
  it('is read into a draft', () => {
    const read = parseForm(briefForm, form(brief))
    expect(read).toMatchObject({
      ok: true,
      value: {
        budgetMinor: 600_050n,
        weeks: 6,
        data: {
          regions: ['GB', 'PK'],
          declared: true,
          personalFields: ['age', 'postcode'],
          lawfulBasis: 'consent',
          lawOverlay: 'EU',
          retentionDays: 90,
        },
      },
    })
  })

  it('says yes to files only where that was ticked, and otherwise nothing', () => {
    const dataOf = (fields: Record<string, string>) => {
      const read = parseForm(briefForm, form({ ...brief, ...fields }))
      return read.ok ? read.value.data : null
    }
    expect(dataOf({ predictionFiles: 'yes' })).toMatchObject({ predictionFiles: true })
    // Terms that say nothing keep the hash that such terms have always had.
    expect(dataOf({})).not.toHaveProperty('predictionFiles')
    expect(dataOf({ predictionFiles: 'perhaps' })).toBeNull()
  })

  it('is read in Urdu digits', () => {
    const read = parseForm(
      briefForm,
      form({ ...brief, currency: 'PKR', budget: '۴٬۲۰۰٫۵۰', weeks: '۱۲', retentionDays: '٩٠' }),
    )
    expect(read).toMatchObject({
      ok: true,
      value: { budgetMinor: 420_050n, weeks: 12, data: { retentionDays: 90 } },
    })
  })

  it.each([
    ['budget', '-5', 'error.amount_positive'],
    ['budget', '0', 'error.amount_positive'],
    ['budget', '1.005', 'error.amount_digits'],
    ['budget', '9007199254740992', 'error.amount_large'],
    ['budget', 'much', 'error.amount'],
    ['budget', '', 'error.required'],
    ['currency', 'XAU', 'error.choice'],
    ['workloadClass', 'restricted', 'refusal.class_not_offered'],
    ['sector', 'piracy', 'error.required'],
    ['country', 'ZZ', 'error.required'],
    ['regions', 'GB, XX', 'market.country_code'],
    ['weeks', '0', 'error.out_of_range'],
    ['weeks', '2.5', 'error.whole_number'],
    ['weeks', '9'.repeat(30), 'error.whole_number'],
    ['title', '  ', 'error.required'],
    ['title', 'x'.repeat(121), 'error.too_long'],
  ])('says beside %s = %j what is wrong and keeps what was typed', (field, typed, key) => {
    const read = parseForm(briefForm, form({ ...brief, [field]: typed }))
    if (read.ok) throw new Error('It should not have been taken.')
    expect(read.errors[field]?.key).toBe(key)
    expect(read.values).toMatchObject({ statement: brief.statement, [field]: typed })
  })

  it('does not take personal fields for declared when nobody has looked', () => {
    const read = parseForm(briefForm, form({ ...brief, personalData: 'unknown' }))
    expect(read).toMatchObject({
      ok: true,
      value: { data: { declared: false, personalFields: [] } },
    })
  })
})

const judged = {
  'items.0.name': 'Correct',
  'items.0.means': 'Every statement can be found.',
  'items.1.name': '',
  'items.1.means': '',
  'items.2.name': 'Kind',
  'items.2.means': 'Somebody upset would read on.',
  scale: '5',
  target: '۳٫۸',
  leastAgreement: '0,6',
  sampleSize: '40',
  attempts: '2',
  rater1: 'first@example.org',
  rater2: 'second@example.org',
}

const figures = {
  measure: 'Missed appointments',
  unit: 'share',
  baselineValue: '38 %',
  baselineCases: '۹۰۰',
  baselineFrom: '2026-01-01',
  baselineTo: '2026-01-31',
  source: 'The booking system',
  windowDays: '30',
  direction: 'at_most',
  target: '29,5',
  sampleSize: '200',
  attempts: '1',
  measurer: 'zainab@example.org',
}

const read = (kind: WorkKind, goal: Goal, fields: Record<string, string>) => {
  const parsed = parseForm(criterionShape(kind, goal, true), form(fields))
  return parsed.ok ? draftFrom(goal, { ...parsed.value }) : parsed.errors
}

describe('the form of a criterion', () => {
  const plain = { sampleSize: '300', attempts: '3' }

  it.each([
    ['0.8', 0.8],
    ['0,8', 0.8],
    ['۰٫۸', 0.8],
    ['٠٫٨', 0.8],
    ['80', 0.8],
    ['80 %', 0.8],
    ['1.4 %', 0.014],
    ['10.5', 0.105],
    ['۸۰٪', 0.8],
    ['0.5%', 0.005],
  ])('reads a share typed as %s', (target, value) => {
    expect(read('classify', 'accuracy', { ...plain, target })).toMatchObject({
      metric: 'accuracy',
      target: value,
      sampleSize: 300,
    })
  })

  it.each([
    ['', 'error.required'],
    ['-0.8', 'market.number'],
    ['1e-1', 'market.number'],
    ['half', 'market.number'],
    ['0.8 or so', 'market.number'],
    ['1.4', 'market.share_unclear'],
    ['۱٫۴', 'market.share_unclear'],
    ['10', 'market.share_unclear'],
  ])('says what is wrong with a target of %j', (target, key) => {
    expect(read('classify', 'accuracy', { ...plain, target })).toEqual({ target: { key } })
  })

  it('takes the goal for the metric, the label and the order of grades', () => {
    const fields = { ...plain, target: '0.8', label: 'yes', order: 'low\r\n\r\n mid \nhigh' }
    expect(read('classify', 'recall_class', fields)).toMatchObject({
      metric: 'recall',
      averaging: 'class',
      positiveClass: 'yes',
    })
    expect(read('classify', 'f1_macro', fields)).toMatchObject({ metric: 'f1', averaging: 'macro' })
    expect(read('classify', 'weighted_kappa', fields)).toMatchObject({
      labels: ['low', 'mid', 'high'],
    })
    expect(read('rank', 'roc_auc', fields)).toMatchObject({ positiveClass: 'yes' })
    const grouped = read('classify', 'accuracy', { ...fields, resampling: 'group' })
    expect(grouped).toMatchObject({ resampling: 'group' })
    expect(read('classify', 'accuracy', { ...fields, resampling: '' })).toMatchObject({
      resampling: undefined,
    })
  })

  it('knows only the goals of its kind', () => {
    expect(goalIn('classify', form({ goal: 'f1_macro' }))).toBe('f1_macro')
    expect(goalIn('classify', form({ goal: 'recall_micro' }))).toBe('recall_micro')
    expect(goalIn('classify', form({ goal: 'mae' }))).toBeNull()
    expect(goalIn('number', form({}))).toBeNull()
    expect(goalIn('rank', form({}))).toBe('roc_auc')
  })

  it('reads numbers in the unit of the data, relative ones as shares', () => {
    const fields = { ...plain, target: '12.5', missingError: '۴۰' }
    expect(read('number', 'mae', fields)).toMatchObject({ target: 12.5, missingError: 40 })
    expect(read('number', 'mape', fields)).toMatchObject({ target: 0.125 })
    expect(read('number', 'mae', { ...fields, missingError: '' })).toHaveProperty('missingError')
    expect(read('answer', 'token_f1', { ...plain, target: '0.7' })).toMatchObject({ target: 0.7 })
  })

  it('reads each way of serving', () => {
    const latency = { ...plain, target: '800', percentile: 'latency_p99' }
    expect(read('serve', 'latency', latency)).toMatchObject({ metric: 'latency_p99', target: 800 })
    expect(read('serve', 'error_rate', { ...plain, target: '0.5' })).toMatchObject({
      metric: 'error_rate',
      target: 0.005,
    })
    const bears = { ...plain, target: '9.5', rate: '10' }
    expect(read('serve', 'throughput', bears)).toMatchObject({ ratePerSecond: 10, target: 9.5 })
    const there = { attempts: '1', target: '99.9', hours: '1,5', everySeconds: '60' }
    expect(read('serve', 'availability', there)).toMatchObject({
      target: 0.999,
      window: { seconds: 5_400, everySeconds: 60 },
      sampleSize: 90,
    })
    expect(read('serve', 'availability', { ...there, everySeconds: '0' })).toEqual({
      everySeconds: { key: 'error.out_of_range' },
    })
  })

  it('reads a rubric, without the rows that nobody filled', () => {
    expect(read('judge', 'rubric_score', judged)).toMatchObject({
      target: 3.8,
      rubric: {
        scale: 5,
        leastAgreement: 0.6,
        items: [
          { name: 'Correct', means: 'Every statement can be found.' },
          { name: 'Kind', means: 'Somebody upset would read on.' },
        ],
      },
    })
    expect(read('judge', 'rubric_score', { ...judged, 'items.2.means': ' ' })).toEqual({
      'items.2.means': { key: 'error.required' },
    })
    const none = { ...judged, 'items.0.name': '', 'items.0.means': '', rater2: '' }
    expect(read('judge', 'rubric_score', none)).toHaveProperty('rater2')
    const nothing = { ...none, rater2: 'x@example.org', 'items.2.name': '', 'items.2.means': '' }
    expect(read('judge', 'rubric_score', nothing)).toHaveProperty(['items.0.name'])
  })

  it('reads figures before and after, shares in percent and numbers with their unit', () => {
    expect(read('process', 'process_value', figures)).toMatchObject({
      metric: 'process_value',
      direction: 'at_most',
      target: 0.295,
      process: {
        unit: 'share',
        unitName: '',
        baseline: { value: 0.38, cases: 900, from: '2026-01-01', to: '2026-01-31' },
        windowDays: 30,
      },
    })
    const waiting = { ...figures, unit: 'number', unitName: 'minutes', baselineValue: '41' }
    expect(read('process', 'process_value', waiting)).toMatchObject({
      target: 29.5,
      process: { unit: 'number', unitName: 'minutes', baseline: { value: 41 } },
    })
    expect(read('process', 'process_value', { ...waiting, unitName: '' })).toEqual({
      unitName: { key: 'error.required' },
    })
    expect(read('process', 'process_value', { ...figures, baselineFrom: 'March' })).toHaveProperty(
      'baselineFrom',
    )
    expect(read('process', 'process_value', { ...figures, unit: 'feeling' })).toHaveProperty('unit')
  })
})

describe('the form of a proposal', () => {
  const proposal = {
    teamId: 'team_1',
    approach: 'We listen first.',
    price: '5,000',
    weeks: '5',
    holdbackPercent: '10',
    reviewDays: '14',
    'milestones.0.title': 'Predictions',
    'milestones.0.description': '',
    'milestones.0.amount': '3,000',
    'milestones.0.weeks': '3',
    'milestones.0.criterionIds[]': ['c1', 'c2'],
    'milestones.2.title': 'Calls',
    'milestones.2.amount': '2000',
    'milestones.2.weeks': '2',
    'milestones.2.criterionIds[]': ['c1'],
    'seats.0.personId': 'per_a',
    'seats.0.role': 'measurer',
    'seats.0.share': '66.67',
    'seats.1.personId': 'per_b',
    'seats.1.role': 'measurer',
    'seats.1.share': '۳۳٫۳۳',
    'seats.2.personId': 'per_c',
    'seats.2.role': 'measurer',
    'seats.2.share': '0',
    'manifest.0.kind': 'model',
    'manifest.0.provider': '',
    'manifest.0.purpose': '',
    'manifest.0.region': 'PK',
  }

  it('is read, leaving out rows with nothing in them and members without a share', () => {
    const read = readProposalForm(form(proposal), 'EUR', new Map())
    expect(read).toMatchObject({
      ok: true,
      teamId: 'team_1',
      draft: {
        priceMinor: 500_000n,
        holdbackBps: 1_000,
        manifest: [],
        milestones: [
          { title: 'Predictions', amountMinor: '300000', criterionIds: ['c1', 'c2'] },
          { title: 'Calls', amountMinor: '200000', criterionIds: ['c1'] },
        ],
        seats: [
          { personId: 'per_a', shareBps: 6_667 },
          { personId: 'per_b', shareBps: 3_333 },
        ],
      },
    })
  })

  it.each([
    ['price', 'lots', 'error.amount'],
    ['price', '12.345', 'error.amount_digits'],
    ['milestones.0.amount', '-1', 'error.amount_positive'],
    ['milestones.2.amount', '9007199254740992', 'error.amount_large'],
    ['milestones.2.weeks', '', 'error.required'],
    ['seats.0.share', '33.333', 'market.share'],
    ['seats.1.role', 'owner', 'error.required'],
    ['holdbackPercent', '5', 'error.choice'],
    ['reviewDays', '30', 'error.out_of_range'],
    ['manifest.0.provider', 'Somebody', null],
  ])('puts what is wrong beside its own field: %s = %j', (field, typed, key) => {
    const read = readProposalForm(form({ ...proposal, [field]: typed }), 'EUR', new Map())
    if (read.ok) throw new Error('It should not have been taken.')
    expect(read.values).toMatchObject({ approach: 'We listen first.', [field]: typed })
    if (key) expect(read.errors[field]?.key).toBe(key)
    else expect(read.errors['manifest.0.purpose']?.key).toBe('error.required')
  })

  it('asks for at least one milestone', () => {
    const none = Object.fromEntries(
      Object.entries(proposal).filter(([name]) => !name.startsWith('milestones')),
    )
    const read = readProposalForm(form(none), 'EUR', new Map())
    expect(read).toMatchObject({
      ok: false,
      errors: { 'milestones.0.title': { key: 'error.required' } },
    })
  })

  describe('with a discovery', () => {
    const begun = {
      ...{ ...proposal, price: '5,600', discovery: 'yes', 'discovery.title': 'A first look' },
      ...{ 'discovery.description': 'A report.', 'discovery.amount': '600' },
      'discovery.weeks': '۲',
    }
    const read = (given: Record<string, string> = {}) =>
      readProposalForm(form({ ...begun, ...given }), 'EUR', new Map())

    it('puts it first, and its weeks into the sum', () => {
      expect(read()).toMatchObject({
        ok: true,
        draft: {
          weeks: 7,
          milestones: [
            {
              ...{ title: 'A first look', description: 'A report.', amountMinor: '60000' },
              ...{ weeks: 2, criterionIds: [], kind: 'discovery' },
            },
            { title: 'Predictions' },
            { title: 'Calls' },
          ],
        },
      })
    })

    it('numbers the stages of a seat in exchange like its rows, without the discovery', () => {
      const countries = new Map([
        ['per_a', 'PK'],
        ['per_b', 'TR'],
      ])
      const stages = (given: Record<string, string>) =>
        readProposalForm(form({ ...begun, 'seats.1.host': 'per_a', ...given }), 'EUR', countries)
      const got = stages({ 'seats.1.stage0': 'shadow', 'seats.1.stage1': 'pair' })
      if (!got.ok) throw new Error(JSON.stringify(got.errors))
      const { exchange } = got.draft.seats[1] ?? {}
      expect(exchange?.milestones.slice(0, 3)).toEqual(['none', 'shadow', 'pair'])
      for (const [given, field, key] of [
        [{ 'seats.1.stage0': 'shadow' }, 'stage1', 'exchange.stage_backwards'],
        [{ 'seats.1.stage1': 'shadow' }, 'stage1', 'exchange.stages_only_watch'],
        [
          { 'seats.1.stage0': 'pair', 'seats.1.stage1': 'pair', 'seats.1.stage2': 'pair' },
          'stage2',
          'exchange.stage_beyond',
        ],
      ] as const) {
        const wrong = stages(given)
        expect(wrong).toMatchObject({ ok: false, errors: { [`seats.1.${field}`]: { key } } })
      }
      const unread = stages({
        ...{ 'seats.1.stage0': 'shadow', 'seats.1.stage1': 'pair' },
        'milestones.2.weeks': '',
      })
      expect(unread.ok ? [] : Object.keys(unread.errors)).toEqual(['milestones.2.weeks'])
    })

    it('has room for a stage in each of the rows that there may be', () => {
      const rows = Array.from({ length: 6 }, (_, index) => ({
        ...{ [`milestones.${index}.title`]: `Part ${index}`, [`milestones.${index}.weeks`]: '1' },
        ...{ [`milestones.${index}.amount`]: '1000' },
        [`milestones.${index}.criterionIds[]`]: ['c1', 'c2'],
        [`seats.1.stage${index}`]: 'lead',
      }))
      const all = Object.assign({}, begun, ...rows, { price: '6600', 'seats.1.host': 'per_a' })
      const countries = new Map([['per_b', 'TR']])
      const got = readProposalForm(form(all), 'EUR', countries)
      if (!got.ok) throw new Error(JSON.stringify(got.errors))
      expect(got.draft.seats[1]?.exchange?.milestones).toHaveLength(got.draft.milestones.length)
    })

    it('leaves it out where it is not ticked, whatever stands in its fields', () => {
      const { discovery: _, ...unticked } = begun
      const got = readProposalForm(
        form({ ...unticked, 'discovery.amount': 'much' }),
        'EUR',
        new Map(),
      )
      if (!got.ok) throw new Error('It should have been taken.')
      expect(got.draft.milestones.map(({ kind }) => kind)).toEqual([undefined, undefined])
    })

    it.each([
      ['discovery.amount', '896', 'proposal.discovery_amount_most'],
      ['discovery.amount', 'much', 'error.amount'],
      ['discovery.weeks', '4', 'proposal.discovery_weeks_most'],
      ['discovery.description', ' ', 'error.required'],
    ])('says beside its field what is wrong: %s = %j', (field, typed, key) => {
      const got = read({ [field]: typed })
      if (got.ok) throw new Error('It should not have been taken.')
      expect(got.errors[field]?.key).toBe(key)
      expect(got.values).toMatchObject({ 'discovery.title': 'A first look', [field]: typed })
    })

    it('names the largest amount', () => {
      const got = read({ 'discovery.amount': '896' })
      if (got.ok) throw new Error('It should not have been taken.')
      expect(got.errors['discovery.amount']?.values).toMatchObject({ most: 840 })
    })
  })
})
