import { contractInputFile } from 'db/schema/contracts'
import { and, asc, eq } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { loadFile } from '~/platform/files.server'
import { fundableContractStatuses } from '../contract'
import { unfundedStatuses } from '../milestones/milestone'
import { readable } from '../queries.server'
import { currentTerms, milestonesOf } from '../rows.server'
import { assertReadsSealed, mayReadSealed } from '../sealed-reading.server'
import { inputTransitions, mostAskedAgain, type ShownInput } from './contract-input'
import { inputRows } from './input-rows.server'

/**
 * What the client owes before the weeks count, for the parties, with what the viewer may do about it;
 * whether the weeks still wait, which a delivery ends as well; and whether money has come in yet.
 */
export async function inputsPage(db: Reader, viewer: Viewer, contractId: string) {
  const standing = await readable(db, viewer, contractId)
  const { body: terms } = await currentTerms(db, contractId)
  const rows = await inputRows(db, [contractId])
  const open = fundableContractStatuses.includes(standing.row.status)
  const reads = rows.length > 0 && (await mayReadSealed(db, standing))
  const files = reads ? await filesOf(db, contractId) : []
  const milestones = await milestonesOf(db, contractId)
  const waits = milestones.some(({ awaitsInputs }) => awaitsInputs)
  const paid = milestones.some(({ status }) => !unfundedStatuses.includes(status))
  const inputs = rows.map((row): ShownInput => {
    const events = open
      ? standing.actors
          .filter((actor) => actor === 'client' || actor === 'team')
          .flatMap((actor) => inputTransitions.eventsFor(row.state, actor))
      : []
    const asked = terms.inputs?.find(({ id }) => id === row.inputId)
    const { inputId, kind, state, deadlineAt, confirmedAt, confirmedHow } = row
    return {
      ...{ inputId, kind, state, deadlineAt, confirmedAt, confirmedHow },
      note: reads ? row.note : '',
      link: reads ? row.link : '',
      missing: reads ? row.missing : '',
      title: asked?.title ?? row.inputId,
      why: asked?.why ?? '',
      files: files.filter(({ inputId }) => inputId === row.inputId),
      events: events.filter((event) => event !== 'ask_again' || row.rounds < mostAskedAgain),
    }
  })
  return { inputs, waits, paid }
}

async function filesOf(db: Reader, contractId: string) {
  return db
    .select({
      id: contractInputFile.id,
      inputId: contractInputFile.inputId,
      name: contractInputFile.name,
      sizeBytes: contractInputFile.sizeBytes,
    })
    .from(contractInputFile)
    .where(eq(contractInputFile.contractId, contractId))
    .orderBy(asc(contractInputFile.uploadedAt), asc(contractInputFile.id))
}

/** One file with its bytes, for the parties of the contract. @throws Refused not_found, rule_fails */
export async function readInputFile(
  db: Reader,
  viewer: Viewer,
  input: { contractId: string; fileId: string },
) {
  const standing = await readable(db, viewer, input.contractId)
  await assertReadsSealed(db, standing)
  const [file] = await db
    .select()
    .from(contractInputFile)
    .where(
      and(
        eq(contractInputFile.id, input.fileId),
        eq(contractInputFile.contractId, input.contractId),
      ),
    )
  if (!file) throw new Refused('not_found')
  return { name: file.name, mediaType: file.mediaType, data: await loadFile(file.storageKey) }
}
