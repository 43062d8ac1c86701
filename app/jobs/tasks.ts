import type { TaskList } from 'graphile-worker'
import { countFiguresTask } from './count-figures'
import { deleteFileTask } from './delete-file'
import { emptyDatasetTask } from './empty-dataset'
import { evaluationFinished } from './evaluation-finished'
import { indexDocumentTask } from './index-document'
import { milestoneReleased } from './milestone-released'
import { notifyTask } from './notify'
import { operationSettled } from './operation-settled'
import { paymentSettled } from './payment-settled'
import { processWebhookTask } from './process-webhook'
import { reindexSearch } from './reindex-search'
import { runEvaluationTask } from './run-evaluation'
import { runOperationTask } from './run-operation'
import { sealDatasetTask } from './seal-dataset'
import { sealLedgerTask } from './seal-ledger'
import { sendMailTask } from './send-mail'
import { sweepDue } from './sweep-due'
import { sweepFiles } from './sweep-files'
import { takeProbesTask } from './take-probes'
import type { Task } from './task'
import { transfersDone } from './transfers-done'

/** Every task that the worker runs. */
export const tasks: readonly Task[] = [
  evaluationFinished,
  milestoneReleased,
  runEvaluationTask,
  sealDatasetTask,
  emptyDatasetTask,
  indexDocumentTask,
  reindexSearch,
  deleteFileTask,
  notifyTask,
  sendMailTask,
  sweepDue,
  sweepFiles,
  countFiguresTask,
  sealLedgerTask,
  operationSettled,
  paymentSettled,
  processWebhookTask,
  runOperationTask,
  takeProbesTask,
  transfersDone,
]

export function taskList(): TaskList {
  return Object.fromEntries(tasks.map(({ name, handler }) => [name, handler]))
}
