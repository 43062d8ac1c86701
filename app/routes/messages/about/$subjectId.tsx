import { useActionData, useLoaderData } from '@remix-run/react'
import { act, serve } from '~/domain/identity/access.server'
import { type Subject, subjectOf } from '~/domain/messages/thread'
import { Refused } from '~/kernel/refusal'
import { Thread } from '../_thread'
import { actInThread, loadThread } from '../_thread.server'

/** The thread by what it is about, also before anything has been written in it. */
function subjectIn(params: Readonly<Record<string, string | undefined>>): Subject {
  const subject = subjectOf(params.subjectId ?? '')
  if (!subject) throw new Refused('not_found')
  return subject
}

export const loader = serve('person', (args) => loadThread(args, subjectIn(args.params)))

export const action = act('person', (args) => actInThread(args, subjectIn(args.params)))

export default function SubjectThreadPage() {
  const state = useActionData<typeof action>()
  return <Thread {...useLoaderData<typeof loader>()} state={state ?? null} />
}
