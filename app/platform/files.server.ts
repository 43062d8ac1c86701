import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { env } from './env.server'

/** Files live in a folder of the data directory, under a key such as "deliveries/fil_01…". */
function pathOf(key: string): string {
  const root = resolve(env().SAMAR_DATA_DIR, 'files')
  const path = resolve(root, key)
  if (!path.startsWith(root + sep)) throw new Error('A file key must stay inside the files folder.')
  return path
}

/** Writes the whole file or nothing. */
export async function storeFile(key: string, data: Uint8Array): Promise<void> {
  const path = pathOf(key)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, data)
  await rename(`${path}.part`, path)
}

export function loadFile(key: string): Promise<Buffer> {
  return readFile(pathOf(key))
}

export function deleteFile(key: string): Promise<void> {
  return rm(pathOf(key), { force: true })
}
