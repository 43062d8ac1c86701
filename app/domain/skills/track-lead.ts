import { isRole, type Role, roles } from './roles'
import { needsOfRole, skillById, skillsOfRole } from './taxonomy'

/** What this module has to know of a published track. */
export type TrackLead = {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly hours: number
  /** Skills of the taxonomy that it teaches. */
  readonly skills: readonly string[]
  /** Roles that it leads to. */
  readonly roles: readonly string[]
  /** Skills of the taxonomy that it asks for first. */
  readonly needs: readonly string[]
  /** Codes of O*NET-SOC from which it leads on. */
  readonly leadsFrom: readonly string[]
}

/**
 * Why a track is shown: its authors name the occupation; else some of its skills are there already;
 * else some that help in the role it leads to; else it asks for nothing that is not there, and begins
 * from the beginning.
 */
export const leadReasons = ['authors', 'skills', 'role', 'open'] as const
export type LeadReason = (typeof leadReasons)[number]

export type LedTrack = {
  readonly track: TrackLead
  readonly reason: LeadReason
  /** Ids of the services that its authors name. */
  readonly from: readonly string[]
  readonly have: readonly string[]
  readonly missing: readonly string[]
  /** Skills that are there, that it does not teach, and that help in its roles. */
  readonly helping: readonly string[]
}

const mostTracks = 3

/** What a person may be counted to know: their own skills, and what their services bring along. */
function known(
  occupations: readonly { readonly brings: readonly string[] }[],
  ownSkills: readonly string[],
): ReadonlySet<string> {
  return new Set([...ownSkills, ...occupations.flatMap(({ brings }) => brings)])
}

/** A track that names the group of an occupation leads on from each of its parts. */
export const leadsOnFrom = (from: string, soc: string) =>
  from === soc || from.replace(/\.00$/, '') === soc.slice(0, 7)

/** What somebody knows that is of use in the roles of a track. */
const helpingIn = (track: TrackLead, has: ReadonlySet<string>) => [
  ...new Set(
    track.roles
      .filter(isRole)
      .flatMap((role) => skillsOfRole(role).flatMap(({ id }) => (has.has(id) ? id : []))),
  ),
]

/**
 * Up to three tracks that lead on from somebody's services, with what they know of each and what is
 * missing, what the track needs first included: those whose authors name the services first, those
 * that serve most of them before others, then those with the smallest gap. A track that would teach
 * nothing new is left out, and so is one of which nothing is known and that cannot be begun.
 */
export function tracksFrom(
  occupations: readonly {
    readonly id: string
    readonly soc: string
    readonly brings: readonly string[]
  }[],
  tracks: readonly TrackLead[],
  ownSkills: readonly string[],
): LedTrack[] {
  if (occupations.length === 0) return []
  const has = known(occupations, ownSkills)
  return tracks
    .flatMap((track): LedTrack[] => {
      const from = occupations.filter(({ soc }) =>
        track.leadsFrom.some((one) => leadsOnFrom(one, soc)),
      )
      const skills = [...new Set([...track.needs, ...track.skills])].filter(skillById)
      const have = skills.filter((id) => has.has(id))
      const missing = skills.filter((id) => !has.has(id))
      const helping = helpingIn(track, has).filter((id) => !have.includes(id))
      const holds: Record<LeadReason, boolean> = {
        authors: from.length > 0,
        skills: have.length > 0,
        role: helping.length > 0,
        open: track.needs.every((id) => has.has(id)),
      }
      const reason = leadReasons.find((one) => holds[one])
      if (!reason || !track.skills.some((id) => missing.includes(id))) return []
      return [{ track, reason, from: from.map(({ id }) => id), have, missing, helping }]
    })
    .sort(
      (a, b) =>
        leadReasons.indexOf(a.reason) - leadReasons.indexOf(b.reason) ||
        b.from.length - a.from.length ||
        a.missing.length - b.missing.length ||
        b.helping.length - a.helping.length ||
        a.track.hours - b.track.hours ||
        (a.track.slug < b.track.slug ? -1 : 1),
    )
    .slice(0, mostTracks)
}

export type NearRole = {
  readonly role: Role
  readonly have: readonly string[]
  /** Core skills that are not there. */
  readonly missing: readonly string[]
}

/** The roles of a deployment team that somebody's present work comes nearest to, the nearest first. */
export function rolesNear(
  occupations: readonly { readonly brings: readonly string[] }[],
  ownSkills: readonly string[],
): NearRole[] {
  const has = known(occupations, ownSkills)
  return roles
    .map((role) => {
      const { core, oneOf, useful } = needsOfRole(role)
      const shown = (id: string) => has.has(id)
      return {
        role,
        have: [...core, ...oneOf, ...useful].filter(shown),
        missing: core.filter((id) => !shown(id)),
        held: core.filter(shown).length + (oneOf.some(shown) ? 1 : 0),
      }
    })
    .filter(({ have }) => have.length > 0)
    .sort(
      (a, b) =>
        b.held - a.held ||
        b.have.length - a.have.length ||
        a.missing.length - b.missing.length ||
        roles.indexOf(a.role) - roles.indexOf(b.role),
    )
    .slice(0, mostTracks)
    .map(({ held: _, ...near }) => near)
}

export type ClosingTrack = {
  readonly track: TrackLead
  /** Of what is missing: what the track teaches. */
  readonly closes: readonly string[]
}

/**
 * Up to three tracks that teach what is missing, those that teach most of it first.
 * @param oneOf skills of which one is enough; a track closes no more than one of them.
 */
export function tracksClosing(
  missing: readonly string[],
  tracks: readonly TrackLead[],
  oneOf: readonly string[] = [],
): ClosingTrack[] {
  return tracks
    .map((track) => {
      const teaches = (id: string) => track.skills.includes(id)
      return { track, closes: [...missing.filter(teaches), ...oneOf.filter(teaches).slice(0, 1)] }
    })
    .filter(({ closes }) => closes.length > 0)
    .sort(
      (a, b) =>
        b.closes.length - a.closes.length ||
        a.track.hours - b.track.hours ||
        (a.track.slug < b.track.slug ? -1 : 1),
    )
    .slice(0, mostTracks)
}
