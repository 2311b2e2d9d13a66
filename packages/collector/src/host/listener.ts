/** A node:http server around a handler, that can be stopped gracefully. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

function refused(code: string | undefined, port: number, host = ''): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken. Probably another collector or app is running. Stop it, or choose another port with --port or PORT.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one above 1023 with --port or PORT, and put a proxy in front.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `"${host}" is no address of this machine. Write --host (HOST) as one that it has: 127.0.0.1, ::1, or 0.0.0.0 for all of them.`;
    default:
      return undefined;
  }
}

export class Listener {
  #server: Server | undefined;
  async listen(handler: (req: IncomingMessage, res: ServerResponse) => Promise<boolean>, port: number, host?: string): Promise<number> {
    const server = createServer((req, res) => {
      void handler(req, res).then((taken) => {
        if (taken) return;
        res.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      });
    });
    server.keepAliveTimeout = 65_000;
    server.headersTimeout = 70_000;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const what = refused(error.code, port, host);
        reject(what ? new Error(what, { cause: error }) : error);
      });
      server.listen(port, host, resolve);
    });
    const address = server.address();
    return typeof address === 'object' && address ? address.port : port;
  }
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    // Endless answers (the live view) do not hold up the end.
    const timer = setTimeout(() => server.closeAllConnections(), 3000);
    await closed;
    clearTimeout(timer);
  }
}
