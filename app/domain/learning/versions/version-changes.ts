import type { ItemKind } from '../content/track-content'

export type VersionItem = {
  readonly key: string
  readonly title: string
  readonly kind: ItemKind
  readonly contentHash: string
}

export type VersionChanges = {
  readonly added: readonly VersionItem[]
  readonly changed: readonly VersionItem[]
  readonly removed: readonly VersionItem[]
  readonly same: number
  /** Done before and to be done again, since the words have changed. */
  readonly again: readonly VersionItem[]
}

/** What is different in the next version, and what of the learner's work does not carry over. */
export function versionChanges(
  before: readonly VersionItem[],
  after: readonly VersionItem[],
  doneHashes: ReadonlyMap<string, string>,
): VersionChanges {
  const old = new Map(before.map((item) => [item.key, item]))
  const kept = new Set(after.map(({ key }) => key))
  const changed = after.filter(({ key, contentHash }) => {
    const was = old.get(key)
    return was !== undefined && was.contentHash !== contentHash
  })
  return {
    added: after.filter(({ key }) => !old.has(key)),
    changed,
    removed: before.filter(({ key }) => !kept.has(key)),
    same: after.filter(({ key, contentHash }) => old.get(key)?.contentHash === contentHash).length,
    again: changed.filter(({ key, contentHash }) => {
      const done = doneHashes.get(key)
      return done !== undefined && done !== contentHash
    }),
  }
}
