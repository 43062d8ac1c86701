import { type Answer, ask, stripe } from './stripe.server'

/** An event that the provider keeps, whether its webhook came or not. */
export type EventFacts = {
  readonly eventId: string
  readonly type: string
  readonly objectId: string | null
  /** System time. */
  readonly createdAt: Date
}

/** Kinds of event that may be asked for at once. */
const typesAtOnce = 20

/**
 * The events of these types since `from`, the newest first; all types when none is given. The provider
 * keeps them for thirty days. For what a silence swallowed: compare with the inbox.
 */
export function eventsSince(
  from: Date,
  types: readonly string[] = [],
): Promise<Answer<EventFacts[]>> {
  if (types.length > typesAtOnce) throw new RangeError(`at most ${typesAtOnce} types at once`)
  return ask(async () => {
    const facts: EventFacts[] = []
    const rows = stripe().events.list({
      created: { gte: Math.floor(from.getTime() / 1000) },
      ...(types.length > 0 && { types: [...types] }),
      limit: 100,
    })
    for await (const event of rows) {
      const object = event.data.object as { id?: string }
      facts.push({
        eventId: event.id,
        type: event.type,
        objectId: object.id ?? null,
        createdAt: new Date(event.created * 1000),
      })
    }
    return facts
  })
}
