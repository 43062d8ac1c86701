import { discardDelivery, storeDelivery } from '~/domain/contracts/milestones/delivery-files.server'
import {
  type ActArgs,
  invalid,
  redirectWith,
  type ServeArgs,
} from '~/domain/identity/access.server'
import { blockAuthor } from '~/domain/messages/block.commands.server'
import { messageForm, reportForm, writeForm } from '~/domain/messages/forms.server'
import { markRead } from '~/domain/messages/mark-read.server'
import { countMessage, countReport } from '~/domain/messages/message-limits.server'
import { outsideContacts } from '~/domain/messages/outside-contact'
import { reportMessage } from '~/domain/messages/report-message.server'
import { askingTeam, isProgram, mostMessageFiles, type Subject } from '~/domain/messages/thread'
import { openThread, threadStanding } from '~/domain/messages/thread-access.server'
import { threadPage } from '~/domain/messages/thread-queries.server'
import { withdrawMessage } from '~/domain/messages/withdraw-message.server'
import { writeMessage } from '~/domain/messages/write-message.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'
import { languageFor } from '~/platform/languages/language'

type Of = { threadId: string } | Subject

/**
 * A thread's page. Showing its newest messages marks them as read, as opening a notification does:
 * it only moves the reader's own mark forward, nobody else sees it, and doing it again changes
 * nothing. What a browser fetches ahead has not been read.
 */
export async function loadThread({ viewer, url, db, at, request }: ServeArgs<'person'>, of: Of) {
  const before = url.searchParams.get('before')
  const page = await threadPage(db, viewer, of, { before, at })
  const last = page.messages.at(-1)
  const fetchedAhead = /prefetch/.test(request.headers.get('Sec-Purpose') ?? '')
  if (page.newest && page.threadId && last && !fetchedAhead) {
    const { threadId } = page
    const read = { threadId, messageId: last.id, by: viewer.personId, at }
    await inTransaction((tx) => markRead(tx, read))
  }
  const about = url.searchParams.get('act')
  return {
    title: page.standing.title,
    page,
    before,
    acting:
      page.messages.find(
        ({ id, mayReport, mayBlock }) => id === about && (mayReport || mayBlock),
      ) ?? null,
  }
}

export async function actInThread(args: ActArgs<'person'>, of: Of) {
  switch (args.form.get('intent')) {
    case 'write':
      return write(args, of)
    case 'withdraw':
      return withdraw(args)
    case 'report':
      return report(args, of)
    case 'block':
      return block(args, of)
    default:
      throw new Refused('form_invalid')
  }
}

async function write({ viewer, form, db, at, t, locale }: ActArgs<'person'>, of: Of) {
  const standing =
    'threadId' in of
      ? (await openThread(db, viewer, of.threadId, at)).standing
      : await threadStanding(db, viewer, of, at)
  const { subject } = standing
  const parsed = parseForm(writeForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  const { body, mentions, knows } = parsed.value
  const teamId = parsed.value.teamId || null
  if (standing.mayWrite && !askingTeam(standing, teamId).ok) {
    return invalid({ teamId: 'message.team_missing' })
  }
  const names = form.getAll('files').flatMap((file) => (typeof file === 'string' ? [] : file.name))
  if (names.some(isProgram)) return invalid({ files: 'message.files_program' })
  const kinds = outsideContacts(body)
  if (kinds.some((kind) => !knows.split(',').includes(kind))) {
    const { list } = languageFor(locale, viewer.timeZone)
    const named = list(kinds.map((kind) => t(`message.outside_${kind}`)))
    const lost = names.some((name) => name !== '')
    return invalid(
      { outside: t('message.warned', { kinds: named }) },
      { ...typedValues(form), knows: kinds.join(','), ...(lost ? { files: 'yes' } : {}) },
      'write',
    )
  }
  await countMessage(db, viewer, { subjectId: subject.id, at })
  const stored = await storeDelivery(form.getAll('files'), {
    most: mostMessageFiles,
    folder: 'messages',
  })
  if (!stored.ok) return invalid({ files: `message.files_${stored.problem}` })
  try {
    const { threadId, messageId } = await inTransaction((tx) =>
      writeMessage(tx, {
        subject,
        body,
        teamId,
        answersId: parsed.value.answersId || null,
        mentions,
        files: stored.files,
        by: viewer.personId,
        at,
      }),
    )
    return redirectWith(`/messages/${threadId}#${messageId}`, 'message.toast_sent')
  } catch (error) {
    // Of anything else nobody can say that nothing was written down.
    if (error instanceof Refused) await discardDelivery(stored.files)
    throw error
  }
}

async function withdraw({ viewer, form, at }: ActArgs<'person'>) {
  const parsed = parseForm(messageForm, form)
  if (!parsed.ok) throw new Refused('form_invalid')
  const input = { ...parsed.value, by: viewer.personId, at }
  const { threadId } = await inTransaction((tx) => withdrawMessage(tx, input))
  return redirectWith(`/messages/${threadId}`, 'message.toast_withdrawn')
}

async function report({ viewer, form, db, at }: ActArgs<'person'>, of: Of) {
  const parsed = parseForm(reportForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await countReport(db, viewer)
  const input = { ...parsed.value, by: viewer.personId, at }
  await inTransaction((tx) => reportMessage(tx, input))
  return redirectWith(addressOf(of), 'message.toast_reported')
}

async function block({ viewer, form, at }: ActArgs<'person'>, of: Of) {
  const parsed = parseForm(messageForm, form)
  if (!parsed.ok) throw new Refused('form_invalid')
  const input = { ...parsed.value, by: viewer.personId, at }
  await inTransaction((tx) => blockAuthor(tx, input))
  return redirectWith(addressOf(of), 'message.toast_blocked')
}

const addressOf = (of: Of) =>
  'threadId' in of ? `/messages/${of.threadId}` : `/messages/about/${of.id}`
