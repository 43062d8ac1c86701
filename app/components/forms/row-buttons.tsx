import type { ReactNode } from 'react'
import { Icon } from '../page/icon'
import { useLanguage } from '../page/language'

/** A button of an editor: it sends the whole form, which is saved with what the button does to it. */
export function EditButton(props: {
  command: string
  label: string
  children?: ReactNode
  icon?: 'plus' | 'up' | 'down' | 'cross'
}) {
  return (
    <button
      type="submit"
      name="do"
      value={props.command}
      formNoValidate
      className="button button-bare"
      aria-label={props.label}
      title={props.label}
    >
      {props.icon === 'up' ? (
        <span className="inline-flex rotate-180">
          <Icon name="down" size={18} />
        </span>
      ) : props.icon ? (
        <Icon name={props.icon} size={18} />
      ) : null}
      {props.children}
    </button>
  )
}

type RowPlace = { stem: string; of: string; name: string; first: boolean; last: boolean }

/** Fields that repeat under a name of their own, with what can be done to the whole row. */
export function EditRow({
  id,
  kind,
  children,
  ...row
}: RowPlace & { id: string; kind?: string; children: ReactNode }) {
  return (
    <fieldset id={id} className="grid scroll-mt-4 gap-4 border-t border-hairline pt-4">
      <legend className="float-start w-full p-0">
        <span className="font-semibold">{row.name}</span>{' '}
        {kind ? <span className="text-sm text-quiet">{kind}</span> : null}
      </legend>
      <div className="flex justify-end">
        <RowButtons {...row} />
      </div>
      {children}
    </fieldset>
  )
}

/** Up, down and out for one row; `stem` and `key` make the commands. */
export function RowButtons(props: RowPlace) {
  const { t } = useLanguage()
  const { stem, of, name } = props
  return (
    <span className="flex flex-none flex-wrap">
      {props.first ? null : (
        <EditButton command={`${stem}-up:${of}`} icon="up" label={t('authoring.up', { name })} />
      )}
      {props.last ? null : (
        <EditButton
          command={`${stem}-down:${of}`}
          icon="down"
          label={t('authoring.down', { name })}
        />
      )}
      <EditButton
        command={`${stem}-remove:${of}`}
        icon="cross"
        label={t('authoring.remove_row', { name })}
      />
    </span>
  )
}
