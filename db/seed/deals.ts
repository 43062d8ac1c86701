import { milestone } from 'db/schema/contracts'
import { evaluation } from 'db/schema/outcomes'
import { payment } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { registerContractEndpoint } from '~/domain/contracts/measuring/register-contract-endpoint.server'
import { storeSource } from '~/domain/contracts/measuring/source-file.server'
import { acceptMilestone } from '~/domain/contracts/milestones/accept-milestone.server'
import { fundMilestone } from '~/domain/contracts/milestones/fund-milestone.server'
import { submitMilestone } from '~/domain/contracts/milestones/submit-milestone.server'
import { takeBack } from '~/domain/contracts/milestones/take-back.server'
import { currentTerms } from '~/domain/contracts/rows.server'
import { confirmExchangeStage } from '~/domain/contracts/seats/confirm-exchange-stage.server'
import { acceptProposal } from '~/domain/contracts/terms/accept-proposal.server'
import { signTerms } from '~/domain/contracts/terms/sign-terms.server'
import { addCriterion, createBrief } from '~/domain/market/briefs/brief.commands.server'
import { publishBrief } from '~/domain/market/briefs/publish-brief.server'
import { sealBriefDataset } from '~/domain/market/briefs/seal-brief-dataset.server'
import type { ExchangeStage, PlannedStage } from '~/domain/market/exchange/exchange'
import type { ProposedMilestone } from '~/domain/market/proposals/proposal'
import { saveProposal } from '~/domain/market/proposals/save-proposal.server'
import { answerSeat, sendProposal } from '~/domain/market/proposals/send-proposal.server'
import { reportMessage } from '~/domain/messages/report-message.server'
import type { Subject } from '~/domain/messages/thread'
import { writeMessage } from '~/domain/messages/write-message.server'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import {
  type DatasetLabels,
  validateCriterion,
} from '~/domain/outcomes/criteria/validate-criterion'
import { openRows } from '~/domain/outcomes/datasets/dataset-rows.server'
import type { LabelKind } from '~/domain/outcomes/datasets/label-kind'
import type { Outcome } from '~/domain/outcomes/measures/decide'
import { makeReport } from '~/domain/outcomes/people/make-report.server'
import { handInRatings, saveMarks } from '~/domain/outcomes/people/rate-answers.server'
import { ratesIn } from '~/domain/outcomes/people/rating'
import { answersToMark, inOrderOf } from '~/domain/outcomes/people/rating-answers.server'
import { latestVerdict } from '~/domain/outcomes/queries.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { type ReviewInput, writeReview } from '~/domain/reputation/write-review.server'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { addDays, isoDay } from '~/kernel/clock'
import { database, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { adviceHoldout } from '../../demo/model-endpoint/advice'
import { generateHoldout, labelsOf } from '../../demo/model-endpoint/dataset'
import { stopsCsv } from '../../demo/model-endpoint/minutes'
import { stations, stationVersions } from '../../demo/model-endpoint/stations'
import { tableCsv, taskNamed } from '../../demo/model-endpoint/tables'
import {
  type BriefKey,
  type SeedBrief,
  type SeedCriterion,
  type SeedData,
  seedBriefs,
} from './briefs'
import type { Cast } from './cast'
import { seedPeople, seedTeams } from './people'
import type { Story } from './story'

type SeedFile = {
  readonly text: string
  readonly fileName: string
  readonly labelColumn: string
  readonly labelKind: LabelKind
  readonly groupColumn?: string
  readonly labels: readonly string[]
}

/** The client's file, and how its rows are labelled. */
function fileOf({ task, seed, rows }: SeedData): SeedFile {
  const classes = { fileName: 'holdout.csv', labelColumn: 'label', labelKind: 'class' } as const
  if (task === 'messages') {
    return { ...classes, text: generateHoldout(seed, rows), labels: labelsOf.category }
  }
  if (task === 'minutes') {
    const numbers = { fileName: 'stops.csv', labelColumn: 'minutes', labelKind: 'number' } as const
    return { ...numbers, text: stopsCsv(seed, rows), labels: [] }
  }
  if (task === 'advice') {
    const texts = { fileName: 'calls.jsonl', labelColumn: 'answer', labelKind: 'text' } as const
    return { ...texts, text: adviceHoldout(), labels: [] }
  }
  const table = task === 'stations' ? stations : taskNamed(task)
  if (!table) throw new Error(`There is no table called ${task}.`)
  const { groupColumn, labels } = table
  return { ...classes, text: tableCsv(table, seed, rows), groupColumn, labels }
}

/** The addresses of the demo team's models, for whoever registers one by hand. */
export function demoModels(): string[] {
  const tasks = ['messages', 'appointments', 'mangoes', 'invoices', 'minutes', 'advice'] as const
  const stationed = stationVersions.map((version) => endpointOf('stations', version).url)
  return [...tasks.map((task) => endpointOf(task).url), ...stationed]
}

/** Where the demo team's model answers for a task, and how a row is put to it. */
function endpointOf(task: SeedData['task'], version = '') {
  const origin = `http://127.0.0.1:${process.env.MODEL_ENDPOINT_PORT ?? '3011'}`
  const whole = '"{{features}}"'
  switch (task) {
    case 'messages': {
      const requestTemplate = '{"text":"{{message}}"}'
      const path = version === '' ? 'classify' : version
      return { url: `${origin}/v1/${path}`, requestTemplate, answerPointer: '/label' }
    }
    case 'minutes':
      return { url: `${origin}/v1/minutes`, requestTemplate: whole, answerPointer: '/minutes' }
    case 'advice':
      return { url: `${origin}/v1/advice`, requestTemplate: whole, answerPointer: '/answer' }
    case 'stations': {
      const url = `${origin}/v1/stations/${version === '' ? 'third' : version}`
      return { url, requestTemplate: whole, answerPointer: '/label' }
    }
    default:
      return {
        url: `${origin}/v1/tables/${task}`,
        requestTemplate: whole,
        answerPointer: version === '' ? '/label' : `/${version}`,
      }
  }
}

/** The gauges of the stations are changed, and nobody tells the model: it is right no more. */
export async function driftStations(): Promise<void> {
  const url = endpointOf('stations', 'drift').url
  const answer = await fetch(url, { method: 'POST', body: '{}' })
  if (!answer.ok) throw new Error(`The model answered ${answer.status}.`)
}

export function manifestFor(country: string): ManifestEntry[] {
  return [
    {
      kind: 'host',
      provider: 'Indus Cloud',
      purpose: 'runs the model behind its endpoint',
      region: country,
      host: '127.0.0.1',
    },
    {
      kind: 'store',
      provider: 'Indus Cloud',
      purpose: 'keeps the trained model and its logs',
      region: country,
      host: '',
    },
  ]
}

/** A seat in exchange; people by their keys, a stage for each milestone. */
export type SeedExchange = {
  readonly person: string
  readonly host: string
  readonly stages: readonly PlannedStage[]
}

export type SeedMilestone = Omit<ProposedMilestone, 'criterionIds' | 'amountMinor'> & {
  readonly amountMinor: bigint
  /** Places in the brief's list of criteria, from 1. */
  readonly criteria: readonly number[]
}

export const one = (
  title: string,
  description: string,
  amountMinor: bigint,
  weeks: number,
  criteria: readonly number[] = [1, 2],
): SeedMilestone => ({ title, description, amountMinor, weeks, criteria })

/** A paid first look, before the outcome is promised. */
export const discovery = (
  title: string,
  description: string,
  amountMinor: bigint,
  weeks: number,
): SeedMilestone => ({ title, description, amountMinor, weeks, criteria: [], kind: 'discovery' })

/** The public commands, as the people of the demo would call them from their pages. */
export class Deals {
  /** Where the tour's steps happen; each scene that a step is about writes its own. */
  readonly places: Record<string, string> = {}
  /** Who takes a step of the tour, where the lot decided it. */
  readonly takers: Record<string, string> = {}

  constructor(
    private readonly story: Story,
    private readonly cast: Cast,
  ) {}

  personId(key: string): string {
    return this.cast.person(key)
  }

  organisationId(key: string): string {
    return this.cast.organisation(key)
  }

  teamId(key: string): string {
    return this.cast.team(key)
  }

  /** A brief from draft to publication. */
  async publish(key: BriefKey, at: Date): Promise<string> {
    const seed: SeedBrief = seedBriefs[key]
    const by = this.cast.person(seed.by)
    const { criteria, file, organisation, by: _by, ...draft } = seed
    const { text, labels, ...form } = fileOf(file)
    const { briefId } = await inTransaction((tx) =>
      createBrief(tx, {
        ...draft,
        organisationId: this.cast.organisation(organisation),
        by,
        at,
      }),
    )
    await inTransaction((tx) =>
      sealBriefDataset(tx, {
        briefId,
        source: new Blob([text]).stream(),
        ...form,
        publishSample: true,
        datasetClass: seed.workloadClass,
        by,
        at,
      }),
    )
    for (const wanted of criteria) {
      const criterion = this.criterion(wanted, { labelKind: form.labelKind, labels }, at)
      await inTransaction((tx) => addCriterion(tx, { briefId, criterion, by }))
    }
    await inTransaction((tx) => publishBrief(tx, { briefId, by, at }))
    return briefId
  }

  /** A criterion as the form would make it: people by their keys, the days before by their dates. */
  private criterion(wanted: SeedCriterion, data: DatasetLabels, at: Date): Criterion {
    const named = (key: string) => ({ personId: this.cast.person(key), name: this.cast.name(key) })
    const { rubric, process } = wanted
    const before = (days: number) => isoDay(addDays(at, -days))
    const checked = validateCriterion(
      {
        ...wanted,
        rubric: rubric && { ...rubric, raters: rubric.raters.map(named) },
        process: process && {
          ...process,
          measurer: named(process.measurer),
          baseline: {
            value: process.baseline.value,
            cases: process.baseline.cases,
            from: before(process.baseline.days[0]),
            to: before(process.baseline.days[1]),
          },
        },
      },
      data,
    )
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
    return checked.criterion
  }

  /** A team's proposal, with every member's agreement unless `agree` says otherwise. */
  async propose(
    input: {
      briefId: string
      team: string
      approach: string
      milestones: readonly SeedMilestone[]
      holdbackBps?: number
      reviewDays?: number
      /** The region of its providers; the team's country when nothing is said. */
      region?: string
      agree?: readonly string[]
      exchange?: SeedExchange
    },
    at: Date,
  ): Promise<string> {
    const team = seedTeams.find(({ key }) => key === input.team)
    const lead = team?.members[0]?.[0]
    if (!team || !lead) throw new Error(`The demo has no team called ${input.team}.`)
    const by = this.cast.person(lead)
    const { proposalId } = await inTransaction((tx) =>
      saveProposal(tx, {
        briefId: input.briefId,
        teamId: this.cast.team(input.team),
        approach: input.approach,
        priceMinor: input.milestones.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
        weeks: input.milestones.reduce((sum, { weeks }) => sum + weeks, 0),
        milestones: input.milestones.map(({ criteria, amountMinor, ...row }) => ({
          ...row,
          amountMinor: amountMinor.toString(),
          criterionIds: criteria.map((place) => `c${place}`),
        })),
        manifest: manifestFor(input.region ?? 'PK'),
        holdbackBps: input.holdbackBps ?? 1_000,
        reviewDays: input.reviewDays ?? 14,
        seats: team.members.map(([key, role, shareBps]) => ({
          personId: this.cast.person(key),
          role,
          shareBps,
          ...(input.exchange?.person === key
            ? {
                exchange: {
                  hostId: this.cast.person(input.exchange.host),
                  milestones: input.exchange.stages,
                },
              }
            : {}),
        })),
        by,
        at,
      }),
    )
    await inTransaction((tx) => sendProposal(tx, { proposalId, by, at }))
    const agreeing = input.agree ?? team.members.map(([key]) => key)
    for (const key of agreeing.filter((other) => other !== lead)) {
      await inTransaction((tx) =>
        answerSeat(tx, { proposalId, agrees: true, by: this.cast.person(key), at }),
      )
    }
    return proposalId
  }

  async accept(proposalId: string, client: string, at: Date): Promise<string> {
    const { contractId } = await inTransaction((tx) =>
      acceptProposal(tx, { proposalId, by: this.cast.person(client), at }),
    )
    return contractId
  }

  async sign(contractId: string, people: readonly string[], at: Date): Promise<void> {
    for (const key of people) {
      const { version, sha256 } = await inTransaction((tx) => currentTerms(tx, contractId))
      await inTransaction((tx) =>
        signTerms(tx, {
          contractId,
          version,
          sha256,
          typedName: this.cast.name(key),
          by: this.cast.person(key),
          at,
        }),
      )
    }
  }

  private async milestoneAt(contractId: string, position: number) {
    const rows = await database()
      .select()
      .from(milestone)
      .where(eq(milestone.contractId, contractId))
      .orderBy(milestone.position)
    const row = rows[position - 1]
    if (!row) throw new Error(`The contract has no milestone ${position}.`)
    return row
  }

  async milestonePath(contractId: string, position: number): Promise<string> {
    return `/milestones/${(await this.milestoneAt(contractId, position)).id}`
  }

  /** Opens the checkout as the page does. */
  async startPayment(contractId: string, position: number, client: string, at: Date) {
    const { id } = await this.milestoneAt(contractId, position)
    const started = await inTransaction((tx) =>
      fundMilestone(tx, { milestoneId: id, by: this.cast.person(client), at }),
    )
    const back = `${env().APP_ORIGIN}/milestones/${id}`
    const { url } = await openCheckout(database(), {
      paymentId: started.paymentId,
      description: started.title,
      successUrl: back,
      cancelUrl: back,
      customerEmail: seedPeople.find(({ key }) => key === client)?.email ?? '',
    })
    return { url, paymentId: started.paymentId }
  }

  /** Pays at the provider's page with its test card, and waits for the webhook. */
  async pay(contractId: string, position: number, client: string, at: Date): Promise<void> {
    const { url, paymentId } = await this.startPayment(contractId, position, client, at)
    await this.payAt(url, paymentId, client)
  }

  /** Pays at the provider's page and waits until the provider's word has been acted upon. */
  async payAt(url: string, paymentId: string, payer: string): Promise<void> {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ card: '4242424242424242', name: this.cast.name(payer) }),
    })
    if (answer.status !== 303) throw new Error(`The checkout answered ${answer.status}.`)
    await this.story.until(async () => {
      const [row] = await database().select().from(payment).where(eq(payment.id, paymentId))
      return row?.status === 'confirmed'
    }, 'the provider confirmed a payment')
    await this.story.idle()
  }

  /** Registers the demo team's endpoint and submits; the worker measures for real. */
  async submit(
    input: {
      contractId: string
      position: number
      lead: string
      key: BriefKey
      note: string
      /** Another version of the model than the best, or another part of its answer. */
      version?: string
      /** What the demo is about needs this verdict; left out where the run is left under way. */
      expects?: Outcome
    },
    at: Date,
  ): Promise<void> {
    const { id } = await this.milestoneAt(input.contractId, input.position)
    const by = this.cast.person(input.lead)
    await inTransaction((tx) =>
      registerContractEndpoint(tx, {
        milestoneId: id,
        ...endpointOf(seedBriefs[input.key].file.task, input.version),
        headers: [],
        by,
        at,
      }),
    )
    await inTransaction((tx) => submitMilestone(tx, { milestoneId: id, note: input.note, by, at }))
    if (!input.expects) return
    await this.story.idle()
    await this.expectVerdict(input.contractId, input.position, input.expects)
  }

  /** Stops the story where a verdict is not the one that the demo is about. */
  async expectVerdict(contractId: string, position: number, expected: Outcome): Promise<void> {
    const { id, title } = await this.milestoneAt(contractId, position)
    const verdict = await latestVerdict(database(), id)
    if (verdict?.body.overall === expected) return
    const found = verdict?.body.results.map(
      ({ criterion, estimate, lower, upper }) =>
        `${criterion.metric} ${estimate} [${lower}, ${upper}], target ${criterion.target}`,
    )
    throw new Error(`${title} should be ${expected}, but: ${found?.join('; ') ?? 'not measured'}.`)
  }

  /** A rater marks every answer as an expert would who knows the right one, and hands in. */
  async rate(contractId: string, position: number, rater: string, at: Date): Promise<void> {
    const { evaluationId } = await this.milestoneAt(contractId, position)
    const db = database()
    const [run] = await db
      .select()
      .from(evaluation)
      .where(eq(evaluation.id, evaluationId ?? ''))
    const by = this.cast.person(rater)
    const [seat] = ratesIn(run?.criteria ?? [], by)
    if (!run || !seat) throw new Error(`${rater} has nothing to rate there.`)
    const { criterion, rater: place } = seat
    const seatOf = { evaluationId: run.id, criterionId: criterion.id, rater: place }
    const answers = inOrderOf(await answersToMark(db, run.id, criterion), seatOf)
    const rows = await openRows(db, run.datasetId, [...run.draw.rows])
    const marks = answers.flatMap(({ rowNumber, output }, index) => {
      const right = rows.get(rowNumber)?.label === output
      // The two see most things alike; one of them is stricter about what can be understood.
      const plain = right ? (output.length > 95 ? 3 : 5) : 2
      const points = [right ? 5 - (rowNumber % 7 === 0 ? 1 : 0) : 1, plain - (place === 1 ? 1 : 0)]
      return points.map((given, item) => ({ place: index, item, points: Math.max(1, given) }))
    })
    const seatAt = { evaluationId: run.id, criterionId: criterion.id, by, at }
    await inTransaction((tx) => saveMarks(tx, { ...seatAt, marks }))
    await inTransaction((tx) => handInRatings(tx, seatAt))
  }

  /** The measurer hands in the figures after, with the file that they come from. */
  async report(
    contractId: string,
    position: number,
    measurer: string,
    draft: { from: string; to: string; cases: number; hits: number },
    at: Date,
  ): Promise<void> {
    const { evaluationId, criterionIds } = await this.milestoneAt(contractId, position)
    const { cases, hits } = draft
    const missed = (index: number) => Math.floor(((index + 1) * hits) / cases)
    const lines = Array.from({ length: cases }, (_, index) =>
      [index + 1, missed(index) > missed(index - 1) ? 'missed' : 'kept'].join(','),
    )
    const csv = `appointment,outcome\n${lines.join('\n')}\n`
    const stored = await storeSource(new File([csv], 'follow-up-appointments.csv'))
    if (!stored.ok) throw new Error(`The file behind the figures: ${stored.problem}.`)
    await inTransaction((tx) =>
      makeReport(tx, {
        evaluationId: evaluationId ?? '',
        criterionId: criterionIds[0] ?? '',
        draft: { ...draft, mean: null, deviation: null },
        file: stored.file,
        by: this.cast.person(measurer),
        at,
      }),
    )
  }

  /** The host's word on somebody in exchange. */
  async confirmStage(
    contractId: string,
    position: number,
    said: { person: string; host: string; stage: ExchangeStage; words: string },
    at: Date,
  ): Promise<void> {
    const { id } = await this.milestoneAt(contractId, position)
    const { stage, words } = said
    const who = { personId: this.cast.person(said.person), by: this.cast.person(said.host) }
    await inTransaction((tx) =>
      confirmExchangeStage(tx, { milestoneId: id, ...who, stage, words, at }),
    )
  }

  async acceptWork(contractId: string, position: number, client: string, at: Date): Promise<void> {
    const { id } = await this.milestoneAt(contractId, position)
    await inTransaction((tx) =>
      acceptMilestone(tx, { milestoneId: id, by: this.cast.person(client), at }),
    )
  }

  async takeMoneyBack(contractId: string, position: number, client: string, at: Date) {
    const { id } = await this.milestoneAt(contractId, position)
    await inTransaction((tx) => takeBack(tx, { milestoneId: id, by: this.cast.person(client), at }))
  }

  /** Writes into the thread of a brief, a proposal, a contract or a milestone. */
  async say(
    subject: Subject,
    by: string,
    body: string,
    at: Date,
    answersId: string | null = null,
  ): Promise<string> {
    const { messageId } = await inTransaction((tx) =>
      writeMessage(tx, { subject, body, answersId, by: this.cast.person(by), at }),
    )
    return messageId
  }

  async reportTo(messageId: string, by: string, words: string, at: Date): Promise<void> {
    await inTransaction((tx) =>
      reportMessage(tx, { messageId, reason: 'outside', words, by: this.cast.person(by), at }),
    )
  }

  async milestoneSubject(contractId: string, position: number): Promise<Subject> {
    return { kind: 'milestone', id: (await this.milestoneAt(contractId, position)).id }
  }

  async review(
    contractId: string,
    by: string,
    input: Omit<ReviewInput, 'contractId' | 'by' | 'at'>,
    at: Date,
  ): Promise<void> {
    await inTransaction((tx) =>
      writeReview(tx, { contractId, by: this.cast.person(by), ...input, at }),
    )
  }

  /** Fills in the provider's form for a payout account, as the member would. */
  async openPayoutAccount(key: string, at: Date): Promise<void> {
    const seed = seedPeople.find((one) => one.key === key)
    if (!seed) throw new Error(`The demo has no person called ${key}.`)
    await this.openAccount(this.cast.person(key), seed, at)
  }

  /** A partner is paid as an organisation; one of its people fills in the form. */
  openOrganisationAccount(key: string, by: string, at: Date): Promise<void> {
    const seed = seedPeople.find((one) => one.key === by)
    if (!seed) throw new Error(`The demo has no person called ${by}.`)
    return this.openAccount(this.cast.organisation(key), { ...seed, entity: 'company' }, at)
  }

  private async openAccount(
    personId: string,
    seed: { name: string; email: string; country: string; entity?: 'company' },
    at: Date,
  ): Promise<void> {
    const back = `${env().APP_ORIGIN}/settings/payout-account`
    const { url } = await startPayoutAccount(database(), {
      personId,
      ...(seed.entity ? { entity: seed.entity } : {}),
      email: seed.email,
      country: seed.country,
      returnUrl: back,
      refreshUrl: back,
      at,
    })
    const form = {
      legal_name: seed.name,
      bank_account: 'PK36SCBL0000001123456702',
      agrees: 'yes',
      intent: 'save',
    }
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form),
    })
    if (answer.status !== 303) throw new Error(`The payout form answered ${answer.status}.`)
    await refreshPayoutAccount(database(), { personId, at })
  }
}
