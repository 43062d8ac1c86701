import {
  memoryStorage,
  type Settings,
  scorm12Api,
  scorm2004Api,
  scormElements,
  startScorm,
} from './runtime'

/** The script that is put into every page of a package. */
export function runtimeScript(settings: Settings): string {
  const parts = [scormElements, scorm12Api, scorm2004Api, memoryStorage, startScorm]
  return `(()=>{${parts.join('\n')}\n${startScorm.name}(window,${JSON.stringify(settings)})})()\n`
}
