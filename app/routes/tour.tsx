import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/button'
import { EmptyState } from '~/components/empty-state'
import { useLanguage } from '~/components/language'
import { Page } from '~/components/page'
import { Avatar } from '~/components/people'
import { Section } from '~/components/section'
import { Code } from '~/components/text'
import { serve } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'
import { env, isPlayground } from '~/platform/env.server'

export const handle = { script: false }

const keys = ['client', 'lead', 'member', 'partner', 'funder', 'operator'] as const
type PersonaKey = (typeof keys)[number]
type Persona = {
  key: PersonaKey
  name: string
  email: string
  password: string
  organisation?: string
}
type Tour = { personas: Persona[]; links: Record<string, string> }

const isPersona = (value: Partial<Persona>): value is Persona =>
  keys.some((key) => key === value.key) &&
  [value.name, value.email, value.password].every((text) => typeof text === 'string')

/** The people and places of the demo, as the seed wrote them down beside its data. */
async function readTour(): Promise<Tour> {
  try {
    const text = await readFile(join(env().SAMAR_DATA_DIR, 'personas.json'), 'utf8')
    const found = JSON.parse(text) as {
      personas?: Partial<Persona>[]
      links?: Record<string, string>
    }
    return { personas: (found.personas ?? []).filter(isPersona), links: found.links ?? {} }
  } catch {
    return { personas: [], links: {} }
  }
}

/** Only where everybody and everything is invented. */
export const loader = serve('anyone', async ({ t }) => {
  if (!isPlayground()) throw new Refused('not_found')
  return { title: t('tour.title'), ...(await readTour()) }
})

type Step = {
  as: PersonaKey | 'anyone'
  key:
    | 'brief'
    | 'verdict'
    | 'turn'
    | 'proposal'
    | 'accept_proposal'
    | 'sign'
    | 'fund'
    | 'submit'
    | 'watch'
    | 'accept'
    | 'statement'
    | 'clock'
    | 'desk'
    | 'mailbox'
  link: string | null
  fallback: string
}

/** The walk in the order in which it happens, each step with the person who takes it. */
const walk: readonly Step[] = [
  { as: 'anyone', key: 'brief', link: 'brief', fallback: '/briefs' },
  { as: 'anyone', key: 'verdict', link: 'verdict', fallback: '/briefs' },
  { as: 'lead', key: 'turn', link: null, fallback: '/dashboard' },
  { as: 'lead', key: 'proposal', link: 'brief', fallback: '/briefs' },
  { as: 'client', key: 'accept_proposal', link: 'brief_with_proposals', fallback: '/briefs' },
  { as: 'client', key: 'sign', link: 'terms', fallback: '/contracts' },
  { as: 'client', key: 'fund', link: 'funding', fallback: '/contracts' },
  { as: 'lead', key: 'submit', link: 'submit', fallback: '/contracts' },
  { as: 'lead', key: 'watch', link: 'submit', fallback: '/contracts' },
  { as: 'client', key: 'accept', link: 'review', fallback: '/contracts' },
  { as: 'member', key: 'statement', link: 'statement', fallback: '/money' },
  { as: 'anyone', key: 'clock', link: null, fallback: '' },
  { as: 'operator', key: 'desk', link: null, fallback: '/desk' },
  { as: 'anyone', key: 'mailbox', link: null, fallback: '/mailbox' },
]

export default function TourPage() {
  const { personas, links } = useLoaderData<typeof loader>()
  const { t, number } = useLanguage()
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
        <ol className="m-0 grid list-none border-t border-hairline p-0">
          {walk.map((step, index) => (
            <li
              key={step.key}
              className="relative grid grid-cols-[2.5rem_1fr] gap-x-2 gap-y-0.5 border-b border-hairline py-3 hover:bg-sunken sm:grid-cols-[2.5rem_11rem_1fr] sm:px-2"
            >
              <span className="font-semibold text-accent">{number(index + 1)}</span>
              <span className="text-sm text-quiet">
                {t(`tour.as_${step.as}`)}
                {step.as === 'anyone' ? null : <PersonaName personas={personas} of={step.as} />}
              </span>
              <span className="col-start-2 sm:col-start-3">
                {step.fallback ? (
                  <a
                    href={(step.link && links[step.link]) || step.fallback}
                    className="after:absolute after:inset-0"
                  >
                    {t(`tour.step_${step.key}`)}
                  </a>
                ) : (
                  t(`tour.step_${step.key}`)
                )}
              </span>
            </li>
          ))}
        </ol>
      </Section>
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

function PersonaName(props: { personas: readonly Persona[]; of: PersonaKey }) {
  const found = props.personas.find(({ key }) => key === props.of)
  return found ? (
    <>
      {' · '}
      <bdi>{found.name}</bdi>
    </>
  ) : null
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
            <span className="text-xs text-quiet">
              {t(`tour.as_${persona.key}`)}
              {persona.organisation ? (
                <>
                  {' · '}
                  <bdi>{persona.organisation}</bdi>
                </>
              ) : null}
            </span>
            <span className="text-sm">
              <span className="sr-only">{t('tour.email')}: </span>
              <Code>{persona.email}</Code>
            </span>
            <span className="text-sm">
              <span className="text-quiet">{t('tour.password')}: </span>
              <Code>{persona.password}</Code>
            </span>
          </div>
          <LinkButton href={`/sign-in?email=${encodeURIComponent(persona.email)}`}>
            {t('nav.sign_in')}
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}
