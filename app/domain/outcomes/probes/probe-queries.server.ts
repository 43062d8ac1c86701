import { probe, serviceWatch } from 'db/schema/outcomes'
import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Probe } from '../measures/measured-input'

const columns = {
  number: probe.number,
  dueAt: probe.dueAt,
  result: probe.result,
  problem: probe.problem,
  latencyUs: probe.latencyUs,
}

type Row = {
  number: number
  dueAt: Date
  result: Probe['result']
  problem: string | null
  latencyUs: number | null
}

const asProbe = (row: Row): Probe => ({ ...row, dueAt: row.dueAt.toISOString() })

/** Every probe of a run's window, in order: what its verdict rests on. */
export async function probesOfRun(db: Reader, evaluationId: string): Promise<Probe[]> {
  const rows = await db
    .select(columns)
    .from(probe)
    .innerJoin(serviceWatch, eq(serviceWatch.id, probe.watchId))
    .where(eq(serviceWatch.evaluationId, evaluationId))
    .orderBy(asc(probe.number))
  return rows.map(asProbe)
}

/** The probes of a watch that were due from `from` up to but not with `to`, in order. */
export async function probesBetween(
  db: Reader,
  watchId: string,
  from: Date,
  to: Date,
): Promise<Probe[]> {
  const rows = await db
    .select(columns)
    .from(probe)
    .where(and(eq(probe.watchId, watchId), gte(probe.dueAt, from), lt(probe.dueAt, to)))
    .orderBy(asc(probe.number))
  return rows.map(asProbe)
}
