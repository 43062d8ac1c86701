type Params = Readonly<Record<string, string | undefined>>

export const ofTrack = (params: Params) => ({
  organisationId: params.organisationId ?? '',
  trackId: params.trackId ?? '',
})

export function trackPath(params: Params): string {
  const { organisationId, trackId } = ofTrack(params)
  return `/partners/${organisationId}/tracks/${trackId}`
}
