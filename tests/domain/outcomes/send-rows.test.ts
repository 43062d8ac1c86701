import { describe, expect, it, vi } from 'vitest'
import { latencyHistogram } from '~/domain/outcomes/metrics/latency'
import { type Sending, type SentRow, sendRows } from '~/domain/outcomes/runs/send-rows.server'

const plan = {
  ratePerSecond: 100,
  concurrency: 2,
  rowDeadlineMs: 5_000,
  totalDeadlineMs: 60_000,
  maxResponseBytes: 1_000,
}
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, position) => ({
    position,
    opaqueId: `r${position}`,
  }))
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

function sending(changes: Partial<Sending> = {}): Sending & { kept: SentRow[] } {
  const kept: SentRow[] = []
  return {
    plan,
    rowsPerRequest: 1,
    activeMs: 0,
    reached: false,
    histogram: latencyHistogram(),
    call: async (rows) => rows.map(() => ({ output: 'a', problem: null })),
    prepare: async (rows) => rows.map(() => ({})),
    save: async (results) => {
      kept.push(...results)
      return true
    },
    kept,
    ...changes,
  }
}

describe('sending rows', () => {
  it('keeps every row once, and never more calls than the plan allows at a time', async () => {
    let running = 0
    let most = 0
    const one = sending({
      call: async () => {
        most = Math.max(most, ++running)
        await wait(40)
        running--
        return [{ output: 'a', problem: null }]
      },
    })
    expect(await sendRows(rowsOf(60), one)).toBe('sent')
    expect(one.kept.map(({ position }) => position).sort((a, b) => a - b)).toEqual(
      rowsOf(60).map((r) => r.position),
    )
    expect(most).toBe(2)
  })

  it('counts a stall against every row that was due meanwhile', async () => {
    // Two calls fill the house until 400 ms have gone by; 20 more rows fall due behind them.
    let open = () => {}
    const gate = new Promise<void>((done) => {
      open = done
    })
    const one = sending({
      call: async ([row]) => {
        const id = row?.id
        if (id === 'r1') setTimeout(open, 400)
        if (id === 'r0' || id === 'r1') await gate
        return [{ output: 'a', problem: null }]
      },
    })
    await sendRows(rowsOf(22), one)
    // Each was due 10 ms after the one before, and all were sent when the gate opened.
    const latencies = one.kept
      .filter(({ position }) => position > 1)
      .map(({ latencyUs }) => latencyUs)
    expect(latencies).toHaveLength(20)
    for (const latencyUs of latencies) expect(latencyUs).toBeGreaterThan(100_000)
  })

  it('tries once more after a connection failure and after nothing else', async () => {
    for (const [problem, calls] of [
      ['connection_refused', 2],
      ['connection_failed', 2],
      ['not_json', 1],
      ['deadline_passed', 1],
    ] as const) {
      let count = 0
      const one = sending({
        reached: true,
        call: async () => {
          count++
          return [{ output: null, problem }]
        },
      })
      await sendRows(rowsOf(1), one)
      expect(count).toBe(calls)
      // Without a valid answer a row counts at least its deadline, however fast it failed.
      expect(one.kept).toMatchObject([{ problem, latencyUs: 5_000_000 }])
    }
  })

  it('gives up when nobody was ever there, but not after somebody was', async () => {
    const call = async () => [{ output: null, problem: 'connection_refused' }]
    const never = sending({ call })
    expect(await sendRows(rowsOf(200), never)).toBe('unreachable')
    expect(never.kept.length).toBeLessThan(40)
    const before = sending({ call, reached: true })
    expect(await sendRows(rowsOf(30), before)).toBe('sent')
    expect(before.kept).toHaveLength(30)
  })

  it('fills in what could not be asked before the deadline of the run', async () => {
    const one = sending({ activeMs: 59_900 })
    expect(await sendRows(rowsOf(100), one)).toBe('sent')
    expect(one.kept).toHaveLength(100)
    const late = one.kept.filter(({ problem }) => problem === 'total_deadline')
    expect(late.length).toBeGreaterThan(50)
    expect(late[0]).toMatchObject({ output: null, latencyUs: 5_000_000 })
  })

  it('stops when the lease is lost, and passes on what saving or our own code throws', async () => {
    expect(await sendRows(rowsOf(100), sending({ save: async () => false }))).toBe('stopped')
    const broken = new Error('database away')
    const failing = async () => {
      throw broken
    }
    await expect(sendRows(rowsOf(100), sending({ save: failing }))).rejects.toBe(broken)
    await expect(sendRows(rowsOf(100), sending({ prepare: failing }))).rejects.toBe(broken)
    await expect(sendRows(rowsOf(5), sending({ call: failing }))).rejects.toBe(broken)
  })

  it('sends nothing of a window that may not be sent any more', async () => {
    const sent: string[] = []
    const one = sending({
      plan: { ...plan, ratePerSecond: 10_000 },
      prepare: async (rows) => (rows[0]?.position === 0 ? rows.map(() => ({})) : null),
      call: async ([row]) => {
        sent.push(row?.id ?? '')
        return [{ output: 'a', problem: null }]
      },
    })
    expect(await sendRows(rowsOf(600), one)).toBe('stopped')
    expect(sent).toEqual(rowsOf(250).map(({ opaqueId }) => opaqueId))
    expect(one.kept).toHaveLength(250)
  })

  it('sends no row before its time, although timers may end early', async () => {
    const real = globalThis.setTimeout
    const early = vi.spyOn(globalThis, 'setTimeout')
    early.mockImplementation(((work: () => void, ms = 0) =>
      real(work, Math.max(0, ms - 6))) as typeof setTimeout)
    try {
      const one = sending()
      await sendRows(rowsOf(12), one)
      // An answer to a row that went out too early would have taken no time at all.
      expect(one.kept.filter(({ latencyUs }) => latencyUs <= 1)).toEqual([])
      expect(one.kept).toHaveLength(12)
    } finally {
      early.mockRestore()
    }
  })

  it('reads what is sent a window at a time, and each row before it is sent', async () => {
    const prepared: number[] = []
    let sent = 0
    let ahead = 0
    const one = sending({
      plan: { ...plan, ratePerSecond: 1_000 },
      prepare: async (rows) => {
        prepared.push(rows.length)
        return rows.map(({ position }) => ({ text: `row ${position}` }))
      },
      call: async ([row]) => {
        expect(row).toEqual({ id: `r${sent}`, features: { text: `row ${sent}` } })
        sent++
        const read = prepared.reduce((sum, rows) => sum + rows, 0)
        ahead = Math.max(ahead, read - sent)
        return [{ output: 'a', problem: null }]
      },
    })
    await sendRows(rowsOf(1_200), one)
    expect(prepared).toEqual([250, 250, 250, 250, 200])
    expect(ahead).toBeLessThan(500)
  })
})

describe('rows that go together', () => {
  it('are due with the first of them, and each has the latency of the whole', async () => {
    const asked: string[][] = []
    const one = sending({
      rowsPerRequest: 8,
      call: async (rows) => {
        asked.push(rows.map(({ id }) => id))
        await wait(30)
        return rows.map(({ id }) => ({ output: id, problem: null }))
      },
    })
    expect(await sendRows(rowsOf(20), one)).toBe('sent')
    expect(asked.map((ids) => ids.length)).toEqual([8, 8, 4])
    expect(asked.flat()).toEqual(rowsOf(20).map(({ opaqueId }) => opaqueId))
    for (const { position, output } of one.kept) expect(output).toBe(`r${position}`)
    const first = one.kept.filter(({ position }) => position < 8)
    expect(new Set(first.map(({ latencyUs }) => latencyUs)).size).toBe(1)
    expect(first[0]?.latencyUs).toBeGreaterThan(25_000)
  })

  it('fail one by one where one answer is missing, and are asked again only when none came', async () => {
    let calls = 0
    const one = sending({
      reached: true,
      rowsPerRequest: 3,
      call: async (rows) => {
        calls++
        return rows.map((_, at) =>
          at === 1 ? { output: null, problem: 'answer_missing' } : { output: 'a', problem: null },
        )
      },
    })
    await sendRows(rowsOf(3), one)
    expect(calls).toBe(1)
    expect(one.kept.map(({ problem }) => problem)).toEqual([null, 'answer_missing', null])
    expect(one.kept[1]?.latencyUs).toBe(5_000_000)
    expect(one.kept[0]?.latencyUs).toBeLessThan(5_000_000)
    const broken = sending({
      reached: true,
      rowsPerRequest: 3,
      call: async (rows) => {
        calls++
        return rows.map(() => ({ output: null, problem: 'connection_failed' }))
      },
    })
    await sendRows(rowsOf(3), broken)
    expect(calls).toBe(3)
  })

  it('are counted as unreachable by the request, not by the row', async () => {
    const one = sending({
      rowsPerRequest: 10,
      call: async (rows) => rows.map(() => ({ output: null, problem: 'connection_refused' })),
    })
    expect(await sendRows(rowsOf(40), one)).toBe('unreachable')
  })
})
