/** The tag in all its forms: nonce, integrity, crossorigin, async, defer; a chunk map for integrity; two instances on one page. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import type { EngineName } from '../helpers/browsers';
import { drivable } from '../helpers/engines';

const { engines, contextOf } = drivable();

const dist = process.env.SHIRUBE_DIST ?? new URL('../../packages/browser/dist/', import.meta.url).pathname;
interface Manifest {
  files: Record<string, { integrity: string }>;
}
const integrityOf = (file: string) => (JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8')) as Manifest).files[file]?.integrity ?? '';
const config = {
  shirube: 1,
  caps: { gap: '0s' },
  content: [{ id: 'hello', kind: 'nudge', title: 'Hello', body: 'There', when: { kind: 'event', name: 'begin' } }],
};
interface Scene {
  page: Page;
  context: BrowserContext;
  collector: Collector;
  errors: string[];
}
const visit = async (
  engine: EngineName,
  head: (cdn: string) => string,
  policy: (cdn: string) => string,
  work: (scene: Scene) => Promise<void>,
  prepare?: (scene: Scene) => Promise<unknown>,
): Promise<void> => {
  const [collector, cdn] = await Promise.all([startCollector(), startCollector()]);
  collector.page = (url) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
      : {
          headers: policy(cdn.url) ? { 'content-security-policy': policy(cdn.url) } : {},
          body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>${head(cdn.url)}</head><body><h1>Page</h1></body></html>`,
        };
  const context = await contextOf(engine);
  try {
    const page = await context.newPage();
    const scene: Scene = { page, context, collector, errors: [] };
    // Firefox tells here as well what it has refused to load: the icon of the page, and what does not have its hash.
    page.on(
      'pageerror',
      ({ message }) => void (/\/favicon\.ico|hashes in the integrity attribute/.test(message) || scene.errors.push(message)),
    );
    await prepare?.(scene);
    await page.goto(collector.url);
    await work(scene);
  } finally {
    await context.close();
    await Promise.all([collector.close(), cdn.close()]);
  }
};
const begins = async ({ page, collector, errors }: Scene): Promise<void> => {
  await page.waitForFunction('window.shirube && "version" in window.shirube');
  await page.evaluate(() => window.shirube.track('begin'));
  expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
  expect(await page.getByText('Hello', { exact: true }).first().isVisible()).toBe(true);
  expect(errors).toEqual([]);
};

describe.each(engines)('the tag in %s', (engine) => {
  const tag = (cdn: string, how: string, integrity = integrityOf('shirube.js')) =>
    `<script ${how} nonce="abc" crossorigin="anonymous" integrity="${integrity}" src="${cdn}/shirube.js" data-config="/config" data-endpoint="/c"></script>`;
  const policy = () =>
    "default-src 'none'; script-src 'nonce-abc'; connect-src 'self'; style-src 'nonce-abc'; require-trusted-types-for 'script'; trusted-types 'none'";
  it.each(['async', 'defer'])(
    '%s, with nonce, integrity and crossorigin, from another origin, under the strictest policy',
    { timeout: 60_000 },
    (how) => visit(engine, (cdn) => tag(cdn, how), policy, begins),
  );
  it('with the integrity of another file is not run; the page goes on as if it were not there', { timeout: 60_000 }, () =>
    visit(
      engine,
      (cdn) => tag(cdn, 'async', integrityOf('shirube.esm.js')),
      policy,
      async ({ page, collector, errors }) => {
        await page.waitForTimeout(1500);
        expect(await page.evaluate(() => [typeof window.shirube, document.querySelector('h1')?.textContent])).toEqual([
          'undefined',
          'Page',
        ]);
        expect([collector.requests, errors]).toEqual([0, []]);
      },
    ),
  );

  /** As docs/guide/content-security-policy.md says, word for word. */
  const recipe = (): string => {
    const guide = readFileSync(new URL('../../docs/guide/content-security-policy.md', import.meta.url), 'utf8');
    const [, command = ''] = /`node -p "(JSON\.stringify[^`]*)"` prints it/.exec(guide) ?? [];
    return execFileSync(process.execPath, ['-p', command.replaceAll('/shirube/', '/')], {
      cwd: new URL('..', `file://${dist}`),
      encoding: 'utf8',
    }).trim();
  };
  const mapped = () =>
    `<script type="importmap" nonce="abc">${recipe()}</script><script nonce="abc" src="/shirube.js" data-config="/config" data-endpoint="/c"></script>`;
  it('behind the import map that the guide prints, everything loads', { timeout: 60_000 }, () => visit(engine, mapped, policy, begins));
  it('behind that map a view that was changed on the way is not run; events go on', { timeout: 60_000 }, () =>
    visit(
      engine,
      mapped,
      () => '',
      async ({ page, collector, errors }) => {
        await page.evaluate(() => window.shirube.track('begin'));
        expect(await until(() => collector.names().includes('begin'), 20_000)).toBe(true);
        await page.waitForTimeout(6000);
        await page.evaluate(() => window.shirube.track('after'));
        expect(await until(() => collector.names().includes('after'), 20_000)).toBe(true);
        expect(await page.evaluate(() => Reflect.get(window, 'changed'))).toBeUndefined();
        expect(collector.names()).not.toContain('Content Shown');
        expect(errors).toEqual([]);
      },
      async ({ collector }) => {
        const name =
          Object.keys((JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8')) as Manifest).files).find((file) =>
            file.startsWith('nudge-'),
          ) ?? '';
        Object.assign(collector, { files: { [`/${name}`]: `window.changed = true;${readFileSync(dist + name, 'utf8')}` } });
        await Promise.resolve();
      },
    ),
  );

  it('written as type="module", where no script is the current one, is found by its file', { timeout: 60_000 }, () =>
    visit(
      engine,
      () => '<script type="module" nonce="abc" src="/shirube.js" data-config="/config" data-endpoint="/c"></script>',
      policy,
      begins,
    ),
  );

  it('as a module: two instances with keys of their own share neither person, nor queue, nor what they remember', { timeout: 60_000 }, () =>
    visit(
      engine,
      () => `<script type="module" nonce="abc">
      import { createShirube } from '/shirube.esm.js';
      window.ours = createShirube({ writeKey: 'k_ours', endpoint: '/c', config: '/config' });
      window.theirs = createShirube({ writeKey: 'k_theirs', endpoint: '/c' });
    </script>`,
      policy,
      async ({ page, collector, errors }) => {
        await page.waitForFunction('window.ours && window.theirs');
        await page.evaluate(async () => {
          const [ours, theirs] = ['ours', 'theirs'].map((name) => Reflect.get(window, name) as Window['shirube']);
          await ours?.identify('anna');
          await ours?.track('of ours');
          await theirs?.track('of theirs');
          await Promise.all([ours?.flush(), theirs?.flush()]);
        });
        expect(await until(() => collector.names().length >= 2, 20_000)).toBe(true);
        const event = (name: string) => collector.order.find((one) => one.event === name);
        expect([event('of ours')?.userId, event('of theirs')?.userId]).toEqual(['anna', undefined]);
        expect(event('of ours')?.anonymousId).not.toBe(event('of theirs')?.anonymousId);
        const keyOf = (name: string) => collector.attempts.find(({ ids }) => ids?.includes(event(name)?.messageId ?? ''))?.writeKey;
        expect([keyOf('of ours'), keyOf('of theirs')]).toEqual(['k_ours', 'k_theirs']);
        expect(
          await page.evaluate(async () => {
            await (Reflect.get(window, 'theirs') as Window['shirube']).reset();
            return Object.entries(localStorage)
              .filter(([, value]) => String(value).includes('anna'))
              .map(([key]) => key);
          }),
        ).toEqual(['shirube:k_ours:id']);
        // Its chunks are found beside the module, and what it shows is seen.
        await page.evaluate(() => (Reflect.get(window, 'ours') as Window['shirube']).track('begin'));
        expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
        expect(errors).toEqual([]);
      },
    ),
  );
});
