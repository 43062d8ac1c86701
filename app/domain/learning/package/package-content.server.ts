import { versionFile } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import { database } from '~/platform/database.server'
import type { Env } from '~/platform/env.server'
import type { ContentFile, ContentSource } from '~/platform/http/content-origin.server'
import { loadVersionFile } from '../versions/version-files.server'
import { dataModels } from './data-model'
import { readPackageLink } from './package-link.server'
import { runtimeScript } from './runtime-script'

/**
 * The file of a package that a signed path names. Who was given the path was asked who they are;
 * whoever has it reads this one package, until it is over.
 */
export async function packageFile(
  sign: string,
  path: string,
  now: Date,
): Promise<ContentFile | null> {
  const link = readPackageLink(sign, now)
  if (!link) return null
  const [file] = await database()
    .select()
    .from(versionFile)
    .where(
      and(
        eq(versionFile.versionId, link.versionId),
        eq(versionFile.path, `packages/${link.folder}/${path}`),
        eq(versionFile.secret, false),
      ),
    )
  return file ? { sha256: file.sha256, bytes: () => loadVersionFile(file) } : null
}

/** What the origin for packages serves; null where there is none. */
export function packageSource(env: Env): ContentSource | null {
  const { APP_ORIGIN: appOrigin, CONTENT_ORIGIN: contentOrigin } = env
  if (!contentOrigin) return null
  const models = [dataModels.scorm_1_2, dataModels.scorm_2004]
  return {
    contentOrigin,
    runtime: runtimeScript({ models, page: appOrigin }),
    find: (sign, path) => packageFile(sign, path, new Date()),
  }
}
