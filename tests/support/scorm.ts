type Given = {
  version?: string
  /** The attribute that marks a resource. */
  mark?: 'scormtype' | 'scormType'
  launch?: string
  parameters?: string
  page?: string
  scos?: number
  inItem?: string
  metadata?: string
  more?: Record<string, string | Uint8Array>
}

/** The files of a SCORM package, as an authoring tool writes them. */
export function scormPackage(given: Given = {}): Record<string, string | Uint8Array> {
  const { version = '1.2', launch = 'index.html', parameters = '', page = '<p>Rivers</p>' } = given
  const { mark = 'scormtype', scos = 1, inItem = '', metadata = '', more = {} } = given
  const numbers = Array.from({ length: Math.max(1, scos) }, (_, at) => at)
  const items = numbers.map(
    (at) =>
      `<item identifier="i${at}" identifierref="r${at}" parameters="${at === 0 ? parameters : ''}">
<title>${at === 0 ? 'Rivers of Punjab' : `More ${at}`}</title>${at === 0 ? inItem : ''}</item>`,
  )
  const resources = numbers.map((at) => {
    const href = at === 0 ? launch : 'index.html'
    const kind = scos === 0 ? 'asset' : 'sco'
    return `<resource identifier="r${at}" type="webcontent" adlcp:${mark}="${kind}" href="${href}">
<file href="index.html"/></resource>`
  })
  const said = version ? `<schemaversion>${version}</schemaversion>` : ''
  const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema>${said}${metadata}</metadata>
<organizations default="o"><organization identifier="o"><title>Rivers</title>
${items.join('\n')}</organization></organizations>
<resources>${resources.join('\n')}</resources></manifest>`
  return { 'imsmanifest.xml': manifest, 'index.html': page, ...more }
}
