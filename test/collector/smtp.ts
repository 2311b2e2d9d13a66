/** A real SMTP server that keeps what it is given, and refuses whom it is told to refuse. */
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Received {
  to: string;
  mail: Email;
  raw: string;
}
export interface Smtp {
  url: string;
  received: Received[];
  refuse: Set<string>;
  busy: Set<string>;
  close(): Promise<void>;
}

export async function smtp(): Promise<Smtp> {
  const received: Received[] = [];
  const refuse = new Set<string>();
  const busy = new Set<string>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (refuse.has(address)) return done(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      if (busy.delete(address)) return done(Object.assign(new Error('Try later'), { responseCode: 451 }));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        void PostalMime.parse(raw).then((mail) => {
          received.push({ to: session.envelope.rcptTo[0]?.address ?? '', mail, raw });
          done();
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `smtp://127.0.0.1:${port}`, received, refuse, busy, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
