import { criterionFigure, criterionName } from '~/components/outcomes/criterion-figure'
import type { ReaderLanguage } from '~/components/page/language'
import { isolated } from '~/components/page/text'
import { artefactFacts } from '~/components/people/artefact-list'
import { entryName } from '~/components/people/portfolio'
import type { EntryOfPage } from '~/components/people/shown-entry'
import type { Artefact } from '~/domain/reputation/artefact'
import type { portfolioPage } from '~/domain/reputation/portfolio-page.server'
import { proofHref } from '~/domain/skills/claim'
import { skillById } from '~/domain/skills/taxonomy'
import { countryName, languageName } from '~/kernel/countries'
import type { Language } from '~/platform/languages/language'
import type { Paper, PaperBlock } from '~/platform/paper/render-pdf.server'

type Page = Awaited<ReturnType<typeof portfolioPage>>
type Pictures = ReadonlyMap<string, Uint8Array>
type Context = {
  language: ReaderLanguage
  page: Page
  pictures: Pictures
  origin: string
}

const linked = (text: string, href = text): PaperBlock => ({ kind: 'address', text, href })

/** The portfolio as its page shows it, for paper. Dates are those of UTC. */
export function portfolioPaper(
  reader: Language,
  page: Page,
  pictures: Pictures,
  origin: string,
  at: Date,
): Paper {
  const language = reader as ReaderLanguage
  const { t, date } = language
  const { person, code } = page
  const context = { language, page, pictures, origin }
  const query = code ? `?code=${encodeURIComponent(code)}` : ''
  return {
    title: t('portfolio.title', { name: person.name }),
    author: person.name,
    language: reader.locale,
    rtl: reader.dir === 'rtl',
    at,
    foot: (number, pages) =>
      `${t('common.samar')} · ${isolated(person.name)} · ${t('portfolio.paper_page', { page: number, pages })}`,
    blocks: [
      { kind: 'name', text: person.name },
      ...(person.headline ? [{ kind: 'lead' as const, text: person.headline }] : []),
      { kind: 'quiet', text: factsOf(context) },
      { kind: 'quiet', text: t('portfolio.paper_as_of', { date: date(at) }) },
      linked(`${origin}/people/${person.personId}/portfolio${query}`),
      ...(person.about ? [{ kind: 'text' as const, text: `\n${person.about}` }] : []),
      ...outcomesOf(context),
      ...worksOf(context),
      ...skillsOf(context),
      ...credentialsOf(context),
    ],
  }
}

function factsOf({ language, page }: Context): string {
  const { locale, list } = language
  const { country, languages, teams } = page.person
  return [
    countryName(country, locale),
    ...(languages.length > 0 ? [list(languages.map((one) => languageName(one, locale)))] : []),
    ...teams.map(({ name }) => isolated(name)),
  ].join(' · ')
}

function outcomesOf(context: Context): PaperBlock[] {
  const { language, page } = context
  const { t } = language
  return [
    { kind: 'heading', text: t('portfolio.outcomes_title') },
    {
      kind: 'quiet',
      text: t(page.entries.length > 0 ? 'portfolio.outcomes_lead' : 'portfolio.outcomes_none'),
    },
    ...page.entries.flatMap((entry) => entryBlocks(context, entry)),
  ]
}

function entryBlocks(context: Context, entry: EntryOfPage): PaperBlock[] {
  const { language, origin, page } = context
  const { t, date } = language
  const role = entry.people[0]?.role
  const facts = [
    t(entry.verified ? 'person.verified' : 'person.accepted'),
    isolated(entry.client ?? t('portfolio.client_unnamed')),
    date(entry.deliveredAt),
    ...(role ? [t('portfolio.part', { role: t(`role.${role}`) })] : []),
    t('person.with_team', { team: isolated(entry.team.name) }),
  ]
  return [
    { kind: 'strong', text: entryName(language, entry) },
    { kind: 'quiet', text: facts.join(' · ') },
    ...entry.results.map(
      (result): PaperBlock => ({ kind: 'quiet', text: measuredLine(language, result) }),
    ),
    ...(entry.words
      ? ([
          {
            kind: 'quiet',
            text: t('portfolio.in_own_words', { name: isolated(page.person.name) }),
          },
          { kind: 'text', text: entry.words },
        ] satisfies PaperBlock[])
      : []),
    ...(entry.verdictId
      ? [
          {
            kind: 'quiet' as const,
            text: t('portfolio.verdict_number', { id: isolated(entry.verdictId) }),
          },
          linked(`${origin}/verdicts/${entry.verdictId}`),
        ]
      : []),
    ...entry.artefacts.flatMap((artefact) => artefactBlocks(context, artefact)),
  ]
}

function measuredLine(language: ReaderLanguage, result: EntryOfPage['results'][number]): string {
  const { t } = language
  const { criterion, estimate, lower, upper, n } = result
  const figure = (value: number | null) =>
    value === null ? '–' : criterionFigure(language, criterion, value)
  return t('portfolio.measured_line', {
    // It reads as its sentence does, also where it begins with letters of another script ("F1").
    metric: `${language.dir === 'rtl' ? '\u2067' : '\u2066'}${criterionName(language, criterion)}\u2069`,
    estimate: figure(estimate),
    low: figure(lower),
    high: figure(upper),
    target: t(criterion.direction === 'at_least' ? 'common.at_least' : 'common.at_most', {
      target: figure(criterion.target),
    }),
    n,
  })
}

function artefactBlocks(context: Context, artefact: Artefact): PaperBlock[] {
  const { language, page, pictures } = context
  const bytes = pictures.get(artefact.id)
  const facts = artefactFacts(language, artefact, page.person.name)
  const { description } = artefact.repository ?? { description: '' }
  return [
    { kind: 'strong', text: artefact.title },
    ...(description ? [{ kind: 'text' as const, text: description }] : []),
    ...(artefact.part
      ? [
          {
            kind: 'quiet' as const,
            text: language.t('portfolio.work_part', { part: isolated(artefact.part) }),
          },
        ]
      : []),
    ...(facts.length > 0 ? [{ kind: 'quiet' as const, text: facts.join(' · ') }] : []),
    ...(artefact.url ? [linked(artefact.url)] : []),
    ...(bytes ? [{ kind: 'picture' as const, bytes, alt: artefact.title }] : []),
  ]
}

function worksOf(context: Context): PaperBlock[] {
  const { language, page } = context
  if (page.artefacts.length === 0) return []
  const { t } = language
  return [
    { kind: 'heading', text: t('portfolio.works_title') },
    { kind: 'quiet', text: t('portfolio.works_lead', { name: isolated(page.person.name) }) },
    ...page.artefacts.flatMap((artefact) => artefactBlocks(context, artefact)),
  ]
}

function skillsOf({ language, page, origin }: Context): PaperBlock[] {
  const { t, locale } = language
  const { claims, personId } = page.person
  if (claims.length === 0) return []
  return [
    { kind: 'heading', text: t('portfolio.skills_title') },
    ...claims.flatMap((claim): PaperBlock[] => {
      const skill = skillById(claim.skillId)?.name[locale] ?? claim.skillId
      const href = proofHref(claim, personId)
      const line = t('portfolio.paper_skill', { skill, level: t(`skill.level_${claim.level}`) })
      return [
        { kind: 'text', text: line },
        ...(href ? [linked(href.startsWith('/') ? `${origin}${href}` : href)] : []),
        ...(!href && claim.evidenceKind === 'credential'
          ? [{ kind: 'quiet' as const, text: t('skill.evidence_on_request') }]
          : []),
      ]
    }),
  ]
}

function credentialsOf({ language, page, origin }: Context): PaperBlock[] {
  const { t, date } = language
  if (page.credentials.length === 0) return []
  return [
    { kind: 'heading', text: t('credential.profile_title') },
    ...page.credentials.flatMap((item): PaperBlock[] => [
      { kind: 'strong', text: item.name },
      {
        kind: 'quiet',
        text: `${isolated(item.issuer)} · ${date(item.issuedAt)} · ${t(`credential.standing_${item.standing}`)}`,
      },
      linked(`${origin}/credentials/${item.credentialId}`),
    ]),
  ]
}
