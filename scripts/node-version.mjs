/** What is wrong with a version of Node, in one sentence; an empty text when it will do. */
export function nodeProblem(version) {
  var parts = version.replace(/^v/, '').split('.')
  var major = Number(parts[0])
  var minor = Number(parts[1])
  if (major > 20 || (major === 20 && minor >= 19)) return ''
  return (
    'Samar needs Node 20.19 or newer; this is Node ' +
    parts.join('.') +
    '. Install a newer one from nodejs.org and try again.'
  )
}
