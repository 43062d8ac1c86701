/** What a hosted page answers with. */
export type Reply = { page: string; status: number } | { redirect: string }

export const show = (page: string, status = 200): Reply => ({ page, status })
export const goTo = (redirect: string): Reply => ({ redirect })
