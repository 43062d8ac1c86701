import { setting } from 'db/schema/platform'
import { and, desc, eq, lte } from 'drizzle-orm'
import type { Reader, Tx } from './database.server'
import { type SettingKey, type SettingValue, settingDefaults } from './settings'

/** The value in force at `at` (business time): the latest dated row, or the default. */
export async function settingAt<K extends SettingKey>(
  db: Reader,
  key: K,
  at: Date,
): Promise<SettingValue<K>> {
  const [row] = await db
    .select({ value: setting.value })
    .from(setting)
    .where(and(eq(setting.key, key), lte(setting.effectiveAt, at)))
    .orderBy(desc(setting.effectiveAt), desc(setting.setAt))
    .limit(1)
  return (row?.value ?? settingDefaults[key]) as SettingValue<K>
}

/** Dates a new value; earlier rows stay, so that the past can still be explained. */
export async function setSetting<K extends SettingKey>(
  tx: Tx,
  input: { key: K; value: SettingValue<K>; effectiveAt: Date; by: string },
): Promise<void> {
  await tx
    .insert(setting)
    .values({ key: input.key, value: input.value, effectiveAt: input.effectiveAt, setBy: input.by })
}

/** Every dated row, newest first, for the operator's page. */
export async function settingHistory(db: Reader) {
  return db.select().from(setting).orderBy(desc(setting.effectiveAt), desc(setting.setAt))
}
