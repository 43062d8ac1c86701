import type { OrganisationKind } from '~/domain/identity/organisation'
import type { Role } from '~/domain/skills/roles'
import type { Locale } from '~/platform/languages/locales'

/** The demo's people. All are invented; every address ends in .example, which nobody can own. */
export type SeedPerson = {
  readonly key: string
  readonly name: string
  readonly email: string
  readonly country: string
  readonly timeZone: string
  readonly locale: Locale
  readonly headline: string
  readonly about: string
  readonly languages: readonly string[]
  /** Skills in their own word; `shown` has a link beside it. */
  readonly skills: readonly (readonly [skillId: string, shown?: 'shown'])[]
}

const pk = { country: 'PK', timeZone: 'Asia/Karachi', locale: 'en' as Locale }
const tr = { country: 'TR', timeZone: 'Europe/Istanbul', locale: 'en' as Locale }
const sa = { country: 'SA', timeZone: 'Asia/Riyadh', locale: 'en' as Locale }
const client = { headline: '', about: '', skills: [] } as const

export const seedPeople: readonly SeedPerson[] = [
  {
    ...client,
    key: 'katharina',
    name: 'Katharina Vogel',
    email: 'katharina.vogel@hannover-logistics.example',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    locale: 'en',
    languages: ['de', 'en'],
  },
  {
    ...client,
    ...sa,
    key: 'faisal',
    name: 'Faisal Al-Harbi',
    email: 'faisal@alnoor-clinics.example',
    languages: ['ar', 'en'],
  },
  {
    ...client,
    ...tr,
    key: 'elif',
    name: 'Elif Demir',
    email: 'elif.demir@ege-hasat.example',
    languages: ['tr', 'en'],
  },
  {
    ...client,
    ...pk,
    key: 'nadia',
    name: 'Nadia Qureshi',
    email: 'nadia@indus-agri.example',
    locale: 'ur',
    languages: ['ur', 'pa', 'en'],
  },
  {
    ...client,
    key: 'oliver',
    name: 'Oliver Rowe',
    email: 'oliver@mapleandrowe.example',
    country: 'GB',
    timeZone: 'Europe/London',
    locale: 'en',
    languages: ['en'],
  },
  {
    ...client,
    ...pk,
    key: 'amina',
    name: 'Amina Siddiqui',
    email: 'amina@samar-operations.example',
    languages: ['ur', 'en'],
  },
  {
    ...client,
    ...pk,
    key: 'bilal',
    name: 'Bilal Hashmi',
    email: 'bilal@karachi-applied.example',
    languages: ['ur', 'en'],
  },
  {
    ...client,
    ...pk,
    key: 'saadia',
    name: 'Saadia Rehman',
    email: 'saadia@punjab-skills.example',
    languages: ['ur', 'pa', 'en'],
  },
  {
    ...pk,
    key: 'ayesha',
    name: 'Ayesha Khan',
    email: 'ayesha@ravi-studio.example',
    headline: 'Leads deployments that are judged by their numbers',
    about:
      'Nine years of web projects by the hour in Lahore. Since 2024 I put teams together that sell an outcome and stand by it. I write the plan, keep the client’s questions answered and make sure that nobody is surprised on the day of the measurement.',
    languages: ['ur', 'pa', 'en'],
    skills: [['acceptance-criteria', 'shown'], ['problem-framing', 'shown'], ['experiment-design']],
  },
  {
    ...pk,
    key: 'hamza',
    name: 'Hamza Sheikh',
    email: 'hamza@ravi-studio.example',
    headline: 'Text classification, small models, honest error analysis',
    about:
      'I used to write product descriptions and scrape catalogues. Now I train small models that run on cheap machines, and I show where they fail before anybody else finds out.',
    languages: ['ur', 'en'],
    skills: [
      ['text-classification', 'shown'],
      ['data-modelling', 'shown'],
      ['python-data', 'shown'],
      ['model-evaluation'],
    ],
  },
  {
    ...pk,
    key: 'zainab',
    name: 'Zainab Malik',
    email: 'zainab@ravi-studio.example',
    headline: 'Evaluation engineer; earlier a data cleaner',
    about:
      'Seven years of cleaning other people’s spreadsheets taught me what goes wrong in data. I build the tests that a model has to pass before a client ever sees it.',
    languages: ['ur', 'en'],
    skills: [
      ['experiment-design', 'shown'],
      ['data-cleaning', 'shown'],
      ['statistics'],
      ['model-evaluation', 'shown'],
    ],
  },
  {
    ...pk,
    key: 'usman',
    name: 'Usman Tariq',
    email: 'usman@ravi-studio.example',
    headline: 'Puts models behind endpoints that stay up',
    about: 'Deployment, monitoring, cost. I answer the pager.',
    languages: ['ur', 'en'],
    skills: [['api-integration', 'shown'], ['containers', 'shown'], ['monitoring']],
  },
  {
    ...pk,
    key: 'rashid',
    name: 'Rashid Mehmood',
    email: 'rashid@indus-field.example',
    headline: 'Agronomist who grades fruit with machines',
    about:
      'Fifteen years on grading lines between Multan and Karachi. I know what a pulp mango feels like, and how to write that down as a measurement.',
    languages: ['ur', 'skr', 'en'],
    skills: [
      ['agriculture-advice', 'shown'],
      ['survey-data', 'shown'],
    ],
  },
  {
    ...pk,
    key: 'mahnoor',
    name: 'Mahnoor Baloch',
    email: 'mahnoor@indus-field.example',
    headline: 'Machine learning on measurements from the field',
    about: 'Tabular models that a grading line can afford. Quetta, remote.',
    languages: ['ur', 'bal', 'en'],
    skills: [['supervised-learning', 'shown'], ['data-modelling'], ['python-data', 'shown']],
  },
  {
    ...pk,
    key: 'danish',
    name: 'Danish Iqbal',
    email: 'danish@indus-field.example',
    headline: 'Field coordinator, southern Punjab',
    about: 'I bring samples, scales and people to the same place at the same time.',
    languages: ['ur', 'skr', 'pa'],
    skills: [['survey-data']],
  },
  {
    ...sa,
    key: 'reem',
    name: 'Reem Al-Otaibi',
    email: 'reem@najd-works.example',
    headline: 'Health data and Arabic text, with care',
    about:
      'Pharmacist first, then data steward. I read the privacy law before I read the data, and I lead teams that clinics can leave alone with an interface.',
    languages: ['ar', 'en'],
    skills: [
      ['data-protection-law', 'shown'],
      ['health-services', 'shown'],
      ['acceptance-criteria'],
    ],
  },
  {
    ...pk,
    key: 'omar',
    name: 'Omar Farooq',
    email: 'omar@najd-works.example',
    headline: 'Risk scores that clinics can read',
    about: 'Machine learning engineer in Islamabad. Calibration before accuracy.',
    languages: ['ur', 'en', 'ar'],
    skills: [['supervised-learning', 'shown'], ['statistics', 'shown'], ['model-evaluation']],
  },
  {
    ...tr,
    key: 'mehmet',
    name: 'Mehmet Yılmaz',
    email: 'mehmet@bogaz-ai.example',
    headline: 'Outcome lead, İzmir',
    about:
      'Supply chains of olives, grapes and figs; systems that a warehouse can trust at five in the morning.',
    languages: ['tr', 'en'],
    skills: [['acceptance-criteria', 'shown'], ['problem-framing']],
  },
  {
    ...tr,
    key: 'deniz',
    name: 'Deniz Kaya',
    email: 'deniz@bogaz-ai.example',
    headline: 'Forecasts and grading models',
    about: 'Statistics in Ankara, practice in Manisa.',
    languages: ['tr', 'en', 'de'],
    skills: [
      ['supervised-learning', 'shown'],
      ['statistics', 'shown'],
    ],
  },
  {
    ...pk,
    key: 'sana',
    name: 'Sana Mirza',
    email: 'sana@bogaz-ai.example',
    headline: 'Localiser: Urdu, Turkish, English',
    about: 'I make systems speak to the people who have to use them.',
    languages: ['ur', 'tr', 'en'],
    skills: [['software-localisation', 'shown']],
  },
  {
    ...pk,
    key: 'mehwish',
    name: 'Mehwish Anjum',
    email: 'mehwish@dastak-learning.example',
    headline: 'Reading in the early years; nine years in class three',
    about:
      'I taught fifty children at a time in Tando Allahyar. What I wanted then was somebody who listens to each of them; now I build it, and let others test whether it helps.',
    languages: ['ur', 'sd', 'en'],
    skills: [['learning-design', 'shown'], ['field-rollout', 'shown'], ['outcome-measurement']],
  },
  {
    ...pk,
    key: 'saqib',
    name: 'Saqib Laghari',
    email: 'saqib@dastak-learning.example',
    headline: 'Speech on small machines, without a connection',
    about: 'Speech recognition for Urdu and Sindhi that runs on a tablet in a village school.',
    languages: ['ur', 'sd', 'en'],
    skills: [['supervised-learning', 'shown'], ['error-analysis']],
  },
  {
    ...pk,
    key: 'farah',
    name: 'Farah Javed',
    email: 'farah@mehran-stewards.example',
    locale: 'ur',
    headline: 'Data steward in Hyderabad, Sindh',
    about:
      'Accounts and records for twelve years. I lead a team that keeps data where they belong.',
    languages: ['ur', 'sd', 'en'],
    skills: [
      ['data-protection-law', 'shown'],
      ['data-cleaning', 'shown'],
    ],
  },
  {
    ...pk,
    key: 'tariq',
    name: 'Tariq Soomro',
    email: 'tariq@mehran-stewards.example',
    headline: 'Deployment engineer, small budgets',
    about: 'I make one machine do the work of three.',
    languages: ['sd', 'ur', 'en'],
    skills: [['api-integration', 'shown'], ['containers']],
  },
  {
    ...pk,
    key: 'iqra',
    name: 'Iqra Shahid',
    email: 'iqra.shahid@post.example',
    locale: 'ur',
    headline: 'ڈیٹا صاف کرنے سے ماڈل جانچنے تک',
    about:
      'میں فیصل آباد میں رہتی ہوں اور پانچ سال سے ڈیٹا صاف کرنے کا کام کرتی ہوں۔ اب ماڈلوں کی جانچ سیکھ رہی ہوں اور کسی ٹیم میں شامل ہونا چاہتی ہوں۔',
    languages: ['ur', 'pa'],
    skills: [['data-cleaning', 'shown'], ['statistics']],
  },
  {
    ...pk,
    key: 'samina',
    name: 'Samina Akhtar',
    email: 'samina.akhtar@extension-multan.example',
    locale: 'ur',
    headline: 'زرعی توسیعی کارکن، ضلع ملتان',
    about: 'بیس سال سے گندم کے کاشتکاروں کے سوالوں کے جواب دیتی ہوں، کھیت میں بھی اور فون پر بھی۔',
    languages: ['ur', 'skr'],
    skills: [],
  },
  {
    ...pk,
    key: 'rasool',
    name: 'Ghulam Rasool',
    email: 'ghulam.rasool@wheat-desk.example',
    headline: 'Agronomist, wheat and pulses',
    about: 'I read advice as a grower would: can it be done on Thursday, with what is in the shed?',
    languages: ['ur', 'pa', 'en'],
    skills: [],
  },
  {
    ...sa,
    key: 'huda',
    name: 'Huda Al-Ghamdi',
    email: 'huda.alghamdi@clinic-records.example',
    headline: 'Keeps the calendar of four clinics',
    about: 'I count what happened, not what was planned.',
    languages: ['ar', 'en'],
    skills: [],
  },
  {
    ...client,
    ...pk,
    key: 'sidra',
    name: 'Sidra Batool',
    email: 'sidra@karachi-applied.example',
    languages: ['ur', 'en'],
  },
  {
    ...client,
    ...pk,
    key: 'waleed',
    name: 'Waleed Akhtar',
    email: 'waleed@karachi-applied.example',
    languages: ['ur', 'en'],
  },
  {
    ...client,
    ...pk,
    key: 'nimra',
    name: 'Nimra Javed',
    email: 'nimra@karachi-applied.example',
    languages: ['ur', 'sd', 'en'],
  },
  {
    ...pk,
    key: 'hina',
    name: 'Hina Rafique',
    email: 'hina.rafique@post.example',
    headline: 'Measures what a system really does; earlier data entry in Faisalabad',
    about:
      'Six years of typing other people’s forms. When the forms began to type themselves I learnt how to tell whether they type right. My first report was for a dispensary in Jaranwala.',
    languages: ['ur', 'pa', 'en'],
    skills: [['data-cleaning', 'shown'], ['data-quality']],
  },
  {
    ...pk,
    key: 'kiran',
    name: 'Kiran Shahzadi',
    email: 'kiran.shahzadi@post.example',
    headline: 'Data entry keyer on the way to evaluation',
    about:
      'I type and clean orders for three shops in Sargodha. Two of them have bought a system now. I study in the evening.',
    languages: ['ur', 'pa', 'en'],
    skills: [['data-cleaning']],
  },
  {
    ...pk,
    key: 'asad',
    name: 'Asad Mirza',
    email: 'asad.mirza@post.example',
    headline: 'Proofreader who learnt to count errors',
    about:
      'I read English for publishers in Rawalpindi until a machine read it faster. Now I find out where the machine is wrong.',
    languages: ['ur', 'en'],
    skills: [['plain-language']],
  },
  {
    ...pk,
    key: 'bushra',
    name: 'Bushra Naz',
    email: 'bushra.naz@post.example',
    headline: 'Web pages for schools, and what comes after',
    about: 'I build WordPress sites for schools around Gujrat, by the hour, and fewer every month.',
    languages: ['ur', 'pa', 'en'],
    skills: [['api-integration']],
  },
  {
    ...pk,
    key: 'junaid',
    name: 'Junaid Aslam',
    email: 'junaid.aslam@post.example',
    headline: 'Product listings, by the piece',
    about: 'Catalogues for online shops. I look for something that lasts.',
    languages: ['ur', 'en'],
    skills: [['data-cleaning']],
  },
]

export type SeedOrganisation = {
  readonly key: string
  readonly kind: OrganisationKind
  readonly name: string
  readonly country: string
  readonly about: string
  readonly owner: string
}

export const seedOrganisations: readonly SeedOrganisation[] = [
  {
    key: 'operations',
    kind: 'operator',
    name: 'Samar Operations',
    country: 'PK',
    about:
      'Answers for the platform: decides what silence leaves open, and keeps the books in order.',
    owner: 'amina',
  },
  {
    key: 'hannover',
    kind: 'client',
    name: 'Hannover Logistics',
    country: 'DE',
    about: 'Parcels and pallets between the North Sea and the Alps; 340 people, four depots.',
    owner: 'katharina',
  },
  {
    key: 'alnoor',
    kind: 'client',
    name: 'Al Noor Clinics',
    country: 'SA',
    about: 'Four outpatient clinics in Jeddah, 90,000 visits a year.',
    owner: 'faisal',
  },
  {
    key: 'ege',
    kind: 'client',
    name: 'Ege Hasat Cooperative',
    country: 'TR',
    about: 'Growers of figs, olives and pomegranates around İzmir, selling together since 1974.',
    owner: 'elif',
  },
  {
    key: 'indus',
    kind: 'client',
    name: 'Indus Agri Exchange',
    country: 'PK',
    about: 'Packs and ships mangoes and kinnow from southern Punjab to the Gulf.',
    owner: 'nadia',
  },
  {
    key: 'maple',
    kind: 'client',
    name: 'Maple & Rowe Wholesale',
    country: 'GB',
    about: 'Paper, packaging and catering supplies for 2,600 small businesses in the Midlands.',
    owner: 'oliver',
  },
  {
    key: 'karachi',
    kind: 'partner',
    name: 'Karachi Institute of Applied AI',
    country: 'PK',
    about: 'Evening courses for people who already work.',
    owner: 'bilal',
  },
  {
    key: 'punjab',
    kind: 'funder',
    name: 'Punjab Skills Fund',
    country: 'PK',
    about: 'Pays for outcomes that put people into work, and wants to see the proof.',
    owner: 'saadia',
  },
]

export type SeedTeam = {
  readonly key: string
  readonly name: string
  readonly headline: string
  readonly about: string
  readonly country: string
  /** The first is the lead. Shares in basis points sum to 10,000. */
  readonly members: readonly (readonly [person: string, role: Role, shareBps: number])[]
}

export const seedTeams: readonly SeedTeam[] = [
  {
    key: 'ravi',
    name: 'Ravi Deployment Studio',
    headline: 'Text systems for people who have no time to read everything',
    about:
      'Four people in Lahore who used to sell hours. We take one kind of work: messages come in, the right person has to see them first. We show our error tables before you ask.',
    country: 'PK',
    members: [
      ['ayesha', 'outcome_lead', 3000],
      ['hamza', 'machine_learning_engineer', 3000],
      ['zainab', 'evaluation_engineer', 2200],
      ['usman', 'deployment_engineer', 1800],
    ],
  },
  {
    key: 'indus-field',
    name: 'Indus Field Systems',
    headline: 'Grading and forecasting for growers and packers',
    about:
      'An agronomist, a machine learning engineer and a field coordinator. We measure fruit, weather and soil where they are, and build systems that a packing line can pay for.',
    country: 'PK',
    members: [
      ['rashid', 'outcome_lead', 3400],
      ['mahnoor', 'machine_learning_engineer', 4100],
      ['danish', 'field_coordinator', 2500],
    ],
  },
  {
    key: 'najd',
    name: 'Najd Works',
    headline: 'Careful systems for clinics, in Arabic and English',
    about:
      'Riyadh and Islamabad together. Data protection is the first page of every plan we write.',
    country: 'SA',
    members: [
      ['reem', 'outcome_lead', 5000],
      ['omar', 'machine_learning_engineer', 5000],
    ],
  },
  {
    key: 'bogaz',
    name: 'Boğaz Applied AI',
    headline: 'Warehouses, cooperatives, harvests',
    about: 'İzmir, Ankara and Karachi. We deliver in Turkish, English and Urdu.',
    country: 'TR',
    members: [
      ['mehmet', 'outcome_lead', 3334],
      ['deniz', 'machine_learning_engineer', 3333],
      ['sana', 'localiser', 3333],
    ],
  },
  {
    key: 'dastak',
    name: 'Dastak Learning',
    headline: 'Children who read, tested by somebody else',
    about:
      'A teacher and an engineer in Hyderabad. We work in schools that draw lots, because a programme that cannot be compared cannot be believed.',
    country: 'PK',
    members: [
      ['mehwish', 'outcome_lead', 5200],
      ['saqib', 'machine_learning_engineer', 4800],
    ],
  },
  {
    key: 'mehran',
    name: 'Mehran Data Stewards',
    headline: 'Records in order, systems that explain themselves',
    about:
      'Two people in Hyderabad who take over what others left behind, and leave it documented.',
    country: 'PK',
    members: [
      ['farah', 'outcome_lead', 5500],
      ['tariq', 'deployment_engineer', 4500],
    ],
  },
]
