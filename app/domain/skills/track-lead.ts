import { type Role, roles } from './roles'
import { skillById, skillsOfRole } from './taxonomy'

/** What this module has to know of a published track. */
export type TrackLead = {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly hours: number
  /** Skills of the taxonomy that it teaches. */
  readonly skills: readonly string[]
  /** Codes of O*NET-SOC from which it leads on. */
  readonly leadsFrom: readonly string[]
}

export type LedTrack = {
  readonly track: TrackLead
  /** Ids of the services that it leads on from. */
  readonly from: readonly string[]
  readonly have: readonly string[]
  readonly missing: readonly string[]
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
const leads = (from: string, soc: string) =>
  from === soc || from.replace(/\.00$/, '') === soc.slice(0, 7)

/**
 * Up to three tracks that lead on from somebody's services, with what they know of each and what is
 * missing: those that serve most of the services first, then those with the smallest gap. A track
 * that would teach nothing new is left out.
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
  const has = known(occupations, ownSkills)
  return tracks
    .map((track) => ({
      track,
      from: occupations
        .filter(({ soc }) => track.leadsFrom.some((from) => leads(from, soc)))
        .map(({ id }) => id),
      have: track.skills.filter((id) => has.has(id)),
      missing: track.skills.filter((id) => !has.has(id) && skillById(id)),
    }))
    .filter(({ from, missing }) => from.length > 0 && missing.length > 0)
    .sort(
      (a, b) =>
        b.from.length - a.from.length ||
        a.missing.length - b.missing.length ||
        a.track.hours - b.track.hours ||
        (a.track.slug < b.track.slug ? -1 : 1),
    )
    .slice(0, mostTracks)
}

export type NearRole = {
  readonly role: Role
  readonly have: readonly string[]
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
      const needed = skillsOfRole(role).map(({ id }) => id)
      return {
        role,
        have: needed.filter((id) => has.has(id)),
        missing: needed.filter((id) => !has.has(id)),
      }
    })
    .filter(({ have }) => have.length > 0)
    .sort(
      (a, b) =>
        b.have.length - a.have.length ||
        a.missing.length - b.missing.length ||
        roles.indexOf(a.role) - roles.indexOf(b.role),
    )
    .slice(0, mostTracks)
}

export type ClosingTrack = {
  readonly track: TrackLead
  /** Of what is missing: what the track teaches. */
  readonly closes: readonly string[]
}

/** Up to three tracks that teach what is missing, those that teach most of it first. */
export function tracksClosing(
  missing: readonly string[],
  tracks: readonly TrackLead[],
): ClosingTrack[] {
  return tracks
    .map((track) => ({ track, closes: missing.filter((id) => track.skills.includes(id)) }))
    .filter(({ closes }) => closes.length > 0)
    .sort(
      (a, b) =>
        b.closes.length - a.closes.length ||
        a.track.hours - b.track.hours ||
        (a.track.slug < b.track.slug ? -1 : 1),
    )
    .slice(0, mostTracks)
}
