/** The sender port of mails: SMTP in the world, the built-in mailbox while none is configured. */
export interface OutgoingMail {
  id: string;
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  /** Address for List-Unsubscribe; absent on transactional mail. */
  unsubscribe?: string;
}
export type SendResult = { ok: true } | { ok: false; permanent: boolean; reason: string };
export interface MailSender {
  readonly name: string;
  /** Mails handed over at a time: what a crash can leave uncertain. */
  readonly parallel: number;
  send(mail: OutgoingMail): Promise<SendResult>;
  close(): Promise<void>;
}
