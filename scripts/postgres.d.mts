export const projectFolder: string
export class Trouble extends Error {}
export interface Cluster {
  home: string
  port: number
  ownerUrl: string
  appUrl: string
  adminUrl: string
  url(role: 'postgres' | 'samar_owner' | 'samar_app', database?: string): string
  pid(): number | null
  stop(): Promise<void>
}
export function serverUser(): { uid: number; gid: number } | null
export function sharedHome(): string
export function clusterHome(dataFolder: string): string
export function removeCluster(dataFolder: string): void
export function runningServer(home: string): { pid: number; port: number; ready: boolean } | null
export function stopServer(home: string, patienceMs?: number): Promise<boolean>
export function alive(pid: number): boolean
export function freePort(): Promise<number>
export function portTaken(port: number): Promise<boolean>
export function startPostgres(options: {
  home: string
  port: number
  throwaway?: boolean
  onExit?: (code: number | null) => void
}): Promise<Cluster>
