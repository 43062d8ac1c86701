import { type EndpointKind, isAsked } from '~/domain/outcomes/endpoints/endpoint'

/**
 * What the rules look at of a registration: the address that is asked, or that none is, because rows
 * are handed out as a file or no criterion (`asks`) has anything sent.
 */
export function addressFacts(registered: { kind: EndpointKind; url: string } | null, asks = true) {
  if (!asks || (registered !== null && !isAsked(registered.kind))) {
    return { endpointHost: null, sendsNothing: true }
  }
  return { endpointHost: registered?.url ?? null }
}
