import { handOver } from 'db/schema/contracts'
import { desc, eq } from 'drizzle-orm'
import { assertMay, may } from '~/domain/identity/may'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import { teamMembers } from '~/domain/teams/queries.server'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import {
  type ContractParties,
  isMember,
  readContract,
  readHandOver,
  signForTeam,
} from '../permissions'
import { actorsOf, namesOf, namesOfSides, parties } from '../queries.server'
import { type ContractRow, contractRow, currentTerms } from '../rows.server'
import type { Terms } from '../terms/terms'
import {
  handOverActors,
  handOverContractStatuses,
  handOverTransitions,
  missingWords,
  openHandOverStates,
  seatChanges,
} from './hand-over'
import { type HandOverRow, startsOf, textsOf, wordsOf } from './hand-over-rows.server'
import { concernedBy, everyMember, membersAt } from './seats'

/**
 * The seats of a contract, with the hand-over that is open, for its parties; and the latest one
 * alone for whoever is, or was, to get a seat by it.
 * @throws Refused not_found
 */
export async function handOverPage(db: Reader, viewer: Viewer, contractId: string, at: Date) {
  const row = await contractRow(db, contractId)
  const subject = await parties(db, row)
  const rows = await handOversOf(db, row.id)
  const open = rows.find(({ state }) => openHandOverStates.includes(state)) ?? null
  const latest = rows[0] && (await textsOf(db, rows[0]))
  const concerned = latest ? concernedBy(latest.before, latest.after) : []
  assertMay(viewer, readHandOver, { ...subject, concerned })
  const party = may(viewer, readContract, subject)
  const { body: terms } = await currentTerms(db, row.id)
  const { milestones, starts } = await startsOf(db, row.id)
  const names = await namesOfSides(db, row)
  const known = { row, viewer, subject, terms }
  return {
    contract: { id: row.id, title: row.title, currency: row.currency as Currency },
    ...names,
    terms,
    milestones: milestones.map(({ position, title }) => ({ position, title })),
    party,
    open: open && (await openView(db, open, known)),
    past: await pastOf(db, party ? rows : rows.slice(0, 1)),
    form: open || !party ? null : await formOf(db, known, starts, at),
    people: [...everyMember(terms), ...(latest ? everyMember(latest.after) : [])].map(
      ({ personId }) => personId,
    ),
  }
}

type Known = { row: ContractRow; viewer: SignedIn; subject: ContractParties; terms: Terms }

/** What is proposed, who has agreed to it, and what the viewer may do now. */
async function openView(db: Reader, open: HandOverRow, { viewer, subject }: Known) {
  const texts = await textsOf(db, open)
  const words = await wordsOf(db, open.id)
  const missing = missingWords(texts, words)
  const actors = handOverActors(viewer.personId, {
    ...texts,
    proposedBy: open.proposedBy,
    leads: may(viewer, signForTeam, subject),
    actsForClient: actorsOf(viewer, subject).includes('client'),
  })
  const events = new Set(
    actors.flatMap((actor) => handOverTransitions.eventsFor(open.state, actor)),
  )
  const people = await namesOf(db, [
    open.proposedBy,
    ...words.map(({ personId }) => personId),
    ...concernedBy(texts.before, texts.after),
  ])
  const word = (part: 'team' | 'client') => words.find((one) => one.part === part)
  const { id, state, fromPosition, sha256, canonical, reason, deadlineAt } = open
  const changes = seatChanges(texts, fromPosition)
  return {
    ...{ id, state, fromPosition, sha256, canonical, reason, deadlineAt },
    proposedAt: open.proposedAt,
    proposedBy: people.get(open.proposedBy) ?? '',
    after: texts.after,
    changes,
    mine: changes.find(({ personId }) => personId === viewer.personId) ?? null,
    replacesLater: (texts.before.laterSeats ?? []).some((one) => one.fromPosition > fromPosition),
    seats: concernedBy(texts.before, texts.after).map((personId) => ({
      personId,
      name: people.get(personId) ?? '',
      saidAt: words.find((one) => one.part === 'seat' && one.personId === personId)?.saidAt ?? null,
    })),
    team: signedBy(word('team')),
    client: signedBy(word('client')),
    concerned: actors.includes('member'),
    may: {
      agree: events.has('agree') && missing.seats.includes(viewer.personId),
      sign:
        (events.has('sign_for_team') && missing.team) ||
        (events.has('sign_for_client') && missing.client),
      // Who proposed it takes it back.
      refuse: events.has('refuse') && !events.has('withdraw'),
      withdraw: events.has('withdraw'),
    },
    signsFor: actors.includes('client') ? ('client' as const) : ('team' as const),
  }
}

function signedBy(word: { typedName: string; saidAt: Date } | undefined) {
  return word ? { name: word.typedName, saidAt: word.saidAt } : null
}

async function handOversOf(db: Reader, contractId: string): Promise<HandOverRow[]> {
  return db
    .select()
    .from(handOver)
    .where(eq(handOver.contractId, contractId))
    .orderBy(desc(handOver.proposedAt), desc(handOver.id))
}

/** Those of them that have ended. */
async function pastOf(db: Reader, all: readonly HandOverRow[]) {
  const rows = all.filter(({ state }) => !openHandOverStates.includes(state))
  const people = await namesOf(
    db,
    rows.flatMap(({ endedBy }) => endedBy ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    fromPosition: row.fromPosition,
    version: row.body.version,
    reason: row.reason,
    proposedAt: row.proposedAt,
    endedAt: row.endedAt,
    endedBy: people.get(row.endedBy ?? '') ?? '',
    endedWords: row.endedWords,
    lapsedWhy: row.lapsedWhy,
  }))
}

/** Who may propose other seats, from which milestone on, and among whom; or why nobody may now. */
async function formOf(
  db: Reader,
  { row, viewer, subject, terms }: Known,
  starts: readonly number[],
  at: Date,
) {
  const from = starts[0]
  const leads = may(viewer, signForTeam, subject)
  if (!handOverContractStatuses.includes(row.status)) return { none: 'not_now' as const }
  if (from === undefined) return { none: 'none' as const }
  const seats = membersAt(terms, from)
  const seated = starts.some((start) =>
    membersAt(terms, start).some(({ personId }) => personId === viewer.personId),
  )
  if (!isMember(viewer, subject) || (!leads && !seated)) return { none: 'not_you' as const }
  const team = await teamMembers(db, row.teamId)
  const inTeam = team.map(({ personId }) => personId)
  const others = team.filter((one) => !seats.some(({ personId }) => personId === one.personId))
  return {
    none: null,
    leads,
    starts,
    days: await settingAt(db, 'signingDays', at),
    people: [
      ...seats.map(({ personId, name, role, shareBps, exchange }) => ({
        ...{ personId, name, role, shareBps },
        hostId: exchange?.hostId ?? null,
        outside: !inTeam.includes(personId),
      })),
      ...others.map(({ personId, name, role }) => ({
        ...{ personId, name, role },
        ...{ shareBps: 0, hostId: null, outside: false },
      })),
    ],
  }
}
