/** A resolver that changes its mind. It is no server, so there is nothing to run by itself. */
export type Rebinder = ((host: string) => Promise<string[]>) & { calls: number }

/** Answers `first` when asked for the first time and `then` ever after. */
export function rebinder(
  first: readonly string[],
  then: readonly string[] = ['127.0.0.1'],
): Rebinder {
  const resolve = Object.assign(
    async (_host: string) => {
      resolve.calls++
      return [...(resolve.calls === 1 ? first : then)]
    },
    { calls: 0 },
  )
  return resolve
}
