import type { ItemKind, TrackContent } from '../content/track-content'

/** The formats that courses come in. */
export const importFormats = [
  'samar_track',
  'markdown_folder',
  'common_cartridge',
  'gift',
  'moodle_xml',
  'scorm',
  'qti3',
  'olx',
] as const
export type ImportFormat = (typeof importFormats)[number]

/** One thing that the archive holds and the track will not, or not as it was. */
export type ImportLoss = {
  /** Where in the archive. */
  readonly place: string
  readonly title: string
  readonly reason: string
  readonly facts?: Readonly<Record<string, string | number>>
}

/** What an import would make; shown before anything is made. */
export type ImportPlan = {
  readonly format: ImportFormat
  /** Without the words of its lessons. */
  readonly content: TrackContent
  /** Files of the archive that go with it: path in the track's folder, size, SHA-256. */
  readonly files: readonly {
    readonly path: string
    readonly bytes: number
    readonly sha256: string
  }[]
  readonly made: Readonly<Record<ItemKind, number>>
  readonly lost: readonly ImportLoss[]
  /** What has to be mended before it can be published. */
  readonly broken: readonly ImportLoss[]
}
