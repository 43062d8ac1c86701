/** The page that an address asks for, from 1. */
export function pageIn(url: URL): number {
  return Math.min(500, Math.max(1, Number.parseInt(url.searchParams.get('page') ?? '', 10) || 1))
}
