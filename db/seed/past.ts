import { inTransaction } from '~/platform/database.server'
import { setSetting } from '~/platform/settings.server'
import type { BriefKey } from './briefs'
import { seedBriefs } from './briefs'
import { type Deals, discovery, one, type SeedExchange, type SeedMilestone } from './deals'
import { tellLearning } from './learning'
import { tellMatching } from './matching'
import { tellMeasured } from './measured'
import { tellOpenings } from './openings'
import { tellPortfolios } from './portfolios'
import { tellOffers } from './sales'
import type { Story } from './story'

type Contract = {
  readonly key: BriefKey
  readonly team: string
  readonly approach: string
  readonly milestones: readonly SeedMilestone[]
  readonly holdbackBps?: number
  readonly reviewDays?: number
  readonly exchange?: SeedExchange
  /** Days ago: published, proposed, accepted, signed by both. */
  readonly days: readonly [published: number, proposed: number, accepted: number, signed: number]
  /** Who signs; both sides unless said otherwise. */
  readonly signers: readonly string[]
}

/** The four months before today. Each contract rests in another state of the milestone machine. */
export function tellPast(story: Story, deals: () => Deals): void {
  setRate(story, 121, 8, 400, deals)

  /** From brief to signatures; gives the contract's id to what follows. */
  const agree = (input: Contract): (() => string) => {
    const client = seedBriefs[input.key].by
    let briefId = ''
    let proposalId = ''
    let contractId = ''
    const [published, proposed, accepted, signed] = input.days
    story.on(published, 9, async (at) => {
      briefId = await deals().publish(input.key, at)
    })
    story.on(proposed, 11, async (at) => {
      proposalId = await deals().propose({ ...input, briefId }, at)
    })
    story.on(accepted, 13, async (at) => {
      contractId = await deals().accept(proposalId, client, at)
    })
    story.on(signed, 15, (at) => deals().sign(contractId, input.signers, at))
    return () => contractId
  }

  completedFigs(story, deals, agree)
  routing(story, deals, agree)
  mangoes(story, deals, agree)
  undecided(story, deals, agree)
  ended(story, deals, agree)
  underWay(story, deals, agree)
  tellMeasured(story, deals, agree)
  openBriefs(story, deals)
  tellMatching(story, deals)
  tellOffers(story, deals)
  tellLearning(story, deals)
  tellPortfolios(story, deals)
  tellOpenings(story, deals)
}

export type Agree = (input: Contract) => () => string
export type Part = (story: Story, deals: () => Deals, agree: Agree) => void

function setRate(story: Story, day: number, hour: number, perSecond: number, deals: () => Deals) {
  story.on(day, hour, async (at) => {
    const by = deals().personId('amina')
    await inTransaction((tx) =>
      setSetting(tx, { key: 'evaluationRate', value: perSecond, effectiveAt: at, by }),
    )
  })
}

/** Paid in full, holdback and all, and reviewed by both sides: figs, in summer. */
const completedFigs: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'figs',
    team: 'indus-field',
    approach:
      'We take the measurements you make already and add nothing to the line. Two weeks of comparing stations, then one model for all three. Where a station differs from the others we show which measurement does it.',
    milestones: [
      one(
        'One grade at three stations',
        'Endpoint, a page per station, two days of training in Turkish.',
        1_180_000n,
        9,
      ),
    ],
    days: [120, 117, 114, 113],
    signers: ['elif', 'rashid'],
  })
  for (const key of ['rashid', 'mahnoor', 'danish']) {
    story.on(112, 8, (at) => deals().openPayoutAccount(key, at))
  }
  story.on(112, 10, (at) => deals().pay(contract(), 1, 'elif', at))
  story.on(80, 9, async (at) => {
    await deals().submit(
      {
        contractId: contract(),
        position: 1,
        lead: 'rashid',
        key: 'figs',
        expects: 'met',
        note: 'All three stations run on the same model since Monday. The page for each is in Turkish.',
      },
      at,
    )
  })
  story.on(77, 9, (at) => deals().acceptWork(contract(), 1, 'elif', at))
  story.on(70, 9, (at) =>
    deals().review(
      contract(),
      'elif',
      {
        clarity: 5,
        clarityWords: 'Each station got a page in Turkish that says what the model looks at.',
        reliability: 5,
        reliabilityWords: 'Measured and met a month before the date we had agreed.',
        communication: 4,
        communicationWords: 'One station was quiet for two days; then Danish drove there.',
        words: 'They knew fruit before they knew models, and it shows.',
        note: '',
      },
      at,
    ),
  )
  story.on(69, 9, (at) =>
    deals().review(
      contract(),
      'rashid',
      {
        clarity: 4,
        clarityWords: 'Clear about what a good fig is; less so about which station counts.',
        reliability: 5,
        reliabilityWords:
          'The money was held the day after signing, the work accepted in three days.',
        communication: 5,
        communicationWords: 'Patient with our questions, also in the harvest.',
        words: '',
        note: '',
      },
      at,
    ),
  )
}

/** The demo's main contract: good enough on one milestone, not yet on the other. */
const routing: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'routing',
    team: 'ravi',
    approach:
      'First the four labels with an honest error table, because the dispatcher has to trust it on the first day. A small model on one machine answers in a few milliseconds. For the second milestone we look at every message it gets wrong together with your two people, and say plainly if 0.90 turns out to be beyond what the labels themselves agree on.',
    milestones: [
      one(
        'Every message labelled on arrival',
        'Endpoint behind your mail server, error table, a switch to turn it off.',
        1_400_000n,
        4,
        [1, 2],
      ),
      one(
        'Labels as reliable as your best reader',
        'Review of all errors with your people, second round of training.',
        900_000n,
        6,
        [3],
      ),
    ],
    days: [70, 67, 62, 61],
    signers: ['katharina', 'ayesha'],
  })
  for (const key of ['ayesha', 'hamza', 'zainab', 'usman']) {
    story.on(60, 8, (at) => deals().openPayoutAccount(key, at))
  }
  story.on(60, 10, (at) => deals().pay(contract(), 1, 'katharina', at))
  story.on(38, 9, async (at) => {
    await deals().submit(
      {
        contractId: contract(),
        position: 1,
        lead: 'ayesha',
        key: 'routing',
        expects: 'met',
        note: 'Runs since last week beside your mailbox. The error table is in the delivery note of the endpoint.',
      },
      at,
    )
  })
  story.on(35, 14, (at) => deals().acceptWork(contract(), 1, 'katharina', at))
  story.on(33, 10, (at) => deals().pay(contract(), 2, 'katharina', at))
  talkOfRouting(story, deals, contract)
  story.on(4, 9, async (at) => {
    await deals().submit(
      {
        contractId: contract(),
        position: 2,
        lead: 'ayesha',
        key: 'routing',
        expects: 'not_met',
        version: 'classify-early',
        note: 'An early version of the second training, to see where it stands. Two attempts are left.',
      },
      at,
    )
    const here = await deals().milestonePath(contract(), 2)
    Object.assign(deals().places, { submit: `${here}/endpoint`, watch: here })
  })
}

/** What is said in the main contract, and about the milestone that is not there yet. */
function talkOfRouting(story: Story, deals: () => Deals, contract: () => string): void {
  const say = (day: number, hour: number, by: string, body: string) =>
    story.on(day, hour, async (at) => {
      await deals().say({ kind: 'contract', id: contract() }, by, body, at)
    })
  say(
    59,
    9,
    'ayesha',
    'Good morning. Before we train anything: may we have two hours with the dispatcher who labels on Sundays? Her labels differ from the others in about one message of twelve.',
  )
  say(
    59,
    13,
    'katharina',
    'Yes, Thursday at ten. She asked me to say that she is right and the others are not.',
  )
  say(
    57,
    8,
    'hamza',
    'She was. We now keep her reading as the rule and list the exceptions, so that nobody has to guess later.',
  )
  const later = (day: number, hour: number, by: string, body: string) =>
    story.on(day, hour, async (at) => {
      await deals().say(await deals().milestoneSubject(contract(), 2), by, body, at)
    })
  later(
    3,
    9,
    'katharina',
    'I have read the verdict. Is it the labels or the model that is short of 0.90?',
  )
  later(
    3,
    12,
    'ayesha',
    'The model, this time: it was an early version. Of 38 wrong answers your two people disagree about five only. The next attempt is trained on the other 33.',
  )
}

/** One message names a way around Samar; the client answers, and shows it to the operator. */
function talkOfMangoes(story: Story, deals: () => Deals, contract: () => string): void {
  let named = ''
  const say = (day: number, hour: number, by: string, body: string) =>
    story.on(day, hour, async (at) => {
      const messageId = await deals().say({ kind: 'contract', id: contract() }, by, body, at)
      if (by === 'danish') named = messageId
    })
  say(
    10,
    14,
    'rashid',
    'السلام علیکم۔ ہم پیر کو آئیں گے۔ صبح ایک لائن خالی رکھیے، ترازو ایک بار درست کرنا ہے۔',
  )
  say(10, 16, 'nadia', 'لائن 2 خالی رہے گی۔ خریدار کا اپنا درجہ بندی کرنے والا بھی موجود ہو گا۔')
  say(
    8,
    11,
    'danish',
    'For the second season you could also pay me directly, it would be faster. My number is 0300 0000000.',
  )
  say(8, 13, 'nadia', 'نہیں، رقم ثمر پر ہی رہے گی۔ اسی لیے تو ہم یہاں ہیں۔')
  story.on(8, 14, (at) =>
    deals().reportTo(named, 'nadia', 'He may not mean harm, but we have agreed otherwise.', at),
  )
}

/** Released and waiting for the card's risk days; its second milestone is not funded yet. */
const mangoes: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'mangoes',
    team: 'indus-field',
    approach:
      'Rashid grades beside your people for a week and writes down where they and the buyer disagree. The model follows the buyer. It runs on the line’s own computer and speaks Urdu.',
    milestones: [
      one(
        'The grade from measurements',
        'Endpoint on the line’s computer, screen in Urdu.',
        1_200_000n,
        7,
      ),
      one(
        'A season without re-sorting',
        'Weekly comparison with the buyer’s grades.',
        500_000n,
        5,
        [1],
      ),
    ],
    days: [30, 24, 12, 11],
    signers: ['nadia', 'rashid'],
  })
  story.on(10, 10, (at) => deals().pay(contract(), 1, 'nadia', at))
  talkOfMangoes(story, deals, contract)
  story.on(6, 9, async (at) => {
    await deals().submit(
      {
        contractId: contract(),
        position: 1,
        lead: 'rashid',
        key: 'mangoes',
        expects: 'met',
        note: 'Graded 4,000 fruits beside your people. The screen is in Urdu.',
      },
      at,
    )
  })
  story.on(5, 9, (at) => deals().acceptWork(contract(), 1, 'nadia', at))
}

/** In review with a met verdict; and with the operator, after silence without one. */
const undecided: Part = (story, deals, agree) => {
  const clinics = agree({
    key: 'appointments',
    team: 'najd',
    approach:
      'A score that reception can explain to a patient on the telephone. We never use anything but the columns you named, and we show for each age group how often it is wrong.',
    milestones: [
      one(
        'The list at seven in the morning',
        'Endpoint, list in Arabic, table of errors by age group.',
        5_200_000n,
        6,
      ),
    ],
    holdbackBps: 1_500,
    days: [42, 39, 36, 35],
    signers: ['faisal', 'reem'],
  })
  for (const key of ['reem', 'omar']) story.on(34, 8, (at) => deals().openPayoutAccount(key, at))
  story.on(34, 10, (at) => deals().pay(clinics(), 1, 'faisal', at))
  story.on(6, 9, async (at) => {
    await deals().submit(
      {
        contractId: clinics(),
        position: 1,
        lead: 'reem',
        key: 'appointments',
        expects: 'met',
        note: 'The list has been at reception every morning since Sunday.',
      },
      at,
    )
    deals().places.accept = await deals().milestonePath(clinics(), 1)
  })

  const late = agree({
    key: 'invoices',
    team: 'mehran',
    approach:
      'We look at the columns first and tell you in the first week whether they hold enough. If they do, you get the list; if not, a page that says what would have to be collected.',
    milestones: [
      one('Late invoices known on the first day', 'Endpoint and a page of reasons.', 820_000n, 4),
    ],
    reviewDays: 7,
    days: [41, 38, 34, 33],
    signers: ['oliver', 'farah'],
  })
  story.on(32, 10, (at) => deals().pay(late(), 1, 'oliver', at))
  story.on(10, 9, async (at) => {
    await deals().submit(
      {
        contractId: late(),
        position: 1,
        lead: 'farah',
        key: 'invoices',
        expects: 'not_met',
        note: 'As we wrote in week one: the columns say little about who pays late. This is the best that they hold.',
      },
      at,
    )
  })
}

/** The client took its money back; and a contract that nobody funded. */
const ended: Part = (story, deals, agree) => {
  const records = agree({
    key: 'records',
    team: 'mehran',
    approach: 'We put the nine years in order first; the labels follow from the order.',
    milestones: [
      one('New claims labelled like old ones', 'Endpoint and search page.', 600_000n, 4),
    ],
    days: [98, 95, 91, 90],
    signers: ['katharina', 'farah'],
  })
  story.on(89, 10, (at) => deals().pay(records(), 1, 'katharina', at))
  story.on(46, 10, (at) => deals().takeMoneyBack(records(), 1, 'katharina', at))
  lateReviews(story, deals, records)

  const kinnow = agree({
    key: 'kinnow',
    team: 'indus-field',
    approach:
      'Four measurements that a picker can take with one hand, and a lamp that says stay or go.',
    milestones: [
      one(
        'The grade at the orchard',
        'Hand-held meter, model, two weeks in the field.',
        190_000_000n,
        8,
      ),
    ],
    days: [50, 48, 45, 44],
    signers: ['nadia', 'rashid'],
  })
  // One side alone: it is shown when the window has passed.
  story.on(35, 10, (at) =>
    deals().review(
      kinnow(),
      'rashid',
      {
        clarity: 4,
        clarityWords: 'We knew from the brief what the picker has to see.',
        reliability: 2,
        reliabilityWords: 'We kept three weeks of the season free; the money never came.',
        communication: 2,
        communicationWords: 'That the buyer had left was told to us after the deadline.',
        words: 'We would work with them again, once the first milestone is funded.',
        note: 'Nadia was open about it on the telephone. I do not think that it was bad faith.',
      },
      at,
    ),
  )
}

/** A delivery that never came, told by both sides. */
function lateReviews(story: Story, deals: () => Deals, contract: () => string): void {
  story.on(44, 9, (at) =>
    deals().review(
      contract(),
      'katharina',
      {
        clarity: 3,
        clarityWords: 'The plan was clear. What stood in its way was not.',
        reliability: 1,
        reliabilityWords:
          'Due after four weeks, nothing delivered after six. We took the money back and labelled by hand.',
        communication: 2,
        communicationWords: 'Our last two questions were answered after eight days.',
        words: 'Good people with too much at once. Ask who works on yours.',
        note: '',
      },
      at,
    ),
  )
  story.on(43, 16, (at) =>
    deals().review(
      contract(),
      'farah',
      {
        clarity: 2,
        clarityWords: 'Nine years of claims came in four formats, and the brief names one.',
        reliability: 4,
        reliabilityWords: 'Funded on the first day, and fair when we were late.',
        communication: 4,
        communicationWords: 'Katharina called before she took the money back.',
        words: 'The delay was ours. We should have said so in the second week.',
        note: 'Two of us were ill at the same time, and we did not want to write that in public.',
      },
      at,
    ),
  )
}

/** Funded, being paid for, waiting for a signature, and being measured at this moment. */
const underWay: Part = (story, deals, agree) => {
  const gate = agree({
    key: 'pomegranates',
    team: 'bogaz',
    approach:
      'Two gates, six measurements, one rule. We start with the truck queue, not with the model.',
    milestones: [
      one('A decision at the gate', 'Endpoint, two gate screens in Turkish.', 940_000n, 7),
    ],
    days: [24, 21, 18, 17],
    signers: ['elif', 'mehmet'],
  })
  story.on(16, 11, (at) => deals().pay(gate(), 1, 'elif', at))

  const peaches = agree({
    key: 'peaches',
    team: 'bogaz',
    approach:
      'The pomegranate gate taught us the measurements; the cold store needs three grades and a faster lamp.',
    milestones: [one('The same grade at both stores', 'Endpoint and two screens.', 690_000n, 5)],
    days: [12, 9, 5, 4],
    signers: ['elif', 'mehmet'],
  })
  story.on(1, 16, async (at) => {
    await deals().startPayment(peaches(), 1, 'elif', at)
    deals().places.fund = await deals().milestonePath(peaches(), 1)
  })

  const complaints = agree({
    key: 'complaints',
    team: 'ravi',
    approach:
      'The same engine that reads Hannover’s mailbox, trained on your desk’s own labels. Two weeks of running beside your reader, then it goes first.',
    milestones: [
      one('Sorted by eight in the morning', 'Endpoint, comparison with your reader.', 720_000n, 5),
    ],
    days: [11, 8, 3, 2],
    signers: ['oliver'],
  })
  story.on(2, 16, async () => {
    deals().places.sign = `/contracts/${complaints()}/terms`
  })

  const calls = agree({
    key: 'reminders',
    team: 'najd',
    approach:
      'The score that finds missed appointments also finds the ones that need no call. We measure both ends.',
    milestones: [
      one(
        'Calls only where they help',
        'Endpoint and a weekly table of calls saved.',
        2_800_000n,
        5,
      ),
    ],
    days: [26, 23, 20, 19],
    signers: ['faisal', 'reem'],
  })
  story.on(18, 11, (at) => deals().pay(calls(), 1, 'faisal', at))
  setRate(story, 0, 0.3, 1, deals)
  story.on(0, 0.4, async (at) => {
    story.leaveRunning('run-evaluation')
    await deals().submit(
      {
        contractId: calls(),
        position: 1,
        lead: 'reem',
        key: 'reminders',
        note: 'Ready to be measured.',
      },
      at,
    )
  })
  setRate(story, 0, 0.5, 40, deals)
}

/** Briefs that take proposals, with some before the client and some still being formed. */
function openBriefs(story: Story, deals: () => Deals): void {
  let claims = ''
  let waiting = ''
  story.on(9, 9, async (at) => {
    claims = await deals().publish('claims', at)
    deals().places.accept_proposal = `/briefs/${claims}`
  })
  story.on(7, 10, async (at) => {
    waiting = await deals().publish('waiting', at)
  })
  story.on(5, 10, async (at) => {
    const credit = await deals().publish('credit', at)
    Object.assign(deals().places, { brief: `/briefs/${credit}`, proposal: `/briefs/${credit}` })
  })
  story.on(4, 9, async (at) => {
    const minutes = await deals().publish('minutes', at)
    deals().places.missing = `/teams/ravi-deployment-studio/form?brief=${minutes}`
  })
  let proposal = ''
  story.on(6, 12, async (at) => {
    proposal = await deals().propose(
      {
        briefId: claims,
        team: 'ravi',
        approach:
          'A message that is labelled wrong on a Sunday costs a night, so we also report which label is taken for which. Two weeks with your dispatcher come first: then both of us know whether the four labels hold.',
        milestones: [
          discovery(
            'Two weeks at the dispatcher’s desk',
            'A report on 300 messages that we label by hand beside your dispatcher: where the labels overlap, what a first model gets wrong, and whether the target is within reach.',
            150_000n,
            2,
          ),
          one('The label on arrival', 'Endpoint, table of confusions, switch.', 900_000n, 7),
        ],
      },
      at,
    )
  })
  story.on(4, 12, async (at) => {
    await deals().propose(
      {
        briefId: claims,
        team: 'bogaz',
        approach: 'We begin with the 200 messages that your dispatcher found hardest.',
        milestones: [
          one('The hard ones first', 'Endpoint for two labels.', 600_000n, 4, [1]),
          one('All four labels', 'Endpoint for all.', 480_000n, 4, [1, 2]),
        ],
      },
      at,
    )
  })
  story.on(1, 12, async (at) => {
    await deals().propose(
      {
        briefId: waiting,
        team: 'najd',
        region: 'SA',
        approach: 'The same morning list, turned round: who would come if somebody called.',
        milestones: [
          one('The list of likely gaps', 'Endpoint and a list in Arabic.', 2_400_000n, 5),
        ],
        agree: [],
      },
      at,
    )
  })
  let question = ''
  const ask = (day: number, hour: number, by: string, about: () => string, body: string) =>
    story.on(day, hour, async (at) => {
      question = await deals().say({ kind: 'brief', id: about() }, by, body, at)
    })
  const answer = (day: number, hour: number, by: string, about: () => string, body: string) =>
    story.on(day, hour, async (at) => {
      await deals().say({ kind: 'brief', id: about() }, by, body, at, question)
    })
  ask(8, 10, 'mehmet', () => claims, 'Are the messages of one accident always in one language?')
  answer(
    8,
    15,
    'katharina',
    () => claims,
    'No. About one in nine changes between German and English half way; the label is that of the whole.',
  )
  ask(
    7,
    9,
    'farah',
    () => claims,
    'Does a message without text, with photographs only, count as a row?',
  )
  answer(7, 14, 'katharina', () => claims, 'Those were taken out before the file was sealed.')
  ask(6, 9, 'omar', () => waiting, 'May the list be printed, or is it read on a screen only?')
  answer(6, 12, 'faisal', () => waiting, 'Both. Reception prints it at seven.')
  const discuss = (day: number, hour: number, by: string, body: string) =>
    story.on(day, hour, async (at) => {
      await deals().say({ kind: 'proposal', id: proposal }, by, body, at)
    })
  discuss(
    5,
    9,
    'katharina',
    'Seven weeks is longer than the others need. What happens in the first two?',
  )
  discuss(
    5,
    11,
    'ayesha',
    'We read 400 messages with your dispatcher before we train. It was the same in routing, and it is why that held.',
  )
}
