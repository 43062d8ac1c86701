import type { LabelKind } from '~/domain/outcomes/datasets/label-kind'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { transitionTable } from '~/kernel/transitions'

/** What was typed beside the file, so that the sealing can use it and the form can show it again. */
export type UploadForm = {
  readonly fileName: string
  readonly labelColumn: string
  readonly labelKind: LabelKind
  readonly groupColumn: string
  readonly canaryColumn: string
  readonly publishSample: boolean
  readonly datasetClass: WorkloadClass
}

export type DatasetUploadState = 'waiting' | 'sealing' | 'sealed' | 'refused'

/** A worker that died in mid-sealing left nothing behind, so the next one begins anew. */
export const uploadTransitions = transitionTable([
  { from: 'waiting', event: 'start', to: 'sealing', actors: ['platform'] },
  { from: 'sealing', event: 'start', to: 'sealing', actors: ['platform'] },
  { from: 'sealing', event: 'seal', to: 'sealed', actors: ['platform'] },
  { from: 'waiting', event: 'refuse', to: 'refused', actors: ['platform', 'client'] },
  { from: 'sealing', event: 'refuse', to: 'refused', actors: ['platform'] },
])

/** Uploads that wait or are being sealed. */
export const openUploadStates: readonly DatasetUploadState[] = ['waiting', 'sealing']
/** Uploads that a newer one may take the place of. */
export const replaceableUploadStates: readonly DatasetUploadState[] = ['waiting']
/** Uploads that came to nothing. */
export const refusedUploadStates: readonly DatasetUploadState[] = ['refused']
/** Uploads whose file has become the brief's sealed data. */
export const sealedUploadStates: readonly DatasetUploadState[] = ['sealed']
