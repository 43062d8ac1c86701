import { useActionData, useLoaderData } from '@remix-run/react'
import { act, serve } from '~/domain/identity/access.server'
import { Thread } from '../_thread'
import { actInThread, loadThread } from '../_thread.server'

const threadIn = (params: Readonly<Record<string, string | undefined>>) => ({
  threadId: params.threadId ?? '',
})

export const loader = serve('person', (args) => loadThread(args, threadIn(args.params)))

export const action = act('person', (args) => actInThread(args, threadIn(args.params)))

export default function ThreadPage() {
  const state = useActionData<typeof action>()
  return <Thread {...useLoaderData<typeof loader>()} state={state ?? null} />
}
