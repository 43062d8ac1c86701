import type { Sector } from '~/domain/market/briefs/brief'
import type { InputKind, OfferedRows } from '~/domain/market/offers/offer'
import type { Criterion, ProcessPlan } from '~/domain/outcomes/criteria/criterion'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Currency } from '~/kernel/money'

/** A criterion as a team offers it: nobody is named, and the starting point is what is usual. */
export type SeedOfferCriterion = Pick<Criterion, 'metric' | 'target' | 'sampleSize' | 'attempts'> &
  Partial<Pick<Criterion, 'averaging' | 'positiveClass' | 'labels' | 'direction'>> & {
    readonly process?: Omit<ProcessPlan, 'measurer' | 'baseline'> & {
      readonly usual: { readonly value: number; readonly cases: number }
    }
    readonly rubric?: {
      readonly scale: number
      readonly items: readonly { readonly name: string; readonly means: string }[]
      readonly leastAgreement: number
    }
  }

type SeedTier = {
  readonly name: string
  readonly includes: string
  readonly milestones: readonly (readonly [
    title: string,
    description: string,
    amountMinor: bigint,
    weeks: number,
    criteria: readonly number[],
  ])[]
}

export type SeedOffer = {
  readonly team: string
  /** Where the system runs. */
  readonly region: string
  readonly title: string
  readonly statement: string
  readonly sectors: readonly Sector[]
  readonly classes: readonly WorkloadClass[]
  readonly currency: Currency
  readonly rows: OfferedRows | null
  readonly criteria: readonly SeedOfferCriterion[]
  readonly inputs: readonly (readonly [title: string, why: string, kind: InputKind])[]
  readonly tiers: readonly SeedTier[]
  readonly holdbackBps?: number
}

const share = (
  measure: string,
  source: string,
  windowDays: number,
  usual: { value: number; cases: number },
): NonNullable<SeedOfferCriterion['process']> => ({
  ...{ measure, source, windowDays, usual },
  unit: 'share',
  unitName: '',
})

export const seedOffers = {
  noshow: {
    team: 'najd',
    region: 'SA',
    title: 'Fewer missed appointments in an outpatient clinic',
    statement:
      'In the clinics we know, about 22 of 100 booked patients do not come and do not call. The doctor waits, and somebody else who needed the hour did not get it.\n\nWe bring that to at most 17 of 100, counted over eight weeks by a person whom you name. Every morning your front desk opens a short list in Arabic: who is booked for tomorrow and is likely to stay away, and what usually helps with this patient, which is a call, an earlier hour, or a taxi. Your staff make the calls; nobody is ever cancelled by a machine.\n\nFirst we prove that the list is worth the calls. On 3,000 of your past visits, which we never see, it has to rank the missed ones above the kept ones well enough. Only then does the calling begin, and most of the price depends on the rate itself.\n\nIt is not for emergency departments or walk-in clinics, where nothing is booked. It needs a calendar that can be exported, and at least one person with an hour a day for calls. If your rate is already below 15 of 100, do not buy this: there is too little left to win.',
    sectors: ['health'],
    classes: ['open', 'internal'],
    currency: 'USD',
    rows: { labelKind: 'class', labels: ['kept', 'missed'] },
    criteria: [
      { metric: 'roc_auc', positiveClass: 'missed', target: 0.78, sampleSize: 3_000, attempts: 1 },
      {
        ...{ metric: 'process_value', target: 0.17, sampleSize: 800, attempts: 1 },
        direction: 'at_most',
        process: share(
          'No-show rate of booked appointments',
          'The clinic’s calendar: every appointment that was not called off the day before. Missed means that nobody came within 20 minutes.',
          56,
          { value: 0.22, cases: 1_500 },
        ),
      },
    ],
    inputs: [
      [
        'Past visits with how they ended',
        'The measurement draws 3,000 of them. Columns: age, days between booking and visit, earlier missed visits, reminder sent, distance, hour; and “kept” or “missed”.',
        'sealed',
      ],
      [
        'A weekly export of the calendar',
        'The list is made from it each morning. A scheduled export to a folder is enough; we do not need the patient file.',
        'access',
      ],
      [
        'Who makes the calls, and when',
        'We train them for half a day and write the sentences together.',
        'text',
      ],
    ],
    tiers: [
      {
        name: 'One clinic',
        includes:
          'One clinic with up to eight doctors, the list in Arabic and English, half a day of training, and four weeks of help by phone.',
        milestones: [
          ['The list ranks well', 'Measured on your sealed visits.', 600_000n, 3, [1]],
          ['The rate has fallen', 'Eight weeks of calls, then counted.', 900_000n, 9, [2]],
        ],
      },
      {
        name: 'Four clinics',
        includes:
          'Up to four clinics of one owner with a list for each, one training per clinic, and a page that compares them.',
        milestones: [
          ['The list ranks well', 'Measured on sealed visits of all clinics.', 1_400_000n, 4, [1]],
          ['The rate has fallen', 'Eight weeks of calls, then counted.', 2_500_000n, 10, [2]],
        ],
      },
    ],
  },
  triage: {
    team: 'najd',
    region: 'SA',
    title: 'A triage aid for a clinic, where a person decides',
    statement:
      'A nurse at the door has two minutes for each patient. Most know at a glance who must be seen at once; on a full evening some do not, and the queue hides it.\n\nOur aid reads what the nurse writes down anyway, which is complaint, age, pulse, pressure and breathing, and answers within a second: urgent, or not urgent, with the two findings that weigh most. The nurse decides. What the nurse decides against the aid is kept and reviewed every week with your physician, and a named person can switch the aid off at any moment.\n\nTwo errors matter, and they are not the same. Calling an urgent patient “not urgent” may happen in at most 5 of 100 urgent cases. Calling others urgent is safer but fills the room, so at least half of those called urgent must be so. Both are measured on 600 sealed cases that two of your physicians have judged independently.\n\nThe data are health records, so this carries the class restricted: named readers, a stewardship credential for everyone who touches data, and an exit drill on a second provider before the last payment.\n\nIt is not a diagnosis, and not for children under two.',
    sectors: ['health'],
    classes: ['restricted'],
    currency: 'USD',
    rows: { labelKind: 'class', labels: ['not urgent', 'urgent'] },
    criteria: [
      {
        ...{ metric: 'recall', target: 0.95, sampleSize: 600, attempts: 2 },
        ...{ averaging: 'class', positiveClass: 'urgent' },
      },
      {
        ...{ metric: 'precision', target: 0.5, sampleSize: 600, attempts: 2 },
        ...{ averaging: 'class', positiveClass: 'urgent' },
      },
      { metric: 'latency_p95', target: 800, sampleSize: 600, attempts: 2 },
    ],
    inputs: [
      [
        'Judged cases',
        'At least 1,300 past cases, each judged by two physicians who did not see each other’s answer.',
        'sealed',
      ],
      [
        'Your triage rules',
        'The aid follows your rules where you have them, not ours. A scan is enough.',
        'file',
      ],
      ['The physician who reviews', 'One hour a week, and the right to stop the aid.', 'text'],
    ],
    tiers: [
      {
        name: 'One emergency room',
        includes:
          'One room, one language at the desk, the weekly review for three months, and the exit drill. Hardware is yours.',
        milestones: [
          [
            'Safe on sealed cases',
            'Measured before any patient meets it.',
            2_300_000n,
            8,
            [1, 2, 3],
          ],
          [
            'Safe after four weeks beside the nurse',
            'Measured again on fresh cases, the drill included.',
            1_500_000n,
            6,
            [1, 2, 3],
          ],
        ],
      },
    ],
    holdbackBps: 2_000,
  },
  mango: {
    team: 'indus-field',
    region: 'PK',
    title: 'Mango grades that hold from Multan to Riyadh',
    statement:
      'A crate graded “export” in Multan is opened in Riyadh four days later. When the buyer there grades it down, the packer pays for the freight, the fruit and the name. Most quarrels are about one grade and two people who looked at it under different lights.\n\nWe take the measurements that your line already makes, which are weight, colour, firmness and sugar, and give each fruit one of three grades the moment it passes: export, market or pulp. The same model runs at the packing house and as a page on the importer’s phone, so both ends see the same grade and the numbers behind it.\n\nYou get a system whose grade agrees with your own graders on 3,000 sealed rows, over all three grades equally, so that a model that only knows export fails. It answers quickly enough for a line at full speed.\n\nWe do not use photographs, and we do not promise what a fruit will be like after ten days at sea. If your stations are not calibrated, we find out in the first week and tell you which one.',
    sectors: ['agriculture', 'logistics'],
    classes: ['open', 'internal'],
    currency: 'SAR',
    rows: { labelKind: 'class', labels: ['export', 'market', 'pulp'] },
    criteria: [
      { metric: 'f1', averaging: 'macro', target: 0.92, sampleSize: 3_000, attempts: 2 },
      { metric: 'latency_p95', target: 800, sampleSize: 300, attempts: 2 },
    ],
    inputs: [
      [
        'Graded rows of last season',
        'At least 6,100 fruits with their measurements and the grade that your best grader gave.',
        'sealed',
      ],
      [
        'Rows for training',
        'The more stations, the better. They must not be the sealed ones.',
        'file',
      ],
      ['Access to the line computer', 'To read the measurements as they are made.', 'access'],
    ],
    tiers: [
      {
        name: 'One line',
        includes: 'One packing line with up to six stations, and the page for one importer.',
        milestones: [
          ['Grades agree', 'Measured on sealed rows and at line speed.', 6_750_000n, 8, [1, 2]],
        ],
      },
      {
        name: 'Two lines',
        includes: 'Two lines with up to twelve stations, and the page for three importers.',
        milestones: [
          ['Grades agree on the first line', 'Measured there alone.', 6_000_000n, 7, [1, 2]],
          ['Grades agree on both', 'Measured on rows of both lines.', 4_200_000n, 4, [1, 2]],
        ],
      },
      {
        name: 'A season',
        includes:
          'Up to four lines for one season, a visit to each station every month, and a new model when the variety changes.',
        milestones: [
          ['Grades agree at the start', 'Measured in the first weeks.', 8_000_000n, 7, [1, 2]],
          ['Grades still agree at the peak', 'Measured on fresh rows.', 7_500_000n, 8, [1, 2]],
        ],
      },
    ],
  },
  wheat: {
    team: 'indus-field',
    region: 'PK',
    title: 'Wheat advice by voice for 2,000 farmers',
    statement:
      'Between sowing and the last irrigation a wheat grower makes about ten decisions on which the yield hangs. Printed advice comes late and is written for somebody else’s field; many who need it do not read.\n\nWe call. Each of 2,000 farmers gets short advice in Punjabi or Saraiki on an ordinary phone, at the hour they chose, for their own tehsil and sowing date: when to sow, when to irrigate before heat, what the yellow stripe on the leaf is. They can ask back, and a question that the system does not understand reaches an agronomist the same day.\n\nTwo things are promised. At least 60 of 100 farmers hear eight advisories or more to the end; and adoption of the advised sowing window is at least 15 points higher than in comparable villages that are called only afterwards. Your own enumerators count both. We do not choose the villages: a draw does, in public.\n\nWe do not promise yield, which depends on water and prices too. And it does not work where there is no signal at all; we check the list of villages before you sign.',
    sectors: ['agriculture'],
    classes: ['open', 'internal'],
    currency: 'PKR',
    rows: null,
    criteria: [
      {
        ...{ metric: 'process_value', target: 0.6, sampleSize: 1_800, attempts: 1 },
        direction: 'at_least',
        process: share(
          'Farmers who heard at least eight advisories to the end',
          'Call records of the operator, matched with the list of enrolled farmers by the client’s enumerators.',
          150,
          { value: 0, cases: 2_000 },
        ),
      },
      {
        ...{ metric: 'process_value', target: 0.15, sampleSize: 600, attempts: 1 },
        direction: 'at_least',
        process: share(
          'Adoption of the advised sowing window above the control villages',
          'A survey of 300 called and 300 control households drawn by lot, by enumerators who do not know which is which.',
          60,
          { value: 0, cases: 600 },
        ),
      },
    ],
    inputs: [
      [
        'The list of farmers with their consent',
        'Nobody is called who has not agreed. Phone number, tehsil, language and preferred hour.',
        'file',
      ],
      [
        'Your agronomist',
        'Approves every advisory before it goes out, and answers what we cannot.',
        'text',
      ],
    ],
    tiers: [
      {
        name: '2,000 farmers',
        includes:
          'One rabi season, 2,000 farmers in up to three tehsils, two languages, calls and airtime included.',
        milestones: [
          ['They listen', 'Half the season of calls, counted.', 320_000_000n, 22, [1]],
          ['They act on it', 'The survey after sowing.', 350_000_000n, 10, [2]],
        ],
      },
    ],
  },
  reading: {
    team: 'dastak',
    region: 'PK',
    title: 'An Urdu reading tutor for 20 schools',
    statement:
      'In many primary schools a child of class three reads fewer than twenty Urdu words a minute and understands none of them by the end of the line. The teacher has fifty children and cannot listen to each.\n\nOur tutor listens. A child reads aloud from a tablet for ten minutes, four times a week; the tutor follows each word, waits, helps with the one that is stuck, and chooses tomorrow’s text. The teacher sees on one page who needs a person. It works without a connection, and no child’s voice leaves the school.\n\nWhat we promise is not the tablet but the reading: after one term the children in the programme read at least 8 correct words a minute more than those in control schools, tested one by one by examiners whom you send. And because nothing works that is not used, at least 75 of 100 planned sessions really take place.\n\nSchools are drawn by lot into both groups. The control schools get the tutor a term later.\n\nIt is for classes two to four and for children who know their letters. It does not replace the teacher, and we do not install it where the teacher does not want it.',
    sectors: ['education'],
    classes: ['open', 'internal'],
    currency: 'EUR',
    rows: null,
    criteria: [
      {
        ...{ metric: 'process_value', target: 8, sampleSize: 600, attempts: 1 },
        direction: 'at_least',
        process: {
          measure: 'Correct words a minute above the control schools',
          unit: 'number',
          unitName: 'words a minute',
          source:
            'Each child reads one unseen grade-level text for a minute to an examiner who does not know the group; before the term and after it.',
          windowDays: 30,
          usual: { value: 0, cases: 600 },
        },
      },
      {
        ...{ metric: 'process_value', target: 0.75, sampleSize: 2_000, attempts: 1 },
        direction: 'at_least',
        process: share(
          'Planned reading sessions that took place',
          'The log of each tablet, checked against the school’s register on two unannounced days a month.',
          110,
          { value: 0, cases: 2_000 },
        ),
      },
    ],
    inputs: [
      [
        'Permission of the schools and parents',
        'One letter per school and one form per child; we bring the wording in Urdu and Sindhi.',
        'file',
      ],
      ['Examiners', 'Two people for ten days before the term and ten after it.', 'text'],
      ['A locked cupboard with power in each school', 'Twelve tablets are charged there.', 'text'],
    ],
    tiers: [
      {
        name: '20 schools',
        includes:
          'Twenty schools with twelve tablets each, which stay with the schools, training of two teachers per school, and visits every fortnight.',
        milestones: [
          ['It is used', 'Sessions of one term.', 1_200_000n, 18, [2]],
          ['They read better', 'The examination after the term.', 1_560_000n, 6, [1]],
        ],
      },
      {
        name: '60 schools',
        includes:
          'Sixty schools of one district, a trainer of your own whom we prepare, and a page for the district office.',
        milestones: [
          ['It is used', 'Sessions of one term.', 3_000_000n, 20, [2]],
          ['They read better', 'The examination after the term.', 3_900_000n, 6, [1]],
        ],
      },
    ],
  },
  marking: {
    team: 'bogaz',
    region: 'TR',
    title: 'A marking aid for written vocational exams',
    statement:
      'A written answer in a vocational exam takes a teacher three minutes to mark, and on the third evening the same answer gets another mark than on the first. Candidates feel it, and appeals cost more than marking did.\n\nOur aid reads each typed or transcribed answer with your own marking scheme beside it and proposes a mark from 0 to 5, with the lines of the scheme that it found and those that it missed. A teacher sees the proposal after having marked, not before. Where the two differ by two points or more, a second teacher looks. So the aid is a second pair of eyes for every paper, and nobody’s mark comes from a machine.\n\nIt has to agree with two experienced markers as well as they agree with each other: a quadratic weighted kappa of at least 0.75 on sealed answers that both have marked. And it has to answer reliably during an exam week, with at most 2 of 100 requests failing.\n\nIt works in Turkish. It does not mark drawings, and it needs at least 300 marked answers for each question that it is used for. A question that is new this year begins with teachers alone.',
    sectors: ['education', 'government'],
    classes: ['open', 'internal'],
    currency: 'TRY',
    rows: { labelKind: 'class', labels: ['0', '1', '2', '3', '4', '5'] },
    criteria: [
      { metric: 'weighted_kappa', target: 0.75, sampleSize: 600, attempts: 2 },
      { metric: 'error_rate', target: 0.02, sampleSize: 600, attempts: 2 },
    ],
    inputs: [
      [
        'Answers marked twice',
        'At least 1,300, typed, with the mark on which two markers agreed. Names removed.',
        'sealed',
      ],
      ['The marking schemes', 'As your markers use them, with last year’s notes.', 'file'],
    ],
    tiers: [
      {
        name: 'One exam',
        includes: 'One subject with up to twelve questions, for one session of exams.',
        milestones: [
          ['It agrees with two markers', 'Measured on sealed answers.', 52_000_000n, 9, [1, 2]],
        ],
      },
      {
        name: 'Four exams',
        includes:
          'Up to four subjects, two sessions, and a training day for forty markers in İzmir or Ankara.',
        milestones: [
          ['The first subject agrees', 'Measured there alone.', 60_000_000n, 8, [1, 2]],
          ['All subjects agree', 'Measured on answers of all four.', 88_000_000n, 10, [1, 2]],
        ],
      },
    ],
  },
  utility: {
    team: 'ravi',
    region: 'PK',
    title: 'A customer agent for a utility, in Arabic and Urdu',
    statement:
      'Most of what people ask a utility is one of thirty things: why is the bill high, when does the water come back, how do I move the meter to my name. They wait twenty minutes on the phone to hear it, in a language that is often not theirs.\n\nOur agent answers in Arabic and Urdu, in writing and as voice notes, with the facts of your own systems and never with a guess: when it does not know, it hands over to a person with everything that was said so far, so nobody has to begin again.\n\nYou pay for what was settled. The price comes to 80 cents for each conversation that is resolved, up to 7,500 a month. A conversation that the same customer opens again within seven days does not count as resolved, and if fewer than 90 of 100 stay closed the milestone is not met. On top of that, two people whom you name mark a sample of answers, one in twenty, for being right, complete and polite.\n\nIt never changes a bill and never disconnects anybody. It needs a way to read balances and outages, and a person in your house who may say what the agent must not say.',
    sectors: ['energy', 'government'],
    classes: ['open', 'internal'],
    currency: 'USD',
    rows: { labelKind: 'text', labels: [] },
    criteria: [
      {
        ...{ metric: 'process_value', target: 0.9, sampleSize: 3_000, attempts: 1 },
        direction: 'at_least',
        process: share(
          'Resolved conversations that were not reopened within seven days',
          'The client’s ticket system: conversations closed by the agent, and whether the same account wrote again about the same matter.',
          30,
          { value: 0.8, cases: 3_000 },
        ),
      },
      {
        ...{ metric: 'rubric_score', target: 4, sampleSize: 150, attempts: 2 },
        rubric: {
          scale: 5,
          items: [
            { name: 'Right', means: 'Nothing in it is wrong for this customer.' },
            { name: 'Complete', means: 'The customer need not ask again.' },
            { name: 'Polite', means: 'As you would want to be spoken to.' },
          ],
          leastAgreement: 0.5,
        },
      },
    ],
    inputs: [
      [
        'Questions with good answers',
        'At least 320 real questions with the answer that your best agent would give.',
        'sealed',
      ],
      ['Read access to balances and outages', 'Nothing is written back.', 'access'],
      ['What must not be said', 'Legal matters, promises, and who decides about them.', 'text'],
    ],
    tiers: [
      {
        name: 'One month, up to 7,500 resolutions',
        includes: 'Set-up, and one month of service in writing, in both languages.',
        milestones: [
          ['Answers that people would sign', 'Marked before the start.', 200_000n, 4, [2]],
          ['A month of resolutions', 'Counted after seven days of silence.', 400_000n, 6, [1]],
        ],
      },
      {
        name: 'Three months',
        includes: 'Three months, voice notes too, and a monthly report on what people ask.',
        milestones: [
          ['Answers that people would sign', 'Marked before the start.', 300_000n, 5, [2]],
          ['Three months of resolutions', 'Counted in the last one.', 1_200_000n, 14, [1]],
        ],
      },
    ],
  },
} as const satisfies Record<string, SeedOffer>

export type OfferKey = keyof typeof seedOffers
