/** Drives WebKitGTK's MiniBrowser over classic WebDriver, where both are installed: a screen of its own, a free port, no dependency. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface WebKit {
  goto(url: string): Promise<void>;
  /** Runs the text as the body of a function, also an asynchronous one, and gives back what it returns. */
  run<T>(body: string): Promise<T>;
  press(...keys: string[]): Promise<void>;
  close(): Promise<void>;
}

const first = (...paths: (string | undefined)[]) => paths.find((path) => path && existsSync(path));
const miniBrowser = (): string | undefined => {
  const lib = '/usr/lib';
  if (!existsSync(lib)) return undefined;
  return first(
    ...readdirSync(lib).flatMap((arch) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => join(lib, arch, name, 'MiniBrowser')),
    ),
  );
};

/** What is needed and where it is; `missing` says what is not there. */
export function findWebKit(): { driver: string; browser: string; screen: string } | { missing: string } {
  const driver = first(process.env.SHIRUBE_WEBKIT_DRIVER, '/usr/bin/WebKitWebDriver');
  const browser = first(process.env.SHIRUBE_WEBKIT, miniBrowser());
  const screen = first('/usr/bin/Xvfb');
  return driver && browser && screen
    ? { driver, browser, screen }
    : { missing: [!driver && 'WebKitWebDriver', !browser && 'MiniBrowser', !screen && 'Xvfb'].filter(Boolean).join(', ') };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;
interface Session {
  call: Call;
  /** Ends browser, driver and screen, also when they do not answer any more. */
  kill(): void;
}

async function session(): Promise<Session> {
  const found = findWebKit();
  if ('missing' in found)
    throw new Error(`WebKitGTK cannot be driven here: ${found.missing} is not installed (Debian: apt-get install webkit2gtk-driver xvfb).`);
  const children: ChildProcess[] = [];
  const screen = spawn(found.screen, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  children.push(screen);
  const display = await new Promise<string>((resolve, reject) => {
    screen.stdio[3]?.once('data', (data: Buffer) => resolve(`:${String(data).trim()}`));
    screen.once('exit', () => reject(new Error('Xvfb ended at once.')));
  });
  const port = await freePort();
  const driver = spawn(found.driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: 'x11',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
    },
  });
  children.push(driver);
  const base = `http://127.0.0.1:${port}`;
  const call: Call = async (method, path, body) => {
    const reply = await fetch(base + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(70_000),
    });
    const { value } = (await reply.json()) as { value: unknown };
    if (!reply.ok) throw new Error(`${path}: ${JSON.stringify(value).slice(0, 300)}`);
    return value;
  };
  for (let i = 0; i < 60; i++) {
    try {
      await call('GET', '/status');
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const { sessionId } = (await call('POST', '/session', {
    capabilities: {
      alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: found.browser, args: ['--automation'] } },
    },
  })) as { sessionId: string };
  const own: Call = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
  await own('POST', '/timeouts', { script: 60_000 });
  return {
    call: own,
    kill() {
      for (const child of children.reverse()) child.kill('SIGKILL');
    },
  };
}

/** A browser whose page hangs answers nobody any more. It is given up then, and the next page is opened in a new one. */
export async function launchWebKit(): Promise<WebKit> {
  let live: Session | undefined = await session();
  const call: Call = async (...command) => {
    if (!live) throw new Error('WebKitGTK has stopped answering; the next page is opened in a new one.');
    try {
      return await live.call(...command);
    } catch (error) {
      if (error instanceof Error && error.name === 'TimeoutError') {
        live.kill();
        live = undefined;
      }
      throw error;
    }
  };
  return {
    async goto(url) {
      live ??= await session();
      await call('POST', '/url', { url });
    },
    async run<T>(body: string) {
      const value = (await call('POST', '/execute/async', {
        script: `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then((v) => done({ v }), (e) => done({ e: [e, e && e.stack].join('\\n') }))`,
        args: [],
      })) as { v?: T; e?: string };
      if (value.e) throw new Error(value.e);
      return value.v as T;
    },
    async press(...keys) {
      for (const key of keys)
        await call('POST', '/actions', {
          actions: [
            {
              type: 'key',
              id: 'k',
              actions: [
                { type: 'keyDown', value: key },
                { type: 'keyUp', value: key },
              ],
            },
          ],
        });
    },
    async close() {
      await live?.call('DELETE', '').catch(() => undefined);
      live?.kill();
    },
  };
}
