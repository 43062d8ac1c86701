import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { HiddenField } from '~/components/forms/fields'
import { Form } from '~/components/forms/form'
import { Button } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Avatar } from '~/components/page/people'
import { Section } from '~/components/page/section'
import { Code } from '~/components/page/text'
import { deliveredWork } from '~/domain/figures/delivered-work.server'
import { serve } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { env, isPlayground } from '~/platform/env.server'

export const handle = { script: false }

const roles = [
  'client',
  'client_abroad',
  'client_paying',
  'client_farm',
  'freelancer',
  'member',
  'rater',
  'newcomer',
  'learner',
  'partner',
  'author',
  'reviewer',
  'second_reviewer',
  'funder',
  'operator',
] as const
type Role = (typeof roles)[number]
type Persona = { role: Role; name: string; email: string; password: string; startHere?: string }

const isPersona = (value: Partial<Persona>): value is Persona =>
  roles.some((role) => role === value.role) &&
  [value.name, value.email, value.password].every((text) => typeof text === 'string')

type Tour = {
  personas: Persona[]
  places: Record<string, string>
  /** Who takes a step that the lot gave to somebody. */
  takers: Record<string, Role>
  models: string[]
}

const nothing: Tour = { personas: [], places: {}, takers: {}, models: [] }

/** The people of the demo and where their steps happen, as the seed wrote them down beside its data. */
async function readTour(): Promise<Tour> {
  try {
    const text = await readFile(join(env().SAMAR_DATA_DIR, 'personas.json'), 'utf8')
    const found = JSON.parse(text) as Partial<Tour> & { personas: Partial<Persona>[] }
    return { ...nothing, ...found, personas: found.personas.filter(isPersona) }
  } catch {
    return nothing
  }
}

/** Only where everybody and everything is invented. */
export const loader = serve('anyone', async ({ t, db }) => {
  if (!isPlayground()) throw new Refused('not_found')
  const [{ personas, places, takers, models }, [latest]] = await Promise.all([
    readTour(),
    deliveredWork(db, 1),
  ])
  return {
    title: t('tour.title'),
    personas,
    takers,
    models,
    places: {
      ...places,
      verdict: latest ? `/verdicts/${latest.verdictId}` : '/verdicts',
    } as Record<string, string>,
  }
})

type Step = { as: Role | 'anyone'; key: string; href: string | null }

/** The walk in the order in which it happens: who takes the step, and where. */
const walk = [
  { as: 'anyone', key: 'brief', href: '/briefs' },
  { as: 'anyone', key: 'verdict', href: '/verdicts' },
  { as: 'freelancer', key: 'turn', href: '/dashboard' },
  { as: 'freelancer', key: 'proposal', href: '/briefs' },
  { as: 'client_abroad', key: 'accept_proposal', href: '/dashboard' },
  { as: 'freelancer', key: 'sign', href: '/contracts' },
  { as: 'client_paying', key: 'fund', href: '/contracts' },
  { as: 'freelancer', key: 'submit', href: '/contracts' },
  { as: 'freelancer', key: 'watch', href: '/contracts' },
  { as: 'client', key: 'accept', href: '/contracts' },
  { as: 'member', key: 'statement', href: '/money' },
  { as: 'anyone', key: 'clock', href: null },
  { as: 'operator', key: 'desk', href: '/desk/contracts' },
  { as: 'anyone', key: 'mailbox', href: '/mailbox' },
] as const satisfies readonly Step[]

/** The same outcome sold again: read, ordered, and waiting for what the client provides. */
const offers = [
  { as: 'anyone', key: 'offer', href: '/offers' },
  { as: 'client_abroad', key: 'order', href: '/offers' },
  { as: 'client', key: 'inputs', href: '/contracts' },
  { as: 'freelancer', key: 'sell', href: '/offers/new' },
] as const satisfies readonly Step[]

/** Measuring from near: attempts, people who judge, a service that is watched, a claim. */
const measuring = [
  { as: 'client_farm', key: 'attempts', href: '/contracts' },
  { as: 'client_farm', key: 'claim', href: '/contracts' },
  { as: 'freelancer', key: 'status', href: '/contracts' },
  { as: 'rater', key: 'rate', href: '/ratings' },
  { as: 'client', key: 'object', href: '/contracts' },
  { as: 'anyone', key: 'measuring', href: '/measuring' },
] as const satisfies readonly Step[]

/** From the exposure check to a credential that anybody can verify. */
const learning = [
  { as: 'anyone', key: 'exposure', href: '/exposure' },
  { as: 'anyone', key: 'track', href: '/tracks/evaluation-engineer' },
  { as: 'learner', key: 'resume', href: '/learning' },
  { as: 'learner', key: 'exercise', href: '/tracks/evaluation-engineer/urgent-messages' },
  { as: 'reviewer', key: 'review', href: '/reviewing' },
  { as: 'partner', key: 'appeal', href: '/reviewing' },
  { as: 'partner', key: 'funnel', href: '/dashboard' },
  { as: 'author', key: 'author', href: '/dashboard' },
  { as: 'anyone', key: 'credential', href: '/verify' },
  { as: 'anyone', key: 'verify', href: '/verify' },
] as const satisfies readonly Step[]

export default function TourPage() {
  const { personas, places, takers, models } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const who = { personas, takers }
  return (
    <Page title={t('tour.title')} lead={t('tour.lead')}>
      <Section title={t('tour.personas_title')} lead={t('tour.personas_lead')}>
        {personas.length === 0 ? (
          <EmptyState
            title={t('tour.personas_title')}
            body={t('tour.no_personas')}
            action={{ href: '/sign-up', label: t('nav.sign_up') }}
          />
        ) : (
          <Personas personas={personas} />
        )}
      </Section>
      <Section title={t('tour.walk_title')} lead={t('tour.walk_lead')}>
        <Steps steps={walk} {...who} places={places} />
      </Section>
      <Section title={t('tour.offers_title')} lead={t('tour.offers_lead')}>
        <Steps steps={offers} {...who} places={places} />
      </Section>
      <Section title={t('tour.measuring_title')} lead={t('tour.measuring_lead')}>
        <Steps steps={measuring} {...who} places={places} />
      </Section>
      <Section title={t('tour.learning_title')} lead={t('tour.learning_lead')}>
        <Steps steps={learning} {...who} places={places} />
      </Section>
      {models.length > 0 ? (
        <Section title={t('tour.models_title')} lead={t('tour.models_lead')}>
          <ul className="m-0 grid list-none gap-1 p-0">
            {models.map((url) => (
              <li key={url}>
                <Code>{url}</Code>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title={t('tour.aside_title')}>
        <ul className="prose m-0 grid gap-2 ps-6">
          <li>{t('tour.aside_language')}</li>
          <li>{t('tour.aside_script')}</li>
          <li>{t('tour.aside_phone')}</li>
        </ul>
      </Section>
    </Page>
  )
}

/** Steps in their order: who takes each, and where it happens. */
function Steps(props: {
  steps: typeof walk | typeof offers | typeof measuring | typeof learning
  personas: readonly Persona[]
  takers: Record<string, Role>
  places: Record<string, string>
}) {
  const { t, number } = useLanguage()
  return (
    <ol className="m-0 grid list-none border-t border-hairline p-0">
      {props.steps.map((step, index) => {
        const as = props.takers[step.key] ?? step.as
        const persona = props.personas.find(({ role }) => role === as)
        const href = props.places[step.key] ?? step.href
        const sentence = t(`tour.step_${step.key}`)
        return (
          <li
            key={step.key}
            className="relative grid grid-cols-[2.5rem_1fr] gap-x-2 gap-y-0.5 border-b border-hairline py-3 hover:bg-sunken sm:grid-cols-[2.5rem_13rem_1fr] sm:px-2"
          >
            <span className="font-semibold text-accent">{number(index + 1)}</span>
            <span className="text-sm text-quiet">
              {t(`tour.as_${as}`)}
              {persona ? (
                <>
                  {' · '}
                  <bdi>{persona.name}</bdi>
                </>
              ) : null}
            </span>
            <span className="col-start-2 sm:col-start-3">
              <StepLink href={href} persona={persona} sentence={sentence} />
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** Signs in as the person of the step and goes where it happens; the whole row is the button. */
function StepLink(props: { href: string | null; persona?: Persona; sentence: string }) {
  if (!props.href) return props.sentence
  const look = 'underline underline-offset-4 decoration-1 text-accent after:absolute after:inset-0'
  if (!props.persona) {
    return (
      <a href={props.href} className={look}>
        {props.sentence}
      </a>
    )
  }
  return (
    <SignInForm persona={props.persona} next={props.href}>
      <button type="submit" className={`cursor-pointer text-start ${look}`}>
        {props.sentence}
      </button>
    </SignInForm>
  )
}

function SignInForm(props: { persona: Persona; next: string; children: ReactNode }) {
  return (
    <Form intent="sign-in" action="/sign-in" bare>
      <HiddenField name="email" value={props.persona.email} />
      <HiddenField name="password" value={props.persona.password} />
      <HiddenField name="next" value={props.next} />
      {props.children}
    </Form>
  )
}

function Personas({ personas }: { personas: readonly Persona[] }) {
  const { t } = useLanguage()
  return (
    <ul className="m-0 grid list-none gap-x-10 border-t border-hairline p-0 md:grid-cols-2">
      {personas.map((persona) => (
        <li
          key={persona.email}
          className="flex flex-wrap items-start gap-3 border-b border-hairline py-4"
        >
          <Avatar name={persona.name} />
          <div className="grid min-w-0 flex-1 gap-0.5">
            <span className="font-semibold">
              <bdi>{persona.name}</bdi>
            </span>
            <span className="text-xs text-quiet">{t(`tour.as_${persona.role}`)}</span>
            <span className="text-sm">
              <span className="sr-only">{t('tour.email')}: </span>
              <Code>{persona.email}</Code>
            </span>
            <span className="text-sm">
              <span className="text-quiet">{t('tour.password')}: </span>
              <Code>{persona.password}</Code>
            </span>
          </div>
          <SignInForm persona={persona} next={persona.startHere ?? '/dashboard'}>
            <Button tone="quiet">
              {t('nav.sign_in')}
              <span className="sr-only">: {persona.name}</span>
            </Button>
          </SignInForm>
        </li>
      ))}
    </ul>
  )
}
