import type { ReactNode } from 'react'
import { Form } from '../forms/form'
import { Icon, type IconName } from './icon'

export type ButtonTone = 'primary' | 'quiet' | 'danger' | 'bare'

export function Button(props: {
  tone?: ButtonTone
  type?: 'submit' | 'button'
  name?: string
  value?: string
  form?: string
  icon?: IconName
  /** It only looks: what the form needs before it is handed in may still be missing. */
  unchecked?: boolean
  children: ReactNode
}) {
  return (
    <button
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      form={props.form}
      formNoValidate={props.unchecked}
      className={`button button-${props.tone ?? 'primary'}`}
    >
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </button>
  )
}

/** The one button that a form is for, with what happens next in a sentence under it. */
export function SubmitButton(props: {
  tone?: ButtonTone
  name?: string
  value?: string
  note?: ReactNode
  icon?: IconName
  children: ReactNode
}) {
  const { note, ...button } = props
  return (
    <div className="grid justify-items-start gap-2">
      <Button {...button} />
      {note ? <p className="max-w-[60ch] text-xs text-quiet">{note}</p> : null}
    </div>
  )
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton(props: {
  href: string
  tone?: ButtonTone
  icon?: IconName
  children: ReactNode
}) {
  return (
    <a href={props.href} className={`button button-${props.tone ?? 'quiet'} justify-self-start`}>
      {props.icon ? <Icon name={props.icon} /> : null}
      {props.children}
    </a>
  )
}

/** Asks before the act, in place, also without a script: the fold holds the form with the real button. */
export function ConfirmStep(props: {
  label: ReactNode
  sentence: ReactNode
  tone?: 'danger' | 'quiet' | 'primary'
  /** Open from the start: what was sent from here came back with something to mend. */
  open?: boolean
  children: ReactNode
}) {
  const tone = props.tone ?? 'danger'
  return (
    <details className={`confirm ${tone === 'danger' ? 'confirm-danger' : ''}`} open={props.open}>
      <summary className={`button button-${tone}`}>{props.label}</summary>
      <div className="confirm-panel grid gap-3">
        <p className="max-w-[60ch]">{props.sentence}</p>
        {props.children}
      </div>
    </details>
  )
}

/** A form of one button. */
export function ActionForm(props: {
  intent: string
  label: ReactNode
  tone?: ButtonTone
  icon?: IconName
  fields?: Readonly<Record<string, string>>
  confirm?: string
  action?: string
}) {
  return (
    <Form intent={props.intent} action={props.action} confirm={props.confirm} bare>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button tone={props.tone} icon={props.icon}>
        {props.label}
      </Button>
    </Form>
  )
}
