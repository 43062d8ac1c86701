export function hasPeople(url: string): Promise<boolean>
export function writeDatabase(
  url: string,
  folder: string,
  facts?: Record<string, unknown>,
): Promise<{ tables: number; rows: number }>
export function readDatabase(
  url: string,
  folder: string,
): Promise<{ tables: number; rows: number; jobs: number }>
