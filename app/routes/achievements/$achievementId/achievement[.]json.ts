import { achievementDocument } from '~/domain/credentials/achievements.server'
import { publicJson } from '~/domain/credentials/files.server'
import { achievementPage } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'

/** The achievement as Open Badges writes it. */
export const loader = serve('anyone', async ({ params, db }) => {
  const { achievement } = await achievementPage(db, params.achievementId ?? '')
  return publicJson(achievementDocument(achievement), 'application/json', 60)
})
