import { badgePng } from '~/domain/credentials/adapters/badge-png.server'
import { achievementPage } from '~/domain/credentials/queries.server'
import { serveFile } from '~/domain/identity/access.server'
import type { SkillLevel } from '~/domain/skills/claim'

/** The picture of an achievement: that of its level. */
export const loader = serveFile('anyone', async ({ params, db }) => {
  const { achievement } = await achievementPage(db, params.achievementId ?? '')
  const png = badgePng(achievement.level as SkillLevel)
  return new Response(new Uint8Array(png), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' },
  })
})
