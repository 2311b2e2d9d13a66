import type { Signal, State } from '@shirube/engine';

/** What tabs tell each other. States are only given to a tab that asks because it missed something. */
export type Message =
  | { is: 'signal'; who: string; signal: Signal }
  | { is: 'hello'; who: string; from: string }
  | { is: 'here'; who: string; from: string; to: string; state: State | undefined }
  | { is: 'reset' }
  | { is: 'consent'; consents: Record<string, string> };

export interface Channel {
  open(): void;
  post(message: Message): void;
  close(): void;
}

/** BroadcastChannel; where there is none, tabs do without each other. */
export function createChannel(make: () => BroadcastChannel, hear: (message: Message) => void): Channel {
  let channel: BroadcastChannel | undefined;
  return {
    open() {
      try {
        channel = make();
        channel.onmessage = (event: MessageEvent) => hear(event.data as Message);
      } catch {
        /* there is none, or storage is blocked: this tab is alone */
      }
    },
    post(message) {
      try {
        channel?.postMessage(message);
      } catch {
        /* closed, or something that cannot be cloned */
      }
    },
    close: () => channel?.close(),
  };
}
