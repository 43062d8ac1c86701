import { milestone } from 'db/schema/contracts'
import { asc, eq } from 'drizzle-orm'
import { attemptsAllowed, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'
import { acceptedStatuses, endedStatuses, measuringStatuses } from '../milestones/milestone'
import type { MilestoneRow } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'

/**
 * How many sealed rows can still be drawn, and how many the attempts that each milestone has left
 * would need. Both sides see the same; the caller has established that the viewer is one of them.
 * Null once the data are deleted, and where nothing is measured on sealed rows.
 */
export async function sealedRowsOf(db: Reader, contractId: string, terms: Terms) {
  if (!terms.dataset) return null
  const facts = await datasetFacts(db, terms.dataset.id, 'party')
  if (!facts || facts.deletedAt) return null
  const rows = await db
    .select()
    .from(milestone)
    .where(eq(milestone.contractId, contractId))
    .orderBy(asc(milestone.position))
  return {
    left: facts.rowsLeft,
    of: facts.drawableRows,
    needs: rows.map((row) => {
      const { attempts, rowsEach } = attemptsLeft(terms, row)
      return { id: row.id, title: row.title, attempts, rows: attempts * rowsEach }
    }),
  }
}

function attemptsLeft(terms: Terms, row: MilestoneRow): { attempts: number; rowsEach: number } {
  const criteria = criteriaOf(terms, row)
  const over = [...acceptedStatuses, ...endedStatuses].includes(row.status)
  if (over || criteria.length === 0) return { attempts: 0, rowsEach: 0 }
  // The rows of a run that goes on are spent already, and its attempt is counted when it ends.
  const running = measuringStatuses.includes(row.status) ? 1 : 0
  const attempts = Math.max(0, attemptsAllowed(criteria) - row.attemptsUsed - running)
  return { attempts, rowsEach: rowsPerRun(criteria) }
}
