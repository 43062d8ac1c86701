import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { envNames } from '~/platform/env.server'
import { projectFolder } from '../../scripts/postgres.mjs'

const page = readFileSync(join(projectFolder, 'docs/configuration.md'), 'utf8')

function documented(heading: string): string[] {
  const section = page.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((found) => String(found[1]))
}

test('docs/configuration.md lists every variable of env.server.ts, and no other', () => {
  expect(documented('Every process').sort()).toEqual([...envNames].sort())
})

test('every port that the commands read is documented', () => {
  const commands = readFileSync(join(projectFolder, 'scripts/instance.mjs'), 'utf8')
  const ports = [...commands.matchAll(/\b([A-Z]+(?:_[A-Z]+)*_PORT)\b/g)].map((found) => found[1])
  const listed = documented("Only the commands and the demo's processes")
  expect(listed).toEqual(expect.arrayContaining([...new Set(ports)]))
})
