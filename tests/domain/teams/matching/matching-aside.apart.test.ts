import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TeamsAnswer } from '~/domain/teams/matching/form-teams'
import {
  closeMatching,
  formTeamsAside,
  type MatchingMessage,
  type MatchingReply,
} from '~/domain/teams/matching/matching-aside.server'
import type { TeamRequest } from '~/domain/teams/matching/request'

/** In the thread's place: it notes what it is asked, and answers when the test says so. */
class StubThread extends EventEmitter {
  readonly asked: MatchingMessage[] = []
  ended = false

  constructor() {
    super()
    threads.push(this)
  }

  postMessage(message: MatchingMessage): void {
    this.asked.push(message)
  }

  unref(): void {}

  async terminate(): Promise<number> {
    this.ended = true
    this.emit('exit', 1)
    return 1
  }

  answer(at: number, answer: TeamsAnswer): void {
    const number = this.asked[at]?.number ?? Number.NaN
    this.emit('message', { number, answer } satisfies MatchingReply)
  }

  fail(at: number, error: string): void {
    const number = this.asked[at]?.number ?? Number.NaN
    this.emit('message', { number, error } satisfies MatchingReply)
  }
}

const threads = vi.hoisted((): StubThread[] => [])
vi.mock('node:worker_threads', () => ({
  // An arrow, because the class is not there yet when this is called.
  Worker: function Worker() {
    return new StubThread()
  },
}))

const at = new Date('2026-03-02T09:00:00Z')
const request: TeamRequest = {
  roles: [],
  weeks: 8,
  budgetMinor: 1_000_000n,
  languages: [],
  domains: [],
  commonHours: 3,
  maxMembers: 3,
  fixed: [],
  excluded: [],
}
const ask = (weeks = 8) =>
  formTeamsAside({ currency: 'USD', request: { ...request, weeks }, at }, 10_000)

const none = (...unfilled: number[]): TeamsAnswer => ({
  outcome: 'none',
  unfilled,
  relaxations: [],
  pairs: [],
})
const last = () => threads.at(-1) as StubThread

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(async () => {
  await closeMatching()
  threads.length = 0
  vi.useRealTimers()
})

describe('an answer of the thread', () => {
  it('goes to whoever asked, in whatever order the answers come', async () => {
    const [first, second] = [ask(1), ask(2)]
    expect(last().asked.map((one) => one.request.weeks)).toEqual([1, 2])
    last().answer(1, none(1))
    last().answer(0, none(0))
    expect(await Promise.all([first, second])).toEqual([none(0), none(1)])
    expect(threads).toHaveLength(1)
  })

  it.each<TeamsAnswer>([
    { outcome: 'undecided' },
    { outcome: 'invalid', problems: [{ field: 'fixed.0', problem: 'person_unknown' }] },
  ])('is handed on as it is: $outcome', async (answer) => {
    const asked = ask()
    last().answer(0, answer)
    expect(await asked).toEqual(answer)
  })

  it('that is an error is thrown, and the thread stays', async () => {
    const asked = ask()
    last().fail(0, 'the database is away')
    await expect(asked).rejects.toThrow('the database is away')
    const again = ask()
    last().answer(1, none())
    expect(await again).toEqual(none())
    expect(threads).toHaveLength(1)
  })
})

describe('an answer that is late', () => {
  it('is said to be so in time, and is nobody’s when it comes', async () => {
    const asked = ask()
    await vi.advanceTimersByTimeAsync(9_999)
    const again = ask()
    await vi.advanceTimersByTimeAsync(1)
    expect(await asked).toEqual({ outcome: 'late' })
    last().answer(0, none(0))
    last().answer(1, none(1))
    expect(await again).toEqual(none(1))
  })

  it('that comes as an error is nobody’s either', async () => {
    const asked = ask()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await asked).toEqual({ outcome: 'late' })
    last().fail(0, 'too much')
    const again = ask()
    last().answer(1, none())
    expect(await again).toEqual(none())
  })

  it('is certain behind fifty others: nothing more is asked of the thread', async () => {
    const waiting = Array.from({ length: 50 }, () => ask())
    expect(await ask()).toEqual({ outcome: 'late' })
    expect(last().asked).toHaveLength(50)
    last().answer(0, none())
    await waiting[0]
    const next = ask()
    expect(last().asked).toHaveLength(51)
    for (let n = 1; n <= 50; n++) last().answer(n, none())
    expect(await next).toEqual(none())
    await Promise.all(waiting)
  })
})

describe('a thread', () => {
  it('that ends fails everybody who waits; the next one who asks starts another', async () => {
    const waiting = [ask(), ask()]
    last().emit('exit', 134)
    for (const asked of waiting) await expect(asked).rejects.toThrow('ended with 134')
    const next = ask()
    expect(threads).toHaveLength(2)
    last().answer(0, none())
    expect(await next).toEqual(none())
  })

  it('that says nothing for two minutes is given up for the next one who asks', async () => {
    const asked = ask()
    await vi.advanceTimersByTimeAsync(119_000)
    expect(await asked).toEqual({ outcome: 'late' })
    const patient = ask()
    expect(threads).toHaveLength(1)
    const refused = expect(patient).rejects.toThrow('ended')
    await vi.advanceTimersByTimeAsync(2_000)
    const next = ask()
    await refused
    expect(threads.map(({ ended }) => ended)).toEqual([true, false])
    last().answer(0, none())
    expect(await next).toEqual(none())
  })

  it('that has nothing to do may be silent for long', async () => {
    const asked = ask()
    last().answer(0, none())
    await asked
    await vi.advanceTimersByTimeAsync(600_000)
    const next = ask()
    last().answer(1, none())
    expect(await next).toEqual(none())
    expect(threads).toHaveLength(1)
  })
})
