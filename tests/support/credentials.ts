import { credential } from 'db/schema/credentials'
import { eq } from 'drizzle-orm'
import type { Outside } from '~/domain/credentials/adapters/outside.server'
import { readText } from '~/domain/credentials/adapters/read-submitted'
import type { IssueInput } from '~/domain/credentials/credential'
import { issueCredential } from '~/domain/credentials/issue-credential.server'
import { ownDidDocument } from '~/domain/credentials/own-issuers.server'
import { verifyCredential } from '~/domain/credentials/verify-credential.server'
import { database, inTransaction } from '~/platform/database.server'
import type { DidDoc, Doc } from './badges'

export const issuedAt = new Date('2026-11-02T09:00:00Z')
export const laterOn = new Date('2026-11-20T09:00:00Z')

let count = 0

/** A credential in text that a mail, a page and RDF must all carry unharmed. */
export async function issue(
  given: Partial<IssueInput> & Pick<IssueInput, 'personId' | 'organisationId'>,
) {
  count += 1
  const input: IssueInput = {
    reference: `test:${count}`,
    achievement: {
      key: 'track:text-data',
      name: 'Text data, “checked” & sealed',
      description: 'Cleans, labels and seals text data. متن کا ڈیٹا',
      criteria: 'All exercises passed.\n\n- one\n- two',
      level: 2,
      skills: ['text-classification', 'regional-languages'],
      results: [{ key: 'score', name: 'Score', type: 'Percent', min: '0', max: '100' }],
    },
    results: [{ key: 'score', value: '91' }],
    evidence: [
      { name: 'Capstone', url: 'https://example.org/capstone', narrative: 'Reviewed by two.' },
    ],
    validFrom: issuedAt,
    validUntil: new Date('2028-11-02T09:00:00Z'),
    by: null,
    at: issuedAt,
    ...given,
  }
  const { credentialId } = await inTransaction((tx) => issueCredential(tx, input))
  return credentialId
}

export async function rowOf(credentialId: string) {
  const [row] = await database().select().from(credential).where(eq(credential.id, credentialId))
  if (!row) throw new Error(`${credentialId} is not there.`)
  return { ...row, document: JSON.parse(row.document) as Doc, text: row.document }
}

export async function didOfIssuer(document: Doc): Promise<DidDoc> {
  const { id } = document.issuer as { id: string }
  const found = await ownDidDocument(database(), id)
  if (!found) throw new Error(`${id} is not there.`)
  return found as unknown as DidDoc
}

/** Nothing outside may be asked for our own credentials. */
export const noOutside: Outside = {
  text: (url) => Promise.reject(new Error(`${url} was asked for`)),
  json: (url) => Promise.reject(new Error(`${url} was asked for`)),
  file: (url) => Promise.reject(new Error(`${url} was asked for`)),
}

export async function verifyText(text: string, at = laterOn, outside: Outside = noOutside) {
  const read = readText(text)
  if (!read.ok) throw new Error(read.problem)
  const report = await verifyCredential(database(), read.submitted, at, outside)
  const said = Object.fromEntries(report.checks.map(({ name, reason }) => [name, reason]))
  return { ...report, said }
}
