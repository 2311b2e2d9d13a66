/** Finds and starts the real browsers. An environment variable wins, then the test tool's cache, then the system. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { chromium, firefox, type Browser } from 'playwright-core';

export type EngineName = 'chromium' | 'firefox';

const onPath = (...names: string[]): string | undefined => {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name);
  return undefined;
};
const fromEnvironment = (key: string): string | undefined => {
  const path = process.env[key];
  if (path && !existsSync(path)) throw new Error(`${key}=${path} does not exist. Correct the path, or unset ${key} to look on the system.`);
  return path;
};
const cached = (type: typeof chromium): string | undefined => {
  try {
    const path = type.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
};
const first = (...paths: string[]) => paths.find((path) => existsSync(path));

/** The first that knows `network.addDataCollector`, which the test tool asks for when it starts. */
const FIREFOX = 143;
const systemFirefox = () => onPath('firefox-esr', 'firefox') ?? first('/Applications/Firefox.app/Contents/MacOS/firefox');
/** Major version of a Firefox that lies beside its `application.ini`; Infinity where that is not known. */
const versionOf = (path: string): number => {
  try {
    return Number(/^Version=(\d+)/m.exec(readFileSync(join(dirname(realpathSync(path)), 'application.ini'), 'utf8'))?.[1] ?? Infinity);
  } catch {
    return Infinity;
  }
};
/** Why Firefox cannot be driven here, where it cannot. */
export function noFirefox(): string {
  const path = systemFirefox();
  return findBrowsers().firefox ? '' : path ? `Firefox ${versionOf(path)} is too old to be driven, it takes ${FIREFOX}` : 'no Firefox';
}

export function findBrowsers(): Record<EngineName, string | undefined> {
  return {
    chromium:
      fromEnvironment('SHIRUBE_CHROMIUM') ??
      cached(chromium) ??
      onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ??
      first('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'),
    firefox: fromEnvironment('SHIRUBE_FIREFOX') ?? cached(firefox) ?? [systemFirefox()].find((path) => path && versionOf(path) >= FIREFOX),
  };
}

/** Chromium's engine without the windows around it: the same pages for half of the machine's time. */
const shell = (): string | undefined => (process.env.SHIRUBE_CHROMIUM ? undefined : onPath('chromium-headless-shell'));

export interface LaunchOptions {
  args?: string[];
  ignoreDefaultArgs?: string[];
  firefoxUserPrefs?: Record<string, string | number | boolean>;
  /** The browser as people have it, not only its engine. */
  whole?: boolean;
}
/** Firefox that is not the test tool's own build is driven over WebDriver BiDi. */
export async function launch(engine: EngineName, options: LaunchOptions = {}): Promise<Browser> {
  const path = (engine === 'chromium' && !options.whole && !options.ignoreDefaultArgs && shell()) || findBrowsers()[engine];
  if (!path)
    throw new Error(
      `No ${engine} was found. Set SHIRUBE_${engine.toUpperCase()}=/path, or install it (Debian: apt-get install ${engine === 'chromium' ? 'chromium' : 'firefox-esr'}).`,
    );
  if (engine === 'firefox') {
    const own = path === cached(firefox);
    return firefox.launch({
      executablePath: path,
      ...(own ? {} : { channel: 'moz-firefox' }),
      ...(options.firefoxUserPrefs && { firefoxUserPrefs: options.firefoxUserPrefs }),
      env: { ...process.env, ...(process.getuid?.() === 0 && { HOME: '/root' }) } as Record<string, string>,
    });
  }
  return chromium.launch({
    executablePath: path,
    ...(options.ignoreDefaultArgs && { ignoreDefaultArgs: options.ignoreDefaultArgs }),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.args ?? []),
    ],
  });
}
