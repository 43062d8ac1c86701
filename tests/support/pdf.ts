/** A string of a PDF as text: escapes undone, UTF-16 where it says so. */
function textOf(raw: Buffer): string {
  const bytes: number[] = []
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] !== 0x5c) {
      bytes.push(raw[at] ?? 0)
      continue
    }
    at += 1
    const escaped: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 }
    bytes.push(escaped[String.fromCharCode(raw[at] ?? 0)] ?? raw[at] ?? 0)
  }
  const data = Buffer.from(bytes)
  if (data[0] !== 0xfe || data[1] !== 0xff) return data.toString('latin1')
  return data.subarray(2).swap16().toString('utf16le')
}

/** The end of a string that begins before `from`: the first bracket that is not escaped. */
function endOf(data: Buffer, from: number): number {
  for (let at = from; at < data.length; at += 1) {
    if (data[at] === 0x5c) at += 1
    else if (data[at] === 0x29) return at
  }
  return data.length
}

/** The lines of a PDF of ours as they are read, whatever order their letters are drawn in. */
export function linesOfPdf(pdf: Buffer): string[] {
  const begin = '/ActualText ('
  const lines: string[] = []
  for (let at = pdf.indexOf(begin); at >= 0; at = pdf.indexOf(begin, at + 1)) {
    const from = at + begin.length
    lines.push(textOf(pdf.subarray(from, endOf(pdf, from))))
  }
  return lines
}

/** How many pages a PDF has, and the links in it. */
export function partsOfPdf(pdf: Buffer) {
  const text = pdf.toString('latin1')
  return {
    pages: [...text.matchAll(/\/Type \/Page\b(?!s)/g)].length,
    links: [...text.matchAll(/\/URI \(([^)]*)\)/g)].map(([, uri]) => uri ?? ''),
    whole: text.startsWith('%PDF-') && text.trimEnd().endsWith('%%EOF'),
  }
}
