import { achievementDocument } from '~/domain/credentials/achievements.server'
import { publicJson } from '~/domain/credentials/files.server'
import { achievementPage } from '~/domain/credentials/queries.server'
import { serveFile } from '~/domain/identity/access.server'

/** The achievement as Open Badges writes it. */
export const loader = serveFile('anyone', async ({ params, db }) => {
  const { achievement } = await achievementPage(db, params.achievementId ?? '')
  return publicJson(achievementDocument(achievement), 'application/json', 60)
})
