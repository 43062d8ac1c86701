import { fileURLToPath } from 'node:url'

const at = (folder: string) => fileURLToPath(new URL(`./${folder}/`, import.meta.url))

/** The import prefixes of tsconfig.json, for the tools that do not read it. */
export const aliases = [
  { find: /^~\//, replacement: at('app') },
  { find: /^db\//, replacement: at('db') },
  { find: /^emails\//, replacement: at('emails') },
  { find: /^tests\//, replacement: at('tests') },
]
