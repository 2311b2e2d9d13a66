/** The demo app with the built script, and an endpoint of the test's own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '@shirube/engine';
import { createDemoApp } from '../../examples/haruiro-billing/server.mjs';
import { createFileServer } from '../../examples/haruiro-billing/script-files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
export interface Served {
  origin: string;
  close(): Promise<void>;
}

/** `batch` answers what the script sends: status and body. */
export async function serveDemo(config: Config, batch: (body: string) => [status: number, reply: string]): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'shirube-demo-'));
  await writeFile(join(folder, 'shirube.json'), JSON.stringify(config));
  const files = createFileServer({ script: join(root, 'packages/browser/dist'), config: join(folder, 'shirube.json') });
  const demo = createDemoApp({
    dataDir: folder,
    shirubeTag:
      '<script src="/shirube.js" nonce="{nonce}" defer data-config="/shirube.json" data-endpoint="/shirube" data-write-key="pk_test"></script>',
  });
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/shirube/')) {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString('utf8')));
      request.on('end', () => {
        const [status, reply] = request.url?.endsWith('/v1/batch') ? batch(body) : [404, ''];
        response.writeHead(status, { 'content-type': 'application/json' }).end(reply);
      });
      return;
    }
    void (async () => {
      if (!(await files(request, response)) && !(await demo(request, response))) response.writeHead(404).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
