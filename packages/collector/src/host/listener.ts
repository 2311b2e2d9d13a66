/** A node:http server around a handler, that can be stopped gracefully. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

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
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE'
            ? new Error(
                `Port ${port} is taken. Probably another collector or app is running. Stop it, or choose another port with --port or PORT.`,
                { cause: error },
              )
            : error,
        ),
      );
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
