import { hashOf, type Json } from '~/domain/outcomes/evidence/canonical'
import type { Subject } from './thread'

/**
 * What the evidence of a contract keeps of a message: who wrote it and the hash of what it said.
 * Whoever has the text shows with `sha256` that it is the one, as the hash is of canonical JSON
 * {author, body, files, salt}, files being the hashes of their bytes. Text and salt stay in the
 * thread; without the salt, which is withheld once the message is withdrawn, nobody can try guesses.
 */
export function messageEvidence(given: {
  messageId: string
  authorId: string
  subject: Subject
  body: string
  salt: string
  files: readonly { readonly sha256: string }[]
}): Json {
  const { messageId, authorId, subject, body, salt } = given
  const files = given.files.map(({ sha256 }) => sha256)
  return {
    message: messageId,
    author: authorId,
    about: subject.id,
    files,
    sha256: hashOf({ author: authorId, body, files, salt }),
  }
}
