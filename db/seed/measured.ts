import { addDays, isoDay } from '~/kernel/clock'
import { type Deals, driftStations, one } from './deals'
import type { Agree, Part } from './past'
import type { Story } from './story'

/** Contracts whose measuring is the story: attempts, groups, speed, raters, figures, a claim. */
export function tellMeasured(story: Story, deals: () => Deals, agree: Agree): void {
  stationsContract(story, deals, agree)
  repliesContract(story, deals, agree)
  adviceContract(story, deals, agree)
  noshowContract(story, deals, agree)
}

/**
 * Missed at the first attempt, undecided at the second, met at the third. Then the gauges are
 * changed, the recheck finds it out, and a claim on what is kept back opens by itself.
 */
const stationsContract: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'stations',
    team: 'indus-field',
    approach:
      'Rashid visits all twelve stations first. We expect that the gauges are the problem and not the fruit: what a gauge shows with nothing on it may be worth more than any model.',
    milestones: [
      one(
        'One grade at all twelve',
        'Endpoint, a page per station, and a note on each gauge.',
        1_420_000n,
        9,
        [1, 2],
      ),
    ],
    holdbackBps: 2_000,
    days: [75, 72, 70, 69],
    signers: ['nadia', 'rashid'],
  })
  story.on(68, 10, (at) => deals().pay(contract(), 1, 'nadia', at))
  const attempts = [
    [
      ...[50, 'first', 'not_met'],
      'Weight and colour only, from the first twenty crates. We want to see where it stands.',
    ],
    [
      ...[40, 'second', 'inconclusive'],
      'Now with the gauges, from 2,500 crates. Eight stations are very good; four are not, and we do not know why yet.',
    ],
    [
      ...[24, 'third', 'met'],
      'The gauges at Dunyapur, Kot Addu, Muzaffargarh and Alipur read high or low with nothing on them. With the empty reading the model is right there too.',
    ],
  ] as const
  for (const [day, version, expects, note] of attempts) {
    story.on(day, 9, async (at) => {
      await deals().submit(
        {
          ...{ contractId: contract(), position: 1, lead: 'rashid', key: 'stations' },
          ...{ version, expects, note },
        },
        at,
      )
      deals().places.attempts = await deals().milestonePath(contract(), 1)
    })
  }
  story.on(17, 9, (at) => deals().acceptWork(contract(), 1, 'nadia', at))
  story.on(9, 6, driftStations)
  story.on(1, 6, async () => {
    deals().places.claim = `/contracts/${contract()}/status`
  })
}

/** Fast enough when everybody calls at nine; and looked at every second for ten minutes. */
const repliesContract: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'replies',
    team: 'ravi',
    approach:
      'The model is small and stays in memory; what costs time is everything around it. We take that away first, measure the slowest hundredth ourselves every night, and show it to you.',
    milestones: [
      one(
        'Fast when everybody calls at nine',
        'Endpoint beside your telephone system, a page with the slowest hundredth of each day.',
        420_000n,
        3,
        [1, 2, 3],
      ),
      one('There every second', 'A second machine that takes over.', 220_000n, 2, [4]),
    ],
    days: [64, 61, 58, 57],
    signers: ['oliver', 'ayesha'],
  })
  story.on(56, 10, (at) => deals().pay(contract(), 1, 'oliver', at))
  story.on(44, 9, (at) =>
    deals().submit(
      {
        ...{ contractId: contract(), position: 1, lead: 'ayesha', key: 'replies' },
        expects: 'met',
        note: 'Nothing on the way to the model waits for anything else any more.',
      },
      at,
    ),
  )
  story.on(41, 9, (at) => deals().acceptWork(contract(), 1, 'oliver', at))
  story.on(39, 10, (at) => deals().pay(contract(), 2, 'oliver', at))
  story.on(0, 0.2, async (at) => {
    story.leaveRunning('take-probes')
    await deals().submit(
      {
        ...{ contractId: contract(), position: 2, lead: 'ayesha', key: 'replies' },
        note: 'The second machine has taken over twice by itself this week. Please look.',
      },
      at,
    )
    deals().places.status = `/contracts/${contract()}/status`
  })
}

/** Two raters, blind: the first month is decided; of the second, one of them has handed in. */
const adviceContract: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'advice',
    team: 'mehran',
    approach:
      'ہم نئے جواب نہیں لکھتے: آپ کے ماہرین کے جواب لیتے ہیں اور صحیح سوال تک پہنچاتے ہیں۔ جہاں نظام کو یقین نہ ہو وہاں کال آپ کے آدمی کو جاتی ہے۔',
    milestones: [
      one('پہلا مہینہ', 'ہیلپ لائن کے ساتھ چلنے والا نظام، اردو میں۔', 52_000_000n, 4),
      one('دوسرا مہینہ، سرائیکی لہجے کے ساتھ', 'وہی نظام، نئے سوالوں پر۔', 34_000_000n, 4),
    ],
    days: [54, 51, 48, 47],
    signers: ['nadia', 'farah'],
  })
  const submit = (day: number, position: number, note: string) =>
    story.on(day, 9, (at) =>
      deals().submit(
        { ...{ contractId: contract(), position, lead: 'farah', key: 'advice' }, note },
        at,
      ),
    )
  story.on(46, 10, (at) => deals().pay(contract(), 1, 'nadia', at))
  submit(34, 1, 'نظام دو ہفتے سے آپ کی ہیلپ لائن کے ساتھ چل رہا ہے۔')
  story.on(32, 12, (at) => deals().rate(contract(), 1, 'samina', at))
  story.on(31, 15, async (at) => {
    await deals().rate(contract(), 1, 'rasool', at)
    await story.idle()
    await deals().expectVerdict(contract(), 1, 'met')
  })
  story.on(29, 9, (at) => deals().acceptWork(contract(), 1, 'nadia', at))
  story.on(27, 10, (at) => deals().pay(contract(), 2, 'nadia', at))
  submit(3, 2, 'اس بار سرائیکی لہجے کے سوال بھی شامل ہیں۔')
  story.on(1, 12, (at) => deals().rate(contract(), 2, 'samina', at))
}

/** A score that is met, then the client's own figures: reported, and open to objection. */
const noshowContract: Part = (story, deals, agree) => {
  const contract = agree({
    key: 'noshow',
    team: 'najd',
    approach:
      'The score is the smaller half. We sit at reception for two weeks and find out who can be called, when, and by whom; the list follows from that.',
    milestones: [
      one(
        'Those who stay away, before those who come',
        'Endpoint, list at seven in the morning.',
        2_000_000n,
        3,
        [1, 2],
      ),
      one(
        'At most 17 in a hundred',
        'Calls made from the list, waiting list filled the same day.',
        3_400_000n,
        8,
        [3],
      ),
    ],
    exchange: { person: 'omar', host: 'reem', stages: ['pair', 'lead'] },
    days: [88, 85, 82, 81],
    signers: ['faisal', 'reem'],
  })
  story.on(80, 10, (at) => deals().pay(contract(), 1, 'faisal', at))
  story.on(70, 9, (at) =>
    deals().submit(
      {
        ...{ contractId: contract(), position: 1, lead: 'reem', key: 'noshow' },
        ...{ version: 'scores/missed', expects: 'met' },
        note: 'The list has been at reception since Sunday.',
      },
      at,
    ),
  )
  story.on(68, 9, (at) =>
    deals().confirmStage(
      contract(),
      1,
      {
        ...{ person: 'omar', host: 'reem', stage: 'pair' },
        words: 'Chose the columns with me in Riyadh and wrote half of the table of errors himself.',
      },
      at,
    ),
  )
  story.on(66, 9, (at) => deals().acceptWork(contract(), 1, 'faisal', at))
  story.on(65, 10, (at) => deals().pay(contract(), 2, 'faisal', at))
  story.on(36, 9, (at) =>
    deals().submit(
      {
        ...{ contractId: contract(), position: 2, lead: 'reem', key: 'noshow' },
        note: 'Calls are made from the list every morning. From today the calendar counts.',
      },
      at,
    ),
  )
  story.on(2, 14, async (at) => {
    // The four weeks that began the day after the submission.
    const [from, to] = [isoDay(addDays(at, -33)), isoDay(addDays(at, -6))]
    await deals().report(contract(), 2, 'huda', { from, to, cases: 1_240, hits: 170 }, at)
    deals().places.object = await deals().milestonePath(contract(), 2)
  })
}
