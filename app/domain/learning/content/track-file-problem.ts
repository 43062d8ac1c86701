/** What keeps a folder from being read as a track; the catalogue's sentence is `importing.folder_<code>`. */
export const trackFileProblemCodes = [
  'no_track_json',
  'several_tracks',
  'not_text',
  'json_broken',
  'format_unknown',
  'missing',
  'wrong_type',
  'not_one_of',
  'unknown_field',
  'too_long',
  'too_many',
  'too_large',
  'too_small',
  'key_form',
  'key_repeated',
  'item_repeated',
  'metric_unknown',
  'currency_form',
  'amount_form',
  'file_missing',
  'file_unknown',
  'file_nested',
  'file_kind',
  'file_name',
  'picture_kind',
  'picture_differs',
  'picture_script',
  'picture_broken',
  'launch_form',
  'wrong',
] as const
export type TrackFileProblemCode = (typeof trackFileProblemCodes)[number]

export type TrackFileProblem = {
  /** The file, and for JSON the field in it: `track.json: courses[0].key`. */
  readonly place: string
  readonly code: TrackFileProblemCode
  readonly facts: Readonly<Record<string, string | number>>
}

/** As many are listed; somebody who mends these reads the rest at the next try. */
export const mostProblems = 100

export function isTrackFileProblemCode(text: string): text is TrackFileProblemCode {
  return trackFileProblemCodes.some((code) => code === text)
}
