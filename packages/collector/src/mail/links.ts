/** Addresses inside mails. Each is signed, so that nobody can invent clicks or use the collector to lead people elsewhere. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface MailLinks {
  click(mailId: string, index: number): string;
  open(mailId: string): string;
  unsubscribe(mailId: string): string;
  /** The mail and link of a path below /t/, when its signature is right. */
  read(path: string): { kind: 'c' | 'o' | 'u'; mail: string; index: number } | undefined;
}

/** `publicUrl` is where the collector is reached from outside; `secret` stays on the server. */
export function mailLinks(publicUrl: string, secret: string): MailLinks {
  const base = publicUrl.replace(/\/$/, '');
  const sign = (kind: string, mail: string, index: number) =>
    createHmac('sha256', secret).update(`${kind}/${mail}/${index}`).digest('base64url').slice(0, 16);
  const url = (kind: string, mail: string, index: number) => `${base}/t/${kind}/${mail}/${index}/${sign(kind, mail, index)}`;
  return {
    click: (mail, index) => url('c', mail, index),
    open: (mail) => `${url('o', mail, 0)}.gif`,
    unsubscribe: (mail) => url('u', mail, 0),
    read(path) {
      const match = /^\/t\/([cou])\/([\w-]{22})\/(\d{1,3})\/([\w-]{16})(?:\.gif)?$/.exec(path);
      const [, kind = '', mail = '', n = '', signature = ''] = match ?? [];
      if (!match || !timingSafeEqual(Buffer.from(sign(kind, mail, Number(n))), Buffer.from(signature))) return undefined;
      return { kind: kind as 'c' | 'o' | 'u', mail, index: Number(n) };
    },
  };
}
