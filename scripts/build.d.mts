export const bundles: Readonly<Record<string, string>>
export function isStale(): boolean
export function build(options?: { say?: (line: string) => void; force?: boolean }): Promise<void>
export const replayProgram: string
export function replayOptions(): import('esbuild').BuildOptions
export function bundleOptions(names?: string[]): import('esbuild').BuildOptions
export function readingOptions(): import('esbuild').BuildOptions
