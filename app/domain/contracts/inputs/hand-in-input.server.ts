import { randomBytes } from 'node:crypto'
import { contractInputFile } from 'db/schema/contracts'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { addBusinessDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import type { StoredFile } from '../milestones/delivery-files.server'
import { inputAnswerDays } from './contract-input'
import { openInput, writeInput } from './input-rows.server'

export type HandIn = {
  contractId: string
  inputId: string
  note: string
  /** An https address, or empty. */
  link: string
  /** Files that are in the store already. */
  files: readonly StoredFile[]
  by: string
  at: Date
}

/**
 * The client hands in one thing that the weeks wait for: words, a link or files. The team answers
 * within three business days; after that it counts as confirmed.
 * @throws Refused form_invalid when nothing is handed in
 */
export async function handInInput(tx: Tx, given: HandIn): Promise<void> {
  const { contractId, inputId, note, link, files, by, at } = given
  const cause = { person: by }
  const salt = randomBytes(16).toString('hex')
  const opened = await openInput(tx, { contractId, inputId, event: 'hand_in', cause })
  if (note === '' && link === '' && files.length === 0) throw new Refused('form_invalid')
  await writeInput(tx, opened, {
    state: opened.to,
    note,
    link,
    salt,
    handedInBy: by,
    handedInAt: at,
    deadlineAt: addBusinessDays(at, inputAnswerDays),
  })
  if (files.length > 0) {
    await tx
      .insert(contractInputFile)
      .values(
        files.map((file) => ({ ...file, contractId, inputId, uploadedBy: by, uploadedAt: at })),
      )
  }
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'input_handed_in',
    // The evidence is public: what was said stays with the two sides, its salted hash does not.
    body: {
      input: inputId,
      words: sha256(JSON.stringify([salt, note, link])).toString('hex'),
      files: files.map(({ sha256: hash, sizeBytes }) => ({ sha256: hash, sizeBytes })),
    },
    at,
  })
  await audit(tx, { by, act: 'input.hand_in', subject: contractId, facts: { inputId } })
  await enqueue(tx, 'notify', {
    event: 'input-handed-in',
    subject: contractId,
    facts: { inputId, round: opened.input.rounds },
  })
}
