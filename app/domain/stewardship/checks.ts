import { isCountry } from '~/kernel/countries'
import type { DataDeclaration, ManifestEntry } from './facts'
import { highestClass, type WorkloadClass } from './workload-class'

/** Why a rule does not hold. Each is a sentence of the catalogue: `stewardship.fact_<code>`. */
export const factCodes = [
  'class_not_offered',
  'manifest_empty',
  'manifest_entry_incomplete',
  'manifest_host_missing',
  'endpoint_unlisted',
  'endpoint_unknown',
  'region_outside',
  'reader_is_stranger',
  'personal_data_undeclared',
  'lawful_basis_missing',
  'law_overlay_missing',
  'retention_too_long',
  'dataset_class_higher',
  'data_undeclared',
] as const
export type FactCode = (typeof factCodes)[number]

export type Finding = {
  readonly fact: FactCode
  readonly values: Readonly<Record<string, string | number>>
}

/** What the checks may look at; a rule whose facts are absent does not hold. */
export type CheckedFacts = {
  readonly workloadClass: WorkloadClass
  readonly retentionLimitDays: number
  readonly data?: DataDeclaration
  readonly manifest?: readonly ManifestEntry[]
  /** URL or host of the registered endpoint; leave it out where there is none yet (signing). */
  readonly endpointHost?: string | null
  /**
   * Samar sends nothing anywhere: no criterion has it sent, or rows are handed to the team as a
   * file, which the client agreed to. There is no address to look at.
   */
  readonly sendsNothing?: boolean
  readonly readerIsParty?: boolean
  readonly datasetClass?: WorkloadClass
}

const found = (fact: FactCode, values: Finding['values'] = {}): Finding => ({ fact, values })

/** "https://Api.example.org:8443/v1" → "api.example.org". */
export function hostOf(text: string): string {
  const trimmed = text.trim().toLowerCase()
  try {
    const url = new URL(trimmed.includes('://') ? trimmed : `https://${trimmed}`)
    return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  } catch {
    return trimmed
  }
}

/** The entry of the manifest under which an endpoint answers. */
export function entryOfHost(
  manifest: readonly ManifestEntry[],
  endpoint: string,
): ManifestEntry | undefined {
  const host = hostOf(endpoint)
  return manifest.find((entry) => entry.host.trim() !== '' && hostOf(entry.host) === host)
}

/** Every component names its provider and region; models and hosts also the host they answer under. */
export function manifestComplete({
  manifest = [],
  endpointHost,
  sendsNothing = false,
}: CheckedFacts): Finding | null {
  if (manifest.length === 0) return found('manifest_empty')
  for (const [index, entry] of manifest.entries()) {
    const values = { number: index + 1, provider: entry.provider.trim() || '–' }
    if (!entry.provider.trim() || !entry.purpose.trim() || !isCountry(entry.region)) {
      return found('manifest_entry_incomplete', values)
    }
    if ((entry.kind === 'model' || entry.kind === 'host') && !entry.host.trim()) {
      return found('manifest_host_missing', values)
    }
  }
  return endpointHost === undefined || sendsNothing ? null : endpointListed(manifest, endpointHost)
}

function endpointListed(
  manifest: readonly ManifestEntry[],
  endpoint: string | null,
): Finding | null {
  if (!endpoint) return found('endpoint_unknown')
  return entryOfHost(manifest, endpoint)
    ? null
    : found('endpoint_unlisted', { host: hostOf(endpoint) })
}

/** Every declared region is one that the client allows, and the endpoint is one of the declared. */
export function regionsAllowed({
  manifest = [],
  data,
  endpointHost,
  sendsNothing = false,
}: CheckedFacts): Finding | null {
  if (!data) return found('data_undeclared')
  const listed = sendsNothing ? null : endpointListed(manifest, endpointHost ?? null)
  if (listed) return listed
  const outside = manifest.find(
    ({ region }) => data.regions.length > 0 && !data.regions.includes(region),
  )
  return outside
    ? found('region_outside', { provider: outside.provider, region: outside.region })
    : null
}

export function readersAreParties({ readerIsParty }: CheckedFacts): Finding | null {
  return readerIsParty === true ? null : found('reader_is_stranger')
}

/** The client has said whether there are personal data; where there are, on what basis and law. */
export function personalDataDeclared({ data }: CheckedFacts): Finding | null {
  if (!data?.declared) return found('personal_data_undeclared')
  if (data.personalFields.length === 0) return null
  if (!data.lawfulBasis) return found('lawful_basis_missing')
  if (!data.lawOverlay) return found('law_overlay_missing')
  return null
}

export function retentionWithinLimit({ data, retentionLimitDays }: CheckedFacts): Finding | null {
  if (!data) return found('data_undeclared')
  const days = data.retentionDays
  return Number.isInteger(days) && days >= 0 && days <= retentionLimitDays
    ? null
    : found('retention_too_long', { days, limit: retentionLimitDays })
}

/** Merged data take the highest class of their parts, so a brief is never below its dataset. */
export function mergedClass({ workloadClass, datasetClass }: CheckedFacts): Finding | null {
  const merged = highestClass([workloadClass, datasetClass ?? 'critical'])
  return merged === workloadClass
    ? null
    : found('dataset_class_higher', { dataset: datasetClass ?? '–', brief: workloadClass })
}

/** Each rule with what looks at it. */
export const findings = {
  manifest_complete: manifestComplete,
  regions_allowed: regionsAllowed,
  readers_are_parties: readersAreParties,
  personal_data_declared: personalDataDeclared,
  retention_within_limit: retentionWithinLimit,
  merged_class: mergedClass,
} as const
