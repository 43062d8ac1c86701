/** A choice of a select; those that name a group stand under it. */
export type Option = { value: string; label: string; group?: string }

/** Options in the groups that they name, in the order in which the groups come up. */
function grouped(options: readonly Option[]): [string | undefined, Option[]][] {
  const groups = new Map<string | undefined, Option[]>()
  for (const option of options) {
    groups.set(option.group, [...(groups.get(option.group) ?? []), option])
  }
  return [...groups]
}

/** The options of a select, under their groups where they have any. */
export function Options({ options }: { options: readonly Option[] }) {
  return grouped(options).map(([group, members]) => {
    const items = members.map(({ value, label }) => (
      // A choice in another direction shows its beginning in the closed select, not its end.
      <option key={value} value={value} dir="auto">
        {label}
      </option>
    ))
    return group ? (
      <optgroup key={group} label={group}>
        {items}
      </optgroup>
    ) : (
      items
    )
  })
}
