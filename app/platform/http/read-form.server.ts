import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  unstable_composeUploadHandlers as composeUploadHandlers,
  unstable_createMemoryUploadHandler as createMemoryUploadHandler,
  MaxPartSizeExceededError,
  unstable_parseMultipartFormData as parseMultipartFormData,
  type UploadHandler,
} from '@remix-run/node'
import { Refused } from '~/kernel/refusal'

export type ReadForm = {
  readonly form: FormData
  /** Throws the uploaded files away. Call it when the request has been answered. */
  discard(): Promise<void>
}

/** Far more than any text may have, so that one which is too long comes back with its sentence. */
const fieldBytes = 8_388_608

/**
 * Reads a form. Uploaded files go to a folder of their own as they arrive and are read from there,
 * so that the largest of them is never whole in memory.
 * @throws Refused body_too_large for a field that no text fits.
 */
export async function readForm(request: Request): Promise<ReadForm> {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data')) {
    return { form: await request.formData(), discard: async () => {} }
  }
  const folder = await mkdtemp(join(tmpdir(), 'samar-upload-'))
  const discard = () => rm(folder, { recursive: true, force: true })
  let files = 0
  const toFolder: UploadHandler = async ({ filename, contentType, data }) => {
    if (filename === undefined) return undefined
    files += 1
    const path = join(folder, String(files))
    await pipeline(Readable.from(data), createWriteStream(path))
    return new File([await openAsBlob(path)], filename, { type: contentType })
  }
  try {
    const fields = createMemoryUploadHandler({ maxPartSize: fieldBytes })
    const form = await parseMultipartFormData(request, composeUploadHandlers(toFolder, fields))
    return { form, discard }
  } catch (error) {
    await discard()
    if (error instanceof MaxPartSizeExceededError) throw new Refused('body_too_large')
    throw error
  }
}
