import { notification } from 'db/schema/notifications'
import { linkTo, mailTo } from '~/domain/identity/mails.server'
import { contactOf } from '~/domain/identity/queries.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { languageFor } from '~/platform/languages/language'
import type { TaskPayloads } from '~/platform/queue.server'
import { type Facts, type Notice, withoutRepeats } from './notice'
import { notificationTable } from './notification-table.server'
import { notificationSentence } from './sentence'

/** The same event with the same facts is one event, however often its job runs. */
function dedupeKey(event: string, subject: string, facts: Facts): string {
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))
  return `${event}:${subject}:${sha256(JSON.stringify(sorted)).slice(0, 16)}`
}

/** Puts an event into the inbox of everybody it concerns, and mails them. Safe to run twice. */
export async function notify(
  tx: Tx,
  input: TaskPayloads['notify'] & { at: Date },
): Promise<number> {
  const facts = input.facts ?? {}
  const key = dedupeKey(input.event, input.subject, facts)
  const notices = await notificationTable[input.event](tx, input.subject, facts)
  let told = 0
  for (const one of withoutRepeats(notices)) {
    for (const personId of one.personIds) {
      if (await tell(tx, personId, one, key, input.at)) told += 1
    }
  }
  return told
}

async function tell(
  tx: Tx,
  personId: string,
  one: Notice,
  key: string,
  at: Date,
): Promise<boolean> {
  const contact = await contactOf(tx, personId)
  if (!contact) return false
  const id = newId('notification')
  const fresh = await tx
    .insert(notification)
    .values({
      id,
      personId,
      kind: one.kind,
      facts: one.facts,
      url: one.url,
      yourTurn: one.yourTurn,
      dedupeKey: key,
      createdAt: at,
    })
    .onConflictDoNothing({ target: [notification.personId, notification.dedupeKey] })
    .returning({ id: notification.id })
  if (fresh.length === 0) return false
  const language = languageFor(contact.locale, contact.timeZone)
  await mailTo(tx, contact, 'notification', {
    name: contact.name,
    sentence: notificationSentence(language, one.kind, one.facts),
    yourTurn: one.yourTurn,
    mayAct: one.mayAct,
    words: one.words,
    url: linkTo(`/inbox/${id}`),
  })
  return true
}
