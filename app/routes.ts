import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { getAppDirectory, type RouteConfig, type RouteConfigEntry } from '@remix-run/route-config'

/** One part of an address: `$briefId` takes a value, `[.]` is a plain dot. */
function segmentOf(name: string): string {
  const plain = name.replace(/\[([^\]]*)\]/g, (_, inside: string) => inside)
  return plain === '$' ? '*' : plain.replace(/^\$/, ':')
}

const notRoutes = /(^_|\.server$|\.test$|\.d$)/

/**
 * The folder tree is the tree of addresses: `briefs/$briefId/index.tsx` is /briefs/:briefId,
 * `briefs/new.tsx` is /briefs/new. `.ts` files answer without a page. There are no nested
 * layouts: a layout's check would protect nothing.
 */
export function routesIn(
  folder: string,
  file = 'routes',
  path: readonly string[] = [],
): RouteConfigEntry[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  return entries.flatMap((entry): RouteConfigEntry[] => {
    if (entry.name.startsWith('_') || entry.name.startsWith('.')) return []
    const next = `${file}/${entry.name}`
    if (entry.isDirectory()) {
      return routesIn(join(folder, entry.name), next, [...path, segmentOf(entry.name)])
    }
    const name = /^(.*)\.tsx?$/.exec(entry.name)?.[1]
    if (name === undefined || notRoutes.test(name)) return []
    const full = name === 'index' ? path : [...path, segmentOf(name)]
    const id = next.replace(/\.tsx?$/, '')
    return [
      full.length === 0
        ? { id, index: true, file: next }
        : { id, path: full.join('/'), file: next },
    ]
  })
}

export default routesIn(join(getAppDirectory(), 'routes')) satisfies RouteConfig
