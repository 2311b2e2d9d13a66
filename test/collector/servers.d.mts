export interface PostgresServer {
  url: string;
  /** A new empty database; gives its address. */
  database(): Promise<string>;
  /** SIGKILL for all of it; undefined when the server is not ours (DATABASE_URL). */
  kill: (() => Promise<void>) | undefined;
  restart: (() => Promise<void>) | undefined;
  stop(): Promise<void>;
}
export interface NatsServers {
  servers: string[];
  kill(node: number): Promise<void>;
  restart(node: number): void;
  stop(): Promise<void>;
}
export function freePort(): Promise<number>;
export function startPostgres(options?: { settings?: string[] }): Promise<PostgresServer | undefined>;
export function startNats(): Promise<NatsServers | undefined>;
