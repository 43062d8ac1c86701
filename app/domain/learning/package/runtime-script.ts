import {
  joinFrames,
  memoryStorage,
  type Settings,
  scorm12Api,
  scorm2004Api,
  startScorm,
} from './runtime'
import { addedTimes, scormElements } from './runtime-elements'

/** The script that is put into every page of a package. */
export function runtimeScript(settings: Settings): string {
  const parts = [
    addedTimes,
    scormElements,
    scorm12Api,
    scorm2004Api,
    memoryStorage,
    joinFrames,
    startScorm,
  ]
  return `(()=>{${parts.join('\n')}\n${startScorm.name}(window,${JSON.stringify(settings)})})()\n`
}
