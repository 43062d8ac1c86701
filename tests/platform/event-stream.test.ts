import { describe, expect, it } from 'vitest'
import { eventStream, type NextEvent } from '~/platform/http/event-stream.server'

const never = new AbortController().signal

describe('a stream of events', () => {
  it('says what is new, once, and ends when there is nothing more to follow', async () => {
    const told: NextEvent[] = [{ a: '1' }, { a: '1' }, { a: '2' }, null]
    const answer = eventStream({
      signal: never,
      everyMs: 1,
      read: async () => told.shift() ?? null,
    })
    expect(await answer.text()).toBe(
      'retry: 3000\n\ndata: {"a":"1"}\n\ndata: {"a":"2"}\n\nevent: end\ndata: {}\n\n',
    )
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })

  it('shows that it is alive while nothing changes, and does not last for ever', async () => {
    let now = 0
    let reads = 0
    const answer = eventStream({
      signal: never,
      clock: () => now,
      pause: async (ms) => {
        now += ms
      },
      read: async () => {
        reads += 1
        return { a: '1' }
      },
    })
    const text = await answer.text()
    // A second apart for ten minutes, with a sign of life every fifteen seconds.
    expect(reads).toBe(600)
    expect(text.match(/^data:/gm)).toHaveLength(1)
    expect(text.match(/^:$/gm)).toHaveLength(39)
    expect(text).not.toContain('event: end')
  })

  it('stops asking when the browser has gone, or when asking fails', async () => {
    const gone = new AbortController()
    let reads = 0
    const read = async () => {
      reads += 1
      if (reads === 3) gone.abort()
      return { a: String(reads) }
    }
    await eventStream({ signal: gone.signal, everyMs: 1, read }).text()
    expect(reads).toBe(3)
    const cancelled = eventStream({ signal: never, everyMs: 1, read: async () => ({ a: '1' }) })
    await cancelled.body?.cancel()
    const failing = async () => {
      throw new Error('the database is away')
    }
    const text = await eventStream({ signal: never, everyMs: 1, read: failing }).text()
    expect(text).toBe('retry: 3000\n\n')
  })
})
