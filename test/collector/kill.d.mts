export interface KillRow {
  what: string; 'kill -9 of': string; rounds: number; 'batches sent': number; 'events acknowledged': number; lost: number; 'stored twice': number; 'states stepped wrongly': number;
  'effects twice': number; 'onboarding mails': number; 'mails delivered twice': number; 'mails left uncertain': number; people: number;
}
export function killRounds(options: {
  name: string; env: Record<string, string>; victim(tools: { kill(): Promise<void> }): Promise<void>; rounds?: number; users?: number; seconds?: number; seed?: number; kills?: string;
}): Promise<KillRow>;
