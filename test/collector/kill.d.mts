export interface Target {
  port: number;
  ask(what: 'query', more: { sql: string }): Promise<{ rows: Record<string, string | number>[] }>;
}
export function appliedBy(target: Target): Promise<number>;
export interface KillRow {
  what: string;
  'kill -9 of': string;
  rounds: number;
  'batches sent': number;
  'events acknowledged': number;
  lost: number;
  'stored twice': number;
  'states stepped wrongly': number;
  'effects twice': number;
  'onboarding mails': number;
  'mails delivered twice': number;
  'mails left uncertain': number;
  people: number;
}
export function killRounds(options: {
  name: string;
  env: Record<string, string>;
  victim(tools: {
    collector: Target;
    other: Target | undefined;
    /** Batches still come. */ loaded(): boolean;
    kill(): Promise<void>;
    killOther(): Promise<void>;
    startOther(): Promise<void>;
  }): Promise<void>;
  beside?: Record<string, string>;
  rounds?: number;
  users?: number;
  seconds?: number;
  seed?: number;
  kills?: string;
}): Promise<KillRow>;
