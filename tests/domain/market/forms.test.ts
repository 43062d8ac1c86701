import { describe, expect, it } from 'vitest'
import { briefForm, criterionForm } from '~/domain/market/forms.server'
import { readProposalForm } from '~/domain/market/read-proposal-form.server'
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

describe('the form of a criterion', () => {
  const criterion = { metric: 'recall', averaging: 'class', positiveClass: 'yes', attempts: '3' }
  it('reads a target with a point, a comma or in Urdu digits', () => {
    for (const target of ['0.8', '0,8', '۰٫۸']) {
      const read = parseForm(criterionForm, form({ ...criterion, target, sampleSize: '300' }))
      expect(read).toMatchObject({ ok: true, value: { target: 0.8, sampleSize: 300 } })
    }
    for (const target of ['-0.8', '1e-1', 'half', '']) {
      const read = parseForm(criterionForm, form({ ...criterion, target, sampleSize: '300' }))
      expect(read.ok).toBe(false)
    }
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
    const read = readProposalForm(form(proposal), 'EUR')
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
    const read = readProposalForm(form({ ...proposal, [field]: typed }), 'EUR')
    if (read.ok) throw new Error('It should not have been taken.')
    expect(read.values).toMatchObject({ approach: 'We listen first.', [field]: typed })
    if (key) expect(read.errors[field]?.key).toBe(key)
    else expect(read.errors['manifest.0.purpose']?.key).toBe('error.required')
  })

  it('asks for at least one milestone', () => {
    const none = Object.fromEntries(
      Object.entries(proposal).filter(([name]) => !name.startsWith('milestones')),
    )
    const read = readProposalForm(form(none), 'EUR')
    expect(read).toMatchObject({
      ok: false,
      errors: { 'milestones.0.title': { key: 'error.required' } },
    })
  })
})
