import type { Sector } from '~/domain/market/briefs/brief'
import type { Criterion, ProcessPlan, Rubric } from '~/domain/outcomes/criteria/criterion'
import type { DataDeclaration } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Currency } from '~/kernel/money'

/** A criterion as a client sets it; what follows from the metric and the data is left out. */
export type SeedCriterion = Pick<Criterion, 'metric' | 'target' | 'sampleSize' | 'attempts'> &
  Partial<Omit<Criterion, 'rubric' | 'process'>> & {
    /** Raters are people of the demo, by their keys. */
    readonly rubric?: Omit<Rubric, 'raters'> & { readonly raters: readonly [string, string] }
    readonly process?: Omit<ProcessPlan, 'measurer' | 'baseline'> & {
      readonly measurer: string
      /** The period before, in days before the brief is written. */
      readonly baseline: {
        readonly value: number
        readonly cases: number
        readonly days: readonly [first: number, last: number]
      }
    }
  }

/** What the sealed file is drawn from (demo/model-endpoint). */
export type SeedData = {
  readonly task:
    | 'messages'
    | 'appointments'
    | 'mangoes'
    | 'invoices'
    | 'stations'
    | 'minutes'
    | 'advice'
  readonly seed: number
  readonly rows: number
}

export type SeedBrief = {
  readonly organisation: string
  readonly by: string
  readonly title: string
  readonly statement: string
  readonly sector: Sector
  readonly country: string
  readonly currency: Currency
  readonly budgetMinor: bigint
  readonly weeks: number
  readonly workloadClass: WorkloadClass
  readonly data: DataDeclaration
  readonly file: SeedData
  readonly criteria: readonly SeedCriterion[]
}

const openData: DataDeclaration = {
  regions: [],
  declared: true,
  personalFields: [],
  lawfulBasis: null,
  lawOverlay: null,
  retentionDays: 180,
}

const fast = (target: number, attempts: number): SeedCriterion => ({
  metric: 'latency_p95',
  target,
  sampleSize: 300,
  attempts,
})

const f1 = (target: number, attempts: number, sampleSize = 300): SeedCriterion => ({
  metric: 'f1',
  averaging: 'macro',
  target,
  sampleSize,
  attempts,
})

const accuracy = (target: number, attempts: number, sampleSize = 300): SeedCriterion => ({
  metric: 'accuracy',
  target,
  sampleSize,
  attempts,
})

export const seedBriefs = {
  routing: {
    organisation: 'hannover',
    by: 'katharina',
    title: 'Urgent customer messages reach a person within minutes',
    statement:
      'About 1,100 messages a day come into one mailbox: missed deliveries, invoices, praise, and some that cannot wait, such as medicine on the wrong van. Today the urgent ones are found after two hours on average.\n\nWe want every message to carry one of four labels the moment it arrives, so that urgent ones go straight to the dispatcher. We provide 14 months of labelled messages for training and two people who answer questions. A system that calls everything urgent is useless to us; so is one that is right but slow.',
    sector: 'logistics',
    country: 'DE',
    currency: 'EUR',
    budgetMinor: 2_400_000n,
    weeks: 10,
    workloadClass: 'internal',
    data: {
      regions: ['DE', 'PK'],
      declared: true,
      personalFields: ['message'],
      lawfulBasis: 'contract',
      lawOverlay: 'EU',
      retentionDays: 90,
    },
    file: { task: 'messages', seed: 7_101, rows: 3_200 },
    criteria: [f1(0.8, 3, 400), fast(800, 3), f1(0.9, 3, 400)],
  },
  appointments: {
    organisation: 'alnoor',
    by: 'faisal',
    title: 'Fewer missed follow-up appointments in four clinics',
    statement:
      'Four in ten of our follow-up appointments are missed. Calling everybody is not possible; calling the right hundred people a day is.\n\nWe want a score for each appointment two days ahead that finds the ones that will be missed. Our reception calls from that list. We provide three years of appointments without names. The list must be ready at seven in the morning.',
    sector: 'health',
    country: 'SA',
    currency: 'SAR',
    budgetMinor: 5_600_000n,
    weeks: 8,
    workloadClass: 'internal',
    data: {
      regions: ['SA', 'PK'],
      declared: true,
      personalFields: ['age'],
      lawfulBasis: 'legitimate_interests',
      lawOverlay: 'SA',
      retentionDays: 60,
    },
    file: { task: 'appointments', seed: 7_201, rows: 2_400 },
    criteria: [
      accuracy(0.82, 2, 400),
      {
        metric: 'recall',
        averaging: 'class',
        positiveClass: 'missed',
        target: 0.72,
        sampleSize: 400,
        attempts: 2,
      },
    ],
  },
  mangoes: {
    organisation: 'indus',
    by: 'nadia',
    title: 'Mango grading that a buyer in Riyadh accepts without re-sorting',
    statement:
      'Our line in Multan grades by hand: export, market or pulp. The buyer re-sorts one crate in six and charges us for it.\n\nWe have scales, a brix meter and a firmness gauge on the line. We want the grade from these measurements, on a small computer beside the line, in both languages. We provide last season’s measurements with the buyer’s own grades.',
    sector: 'agriculture',
    country: 'PK',
    currency: 'USD',
    budgetMinor: 1_800_000n,
    weeks: 12,
    workloadClass: 'open',
    data: openData,
    file: { task: 'mangoes', seed: 7_301, rows: 3_000 },
    criteria: [f1(0.85, 2, 400), fast(500, 2)],
  },
  invoices: {
    organisation: 'maple',
    by: 'oliver',
    title: 'Know which invoices will be paid late',
    statement:
      'A third of our invoices is paid after the due date, and we chase all of them alike. We want to know on the day of the invoice which ones will be late, so that two people can talk to the right customers.\n\nWe provide three years of invoices without names. If the columns do not hold enough, we would rather hear it early.',
    sector: 'retail',
    country: 'GB',
    currency: 'GBP',
    budgetMinor: 900_000n,
    weeks: 5,
    workloadClass: 'open',
    data: openData,
    file: { task: 'invoices', seed: 7_401, rows: 1_500 },
    criteria: [accuracy(0.8, 1, 300), fast(800, 1)],
  },
  complaints: {
    organisation: 'maple',
    by: 'oliver',
    title: 'Complaints sorted before the first coffee',
    statement:
      'Every morning one of us reads what came in overnight and forwards it by hand. It takes an hour and a half and is different with every reader. We want four labels that our desk already uses, with numbers that show how often they are right.',
    sector: 'retail',
    country: 'GB',
    currency: 'GBP',
    budgetMinor: 750_000n,
    weeks: 6,
    workloadClass: 'open',
    data: openData,
    file: { task: 'messages', seed: 7_501, rows: 1_600 },
    criteria: [f1(0.8, 2), fast(900, 2)],
  },
  figs: {
    organisation: 'ege',
    by: 'elif',
    title: 'Fig grading for three packing stations',
    statement:
      'Three stations, three opinions on what first grade is. We measure weight, sugar and firmness already. We want the same grade everywhere, and a page that shows each station where it differs from the others.',
    sector: 'agriculture',
    country: 'TR',
    currency: 'EUR',
    budgetMinor: 1_250_000n,
    weeks: 9,
    workloadClass: 'open',
    data: openData,
    file: { task: 'mangoes', seed: 7_601, rows: 1_800 },
    criteria: [f1(0.84, 2), fast(600, 2)],
  },
  pomegranates: {
    organisation: 'ege',
    by: 'elif',
    title: 'Pomegranates sorted for juice or table at the gate',
    statement:
      'Trucks queue for forty minutes while we sample. We want a decision at the gate from six quick measurements, good enough that the juice plant stops sending crates back.',
    sector: 'agriculture',
    country: 'TR',
    currency: 'EUR',
    budgetMinor: 980_000n,
    weeks: 7,
    workloadClass: 'open',
    data: openData,
    file: { task: 'mangoes', seed: 7_701, rows: 1_800 },
    criteria: [f1(0.84, 2), fast(600, 2)],
  },
  records: {
    organisation: 'hannover',
    by: 'katharina',
    title: 'Old claims answered from the file, not from memory',
    statement:
      'We keep nine years of damage claims. When a new one comes in, somebody remembers a similar one, or does not. We want new claims labelled like the old ones, so that the right file is open when the phone rings.',
    sector: 'logistics',
    country: 'DE',
    currency: 'EUR',
    budgetMinor: 640_000n,
    weeks: 4,
    workloadClass: 'open',
    data: openData,
    file: { task: 'messages', seed: 7_801, rows: 1_600 },
    criteria: [f1(0.75, 2), fast(900, 2)],
  },
  kinnow: {
    organisation: 'indus',
    by: 'nadia',
    title: 'Kinnow graded at the orchard',
    statement:
      'Kinnow travels badly when it is picked too late. We want the packing grade at the orchard, from measurements that a picker can take, so that fruit which will not last stays near.',
    sector: 'agriculture',
    country: 'PK',
    currency: 'PKR',
    budgetMinor: 210_000_000n,
    weeks: 8,
    workloadClass: 'open',
    data: openData,
    file: { task: 'mangoes', seed: 7_901, rows: 1_500 },
    criteria: [f1(0.85, 2), fast(900, 2)],
  },
  reminders: {
    organisation: 'alnoor',
    by: 'faisal',
    title: 'Reminders by telephone only where they help',
    statement:
      'A reminder call costs us four minutes. For some patients it changes nothing. We want to know before calling which appointments would be kept anyway.',
    sector: 'health',
    country: 'SA',
    currency: 'SAR',
    budgetMinor: 3_000_000n,
    weeks: 6,
    workloadClass: 'internal',
    data: {
      regions: ['SA', 'PK'],
      declared: true,
      personalFields: ['age'],
      lawfulBasis: 'legitimate_interests',
      lawOverlay: 'SA',
      retentionDays: 60,
    },
    file: { task: 'appointments', seed: 8_001, rows: 4_000 },
    criteria: [accuracy(0.86, 1, 1_500), fast(800, 1)],
  },
  peaches: {
    organisation: 'ege',
    by: 'elif',
    title: 'Peaches sorted before they reach the cold store',
    statement:
      'Before the season starts we want the intake of two cold stores sorted by measurement instead of by eye, with the same three grades at both.',
    sector: 'agriculture',
    country: 'TR',
    currency: 'EUR',
    budgetMinor: 720_000n,
    weeks: 5,
    workloadClass: 'open',
    data: openData,
    file: { task: 'mangoes', seed: 8_101, rows: 1_400 },
    criteria: [f1(0.84, 2), fast(600, 2)],
  },
  claims: {
    organisation: 'hannover',
    by: 'katharina',
    title: 'The second mailbox sorted by what has to happen next',
    statement:
      'Our depots in the Alps have a mailbox of their own, and nobody who reads it on Sundays. Four labels decide who is called and who can wait until Monday. We provide 1,600 messages with the label that the dispatcher gave them on Monday, when it was known who had been right.',
    sector: 'logistics',
    country: 'DE',
    currency: 'EUR',
    budgetMinor: 1_100_000n,
    weeks: 8,
    workloadClass: 'open',
    data: openData,
    file: { task: 'messages', seed: 8_201, rows: 1_600 },
    criteria: [f1(0.82, 2), fast(900, 2)],
  },
  waiting: {
    organisation: 'alnoor',
    by: 'faisal',
    title: 'Waiting lists filled the same day',
    statement:
      'When an appointment falls out, somebody on the waiting list should be asked within the hour. For that we need to know in the morning which ones will fall out.',
    sector: 'health',
    country: 'SA',
    currency: 'SAR',
    budgetMinor: 2_600_000n,
    weeks: 6,
    workloadClass: 'open',
    data: { ...openData, regions: ['SA'] },
    file: { task: 'appointments', seed: 8_301, rows: 1_400 },
    criteria: [accuracy(0.84, 2), fast(800, 2)],
  },
  credit: {
    organisation: 'maple',
    by: 'oliver',
    title: 'Credit terms that fit the customer',
    statement:
      'New customers get thirty days, whoever they are. We want terms that follow from how a customer pays, and a sentence for the customer that explains them.',
    sector: 'finance',
    country: 'GB',
    currency: 'GBP',
    budgetMinor: 1_400_000n,
    weeks: 9,
    workloadClass: 'open',
    data: openData,
    file: { task: 'invoices', seed: 8_401, rows: 1_400 },
    criteria: [accuracy(0.6, 2), fast(800, 2)],
  },
  stations: {
    organisation: 'indus',
    by: 'nadia',
    title: 'One grade at twelve packing stations',
    statement:
      'Twelve stations pack for the same buyer, and what is first grade in Shujabad is second in Alipur. Every station has a scale, a colour card and a firmness gauge; the gauges were never set alike.\n\nWe want one grade from these readings, as good at the worst station as at the best. So the crates of a station are counted together: whoever is right at eight stations and wrong at four has not proved much. We provide 2,600 crates that our head grader looked at twice.',
    sector: 'agriculture',
    country: 'PK',
    currency: 'USD',
    budgetMinor: 1_500_000n,
    weeks: 9,
    workloadClass: 'open',
    data: openData,
    file: { task: 'stations', seed: 8_501, rows: 2_600 },
    criteria: [
      { metric: 'accuracy', target: 0.82, sampleSize: 600, attempts: 3, resampling: 'group' },
      fast(1_500, 3),
    ],
  },
  replies: {
    organisation: 'maple',
    by: 'oliver',
    title: 'A label before the customer has put the phone down',
    statement:
      'Our desk types while the customer speaks, and the screen has to say where the call belongs before the call is over. The labels are good enough already; what is missing is speed that holds when everybody calls at nine.\n\nWe measure the slowest answers, not the average: one in a hundred that takes long is one caller in a hundred who waits. And we look every second whether anybody is there.',
    sector: 'retail',
    country: 'GB',
    currency: 'GBP',
    budgetMinor: 680_000n,
    weeks: 5,
    workloadClass: 'open',
    data: openData,
    file: { task: 'messages', seed: 8_601, rows: 1_400 },
    criteria: [
      { metric: 'latency_p99', target: 1_500, sampleSize: 420, attempts: 2 },
      { metric: 'throughput', target: 45, sampleSize: 420, attempts: 2, ratePerSecond: 60 },
      { metric: 'error_rate', target: 0.02, sampleSize: 420, attempts: 2 },
      {
        ...{ metric: 'availability', target: 0.9, sampleSize: 600, attempts: 1 },
        window: { seconds: 600, everySeconds: 1 },
      },
    ],
  },
  advice: {
    organisation: 'indus',
    by: 'nadia',
    title: 'گندم کے کاشتکاروں کے سوالوں کے جواب، فون پر',
    statement:
      'ہماری ہیلپ لائن پر روزانہ چار سو کال آتی ہیں اور جواب دینے والے چھ ہیں۔ سوال تقریباً وہی بیس ہیں، مگر ہر کاشتکار اپنے لفظوں میں پوچھتا ہے۔\n\nہمیں ایسا نظام چاہیے جو سوال پہچان کر وہی جواب دے جو ہمارے ماہر دیتے ہیں۔ جواب درست بھی ہو اور اتنا سادہ بھی کہ ایک بار سن کر سمجھ آ جائے۔ یہ بات کوئی عدد نہیں بتا سکتا، اس لیے دو ماہر ایک دوسرے کے نمبر دیکھے بغیر ہر جواب جانچیں گے۔',
    sector: 'agriculture',
    country: 'PK',
    currency: 'PKR',
    budgetMinor: 90_000_000n,
    weeks: 8,
    workloadClass: 'open',
    data: openData,
    file: { task: 'advice', seed: 0, rows: 80 },
    criteria: [
      {
        ...{ metric: 'rubric_score', target: 3.5, sampleSize: 24, attempts: 1 },
        rubric: {
          scale: 5,
          items: [
            { name: 'درستی', means: 'جواب اسی سوال کا ہے، اور اس میں کوئی بات غلط نہیں۔' },
            { name: 'سادگی', means: 'کاشتکار ایک بار سن کر جان لے کہ اب کیا کرنا ہے۔' },
          ],
          raters: ['samina', 'rasool'],
          leastAgreement: 0.4,
        },
      },
      { metric: 'error_rate', target: 0.15, sampleSize: 30, attempts: 1 },
    ],
  },
  noshow: {
    organisation: 'alnoor',
    by: 'faisal',
    title: 'No-shows at four clinics from 22 to 17 in a hundred',
    statement:
      'Of every hundred follow-up appointments 22 are missed. A score alone changes nothing; somebody has to call the right people, and then the chairs have to be full.\n\nSo we pay in two parts. First a score that puts those who stay away before those who come. Then what we really want: at most 17 missed in a hundred over four weeks, counted in the calendar of the four clinics by the person who keeps it.',
    sector: 'health',
    country: 'SA',
    currency: 'SAR',
    budgetMinor: 5_600_000n,
    weeks: 12,
    workloadClass: 'internal',
    data: {
      regions: ['SA', 'PK'],
      declared: true,
      personalFields: ['age'],
      lawfulBasis: 'legitimate_interests',
      lawOverlay: 'SA',
      retentionDays: 60,
    },
    file: { task: 'appointments', seed: 8_801, rows: 1_600 },
    criteria: [
      {
        ...{ metric: 'roc_auc', target: 0.78, sampleSize: 600, attempts: 2 },
        positiveClass: 'missed',
      },
      fast(1_500, 2),
      {
        ...{ metric: 'process_value', target: 0.17, sampleSize: 1_000, attempts: 1 },
        direction: 'at_most',
        process: {
          measure: 'No-show rate of follow-up appointments',
          unit: 'share',
          unitName: '',
          baseline: { value: 0.22, cases: 1_830, days: [70, 10] },
          source:
            'The calendar of the four clinics: every follow-up appointment that was not called off the day before. Missed means that nobody came within 20 minutes.',
          windowDays: 28,
          measurer: 'huda',
        },
      },
    ],
  },
  minutes: {
    organisation: 'hannover',
    by: 'katharina',
    title: 'How long a stop takes, before the van leaves',
    statement:
      'We plan eight minutes for every stop. On the fifth floor without a lift it is fourteen, at a garage it is three, and at the end of the day a van is late or idle. We know what it depends on and have 2,000 stops with the minutes that they took.\n\nWe want the minutes for each stop when the tour is planned, wrong by less than two and a half on average.',
    sector: 'logistics',
    country: 'DE',
    currency: 'EUR',
    budgetMinor: 920_000n,
    weeks: 6,
    workloadClass: 'open',
    data: openData,
    file: { task: 'minutes', seed: 8_901, rows: 2_000 },
    criteria: [
      { metric: 'mae', target: 2.5, sampleSize: 400, attempts: 2, missingError: 30 },
      { metric: 'r2', target: 0.7, sampleSize: 400, attempts: 2, missingError: 30 },
      fast(1_500, 2),
    ],
  },
} as const satisfies Record<string, SeedBrief>

export type BriefKey = keyof typeof seedBriefs
