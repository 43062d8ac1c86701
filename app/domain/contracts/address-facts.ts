import { type EndpointKind, isAsked } from '~/domain/outcomes/endpoint'

/** What the rules look at of a registration: the address that is asked, or that none is. */
export function addressFacts(registered: { kind: EndpointKind; url: string } | null) {
  if (registered === null) return { endpointHost: null }
  return isAsked(registered.kind)
    ? { endpointHost: registered.url }
    : { endpointHost: null, handedOut: true }
}
