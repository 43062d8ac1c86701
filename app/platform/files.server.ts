import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
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

/** Writes the whole file or nothing, as its parts come. */
export async function storeStream(key: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const path = pathOf(key)
  await mkdir(dirname(path), { recursive: true })
  try {
    await pipeline(Readable.from(parts), createWriteStream(`${path}.part`))
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    throw error
  }
  await rename(`${path}.part`, path)
}

/** The parts of a file as they are read; it throws where there is none. */
export function loadStream(key: string): AsyncIterable<Uint8Array> {
  return createReadStream(pathOf(key))
}

export function loadFile(key: string): Promise<Buffer> {
  return readFile(pathOf(key))
}

export function deleteFile(key: string): Promise<void> {
  return rm(pathOf(key), { force: true })
}

/** Deletes a file that has not been written again since `before`. True when it is gone. */
export async function deleteFileFrom(key: string, before: Date): Promise<boolean> {
  const changed = await stat(pathOf(key)).catch(() => null)
  if (!changed || changed.mtime >= before) return false
  await deleteFile(key)
  return true
}

/** The files under a folder of keys, with when they were written; a folder that is not there holds none. */
export async function listFiles(folder: string): Promise<{ key: string; changedAt: Date }[]> {
  const names = await readdir(pathOf(folder)).catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      const key = `${folder}/${name}`
      const changed = await stat(pathOf(key)).catch(() => null)
      return changed?.isFile() ? [{ key, changedAt: changed.mtime }] : []
    }),
  )
  return found.flat()
}
