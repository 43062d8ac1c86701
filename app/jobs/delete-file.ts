import { deleteFile } from '~/platform/files.server'
import { task } from './task'

/** A file that no row names any more. One that is gone already is no fault. */
export const deleteFileTask = task('delete-file', ({ key }) => deleteFile(key))
