import type { ComponentProps, ReactNode } from 'react'
import { type Goal, goalsByKind, type WorkKind } from '~/domain/outcomes/criteria/work-kind'
import { useLanguage } from '../page/language'
import { Tabs } from '../page/navigation'
import { Page } from '../page/page'
import { CriterionStep } from './criterion-step'

type Step = ComponentProps<typeof CriterionStep>

/** The page on which a criterion is written and then looked at, of a brief or of an offer. */
export function NewCriterion(props: {
  kind: WorkKind
  goal: Goal
  facts: Step['fields']['facts']
  people: Step['fields']['people']
  defaults: Step['defaults']
  state: Step['state']
  /** The page of all criteria. */
  path: string
  above: { href: string; label: string }
  all: string
  /** In place of the form, where these data cannot show such a criterion. */
  instead?: ReactNode
}) {
  const { t } = useLanguage()
  const { kind, goal, facts, people, state, path } = props
  const previewed = Boolean(state && 'previewed' in state && state.previewed)
  return (
    <Page
      title={t(previewed ? 'criteria.preview_title' : `criteria.kind_${kind}`)}
      lead={t(previewed ? 'criteria.preview_lead' : `criteria.kind_${kind}_body`)}
      width={previewed ? 'reading' : 'form'}
      crumbs={[
        props.above,
        { href: path, label: props.all },
        { label: t(`criteria.kind_${kind}`) },
      ]}
    >
      {props.instead ?? (
        <>
          {kind === 'serve' && !previewed ? (
            <Tabs
              label={t('criteria.goal_serve')}
              items={goalsByKind.serve
                .filter((name) => facts !== null || name === 'availability')
                .map((name) => ({
                  href: `${path}/new?kind=serve&goal=${name}`,
                  label: t(`criteria.serve_${name}`),
                  current: name === goal,
                }))}
            />
          ) : null}
          <CriterionStep
            fields={{ kind, goal, facts, people, items: 0 }}
            defaults={props.defaults}
            state={state}
            intent="add"
          />
        </>
      )}
    </Page>
  )
}
