import { useId } from 'react'
import { type Option, Options } from '../forms/options'
import { Button } from './button'

export type FilterField = { name: string; label: string; value: string } & (
  | { options: readonly Option[]; any: string }
  | { options?: undefined }
)

/** What narrows a list: a form that asks with GET, so that the result has an address of its own. */
export function FilterBar(props: {
  label: string
  fields: readonly FilterField[]
  submit: string
}) {
  const prefix = useId().replaceAll(':', '')
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not yet known to every browser.
    <form
      method="get"
      role="search"
      aria-label={props.label}
      className="grid grid-cols-2 items-end gap-3 max-lg:[&>:last-child:nth-child(even)]:col-span-2 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-[2fr] lg:[&>:last-child]:justify-self-start"
    >
      {props.fields.map((field) => (
        <div
          key={field.name}
          className={`field ${field.options ? 'max-lg:nth-last-2:odd:col-span-2' : 'max-lg:col-span-2'}`}
        >
          <label htmlFor={`${prefix}${field.name}`} className="text-xs text-quiet">
            {field.label}
          </label>
          {field.options ? (
            <select
              id={`${prefix}${field.name}`}
              name={field.name}
              className="input"
              defaultValue={field.value}
            >
              <option value="">{field.any}</option>
              <Options options={field.options} />
            </select>
          ) : (
            <input
              id={`${prefix}${field.name}`}
              name={field.name}
              type="search"
              className="input"
              dir="auto"
              maxLength={100}
              defaultValue={field.value}
            />
          )}
        </div>
      ))}
      <Button tone="quiet" icon="search">
        {props.submit}
      </Button>
    </form>
  )
}

/** The address of another page of the same filtered list. */
export function pageHref(
  path: string,
  filter: Readonly<Record<string, string | number>>,
  page: number,
): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (name !== 'page' && value !== '') search.set(name, String(value))
  }
  if (page > 1) search.set('page', String(page))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}
