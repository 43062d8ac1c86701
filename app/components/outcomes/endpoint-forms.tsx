import type { ReactNode } from 'react'
import {
  type AnswerRule,
  answerRules,
  type EndpointKind,
  endpointKinds,
  isAsked,
  mostConcurrency,
  mostRowsPerRequest,
  usualConcurrency,
} from '~/domain/outcomes/endpoints/endpoint'
import { type PresetSource, presetOf } from '~/domain/outcomes/endpoints/endpoint-draft'
import { fileWaitHours } from '~/domain/outcomes/runs/evaluation'
import { CheckboxField, HiddenField, SelectField, TextArea, TextField } from '../forms/fields'
import { Form, FormActions, type FormState, RepeatRows } from '../forms/form'
import { SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Notice } from '../page/notice'
import { Section } from '../page/section'
import { CodeBlock } from '../page/text'

/** What a registration shows of itself: of headers only the names. */
export type Registered = {
  readonly kind: EndpointKind
  readonly url: string
  readonly headerNames: readonly string[]
  readonly requestTemplate: string
  readonly answerPointer: string
  readonly listPointer: string
  readonly answerRule: AnswerRule
  readonly rowsPerRequest: number
  readonly concurrency: number
}

export const isEndpointKind = (text: unknown): text is EndpointKind =>
  endpointKinds.some((kind) => kind === text)

/** The kind of the form that was sent, if one was: its errors belong to no other. */
export function sentKind(state: FormState | undefined): EndpointKind | null {
  const sent = state?.values?.kind
  return isEndpointKind(sent) ? sent : null
}

/** What is registered, where it cannot be changed any more or for the moment; `why` says why. */
export function EndpointFixed({ why, inner }: { why: string; inner: Registered | null }) {
  const { t, number } = useLanguage()
  return (
    <>
      <Notice tone="info" title={t('milestone.endpoint_fixed')}>
        <p>{why}</p>
      </Notice>
      {inner && !isAsked(inner.kind) ? <p>{t('asking.registered_file')}</p> : null}
      {inner && isAsked(inner.kind) ? (
        <>
          <DescriptionList
            items={[
              { term: t('asking.ways'), value: t(`asking.way_${inner.kind}`) },
              {
                term: t('milestone.endpoint_url'),
                value: (
                  <bdi dir="ltr" className="break-all">
                    {inner.url}
                  </bdi>
                ),
              },
              {
                term: t('milestone.endpoint_headers_set'),
                value:
                  inner.headerNames.length > 0 ? (
                    <bdi dir="ltr">{inner.headerNames.join(', ')}</bdi>
                  ) : (
                    t('common.none')
                  ),
              },
              ...(inner.kind === 'batch'
                ? [
                    {
                      term: t('asking.list_pointer'),
                      value: <bdi dir="ltr">{inner.listPointer || '/'}</bdi>,
                    },
                    { term: t('asking.rows_per_request'), value: number(inner.rowsPerRequest) },
                  ]
                : []),
              {
                term: t('milestone.endpoint_pointer'),
                value: <bdi dir="ltr">{inner.answerPointer}</bdi>,
              },
              { term: t('asking.rule'), value: t(`asking.rule_${inner.answerRule}`) },
              { term: t('asking.concurrency'), value: number(inner.concurrency) },
            ]}
          />
          <CodeBlock label={t('milestone.endpoint_template')} text={inner.requestTemplate} />
        </>
      ) : null}
    </>
  )
}

/** The ways of asking, each a link that fills in the form. */
export function EndpointWays(props: {
  /** The page itself. */
  here: string
  kinds: readonly EndpointKind[]
  kind: EndpointKind
  lead?: string
}) {
  const { t } = useLanguage()
  return (
    <Section title={t('asking.ways')} lead={props.lead}>
      <nav aria-label={t('asking.ways')} className="flex flex-wrap gap-2">
        {props.kinds.map((way) => (
          <a
            key={way}
            href={`${props.here}?as=${way}`}
            aria-current={way === props.kind ? 'true' : undefined}
            className={`button button-${way === props.kind ? 'primary' : 'quiet'}`}
          >
            {t(`asking.way_${way}`)}
          </a>
        ))}
      </nav>
    </Section>
  )
}

/** Predictions come as a file: nothing but a tick is asked. */
export function EndpointByFile({
  chosen,
  state,
}: {
  chosen: boolean
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  return (
    <Form intent="endpoint" state={state}>
      <HiddenField name="kind" value="file" />
      <CheckboxField
        name="handOut"
        label={t('asking.hand_out', { hours: fileWaitHours })}
        help={t('asking.hand_out_help')}
        required
        defaultChecked={chosen}
      />
      <FormActions>
        <SubmitButton note={t('asking.save_file_note')}>{t('asking.save_file')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

function Headers({ headers, most }: { headers: readonly string[]; most: number }) {
  const { t } = useLanguage()
  return (
    <RepeatRows
      legend={t('milestone.endpoint_headers')}
      help={t('milestone.endpoint_headers_help')}
      count={headers.length}
      min={0}
      max={most}
      addLabel={t('milestone.endpoint_header_add')}
      rowLabel={(index) => t('milestone.endpoint_header', { n: index + 1 })}
    >
      {(index) => (
        <>
          <TextField
            name={`headers.${index}.name`}
            label={t('milestone.endpoint_header_name')}
            dir="ltr"
            defaultValue={headers[index]}
          />
          <TextField
            name={`headers.${index}.value`}
            label={t('milestone.endpoint_header_value')}
            dir="ltr"
            autoComplete="off"
          />
        </>
      )}
    </RepeatRows>
  )
}

/** Where a system answers, what is sent there, and where in the response the answer stands. */
export function EndpointRegistration(props: {
  kind: EndpointKind
  /** What is registered now. */
  inner: Registered | null
  source: PresetSource
  mostHeaders: number
  /** What addresses may be given. */
  urlHelp: ReactNode
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  const { inner, kind, source, state } = props
  const preset = inner && inner.kind === kind ? inner : presetOf(kind, source)
  const batch = kind === 'batch'
  const shown = `\u2068${source.columns.join(', ')}\u2069`
  return (
    <Form intent="endpoint" state={state}>
      <HiddenField name="kind" value={kind} />
      <TextField
        name="url"
        label={t('milestone.endpoint_url')}
        help={props.urlHelp}
        dir="ltr"
        type="url"
        inputMode="url"
        defaultValue={inner?.url || undefined}
        required
      />
      <Headers headers={inner?.headerNames ?? []} most={props.mostHeaders} />
      <TextArea
        name="requestTemplate"
        label={t('milestone.endpoint_template')}
        help={t(batch ? 'asking.template_rows_help' : 'milestone.endpoint_template_help', {
          columns: shown,
        })}
        rows={kind === 'chat' ? 16 : 6}
        defaultValue={preset.requestTemplate}
        required
      />
      {batch ? (
        <TextField
          name="listPointer"
          label={t('asking.list_pointer')}
          help={t('asking.list_pointer_help')}
          dir="ltr"
          width="medium"
          defaultValue={preset.listPointer}
        />
      ) : null}
      <TextField
        name="answerPointer"
        label={t(batch ? 'asking.item_pointer' : 'milestone.endpoint_pointer')}
        help={t(batch ? 'asking.item_pointer_help' : 'milestone.endpoint_pointer_help')}
        dir="ltr"
        width="medium"
        defaultValue={preset.answerPointer}
      />
      <SelectField
        name="answerRule"
        label={t('asking.rule')}
        help={t('asking.rule_help')}
        required
        width="medium"
        defaultValue={preset.answerRule}
        options={answerRules.map((rule) => ({ value: rule, label: t(`asking.rule_${rule}`) }))}
      />
      {batch ? (
        <TextField
          name="rowsPerRequest"
          label={t('asking.rows_per_request')}
          help={t('asking.rows_per_request_help', { most: mostRowsPerRequest })}
          required
          inputMode="numeric"
          width="short"
          defaultValue={preset.rowsPerRequest}
        />
      ) : null}
      <TextField
        name="concurrency"
        label={t('asking.concurrency')}
        help={t('asking.concurrency_help', { most: mostConcurrency })}
        required
        inputMode="numeric"
        width="short"
        defaultValue={inner?.concurrency ?? usualConcurrency}
      />
      <FormActions>
        <SubmitButton note={t('milestone.endpoint_save_note')}>
          {t('milestone.endpoint_save')}
        </SubmitButton>
      </FormActions>
    </Form>
  )
}
