import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startCollector, until } from '../chaos/collector.mjs';
import type { EngineName } from '../helpers/browsers';
import { drivable } from '../helpers/engines';

const { engines, contextOf } = drivable();

const dist = process.env.SHIRUBE_DIST ?? new URL('../../packages/browser/dist/', import.meta.url).pathname;
interface Manifest {
  chunks: Record<string, { file: string; integrity: string }>;
}
const manifest = (): Manifest => JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8')) as Manifest;
const config = {
  shirube: 1,
  milestones: [{ id: 'began', when: { kind: 'event', name: 'begin' } }],
  content: [{ id: 'hello', kind: 'nudge', title: 'Hello', body: 'There', when: { kind: 'milestone', id: 'began' } }],
};
const tt = "require-trusted-types-for 'script'";
const policies: [name: string, policy: string][] = [
  ['no policy', ''],
  ["'self'", "default-src 'self'"],
  ['a nonce only', "default-src 'none'; script-src 'nonce-N'; connect-src 'self'; style-src 'nonce-N'"],
  ['a nonce and strict-dynamic', "default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; connect-src 'self'; style-src 'self'"],
  ['Trusted Types', `default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; connect-src 'self'; style-src 'self'; ${tt}`],
  [
    'Trusted Types with somebody else’s policies only',
    `default-src 'none'; script-src 'nonce-N' 'strict-dynamic'; connect-src 'self'; style-src 'self'; ${tt}; trusted-types dompurify`,
  ],
  [
    'Trusted Types with none',
    `default-src 'none'; script-src 'nonce-N'; connect-src 'self'; style-src 'nonce-N'; ${tt}; trusted-types 'none'`,
  ],
  ['a host list, script from another origin', "default-src 'none'; script-src CDN; connect-src 'self'; style-src 'self'"],
];

/** A page under a policy, until its content was shown: nothing may be violated, nothing thrown. Gives the script files that were asked of the collector. */
async function shownUnder(
  policy: string,
  file: string,
  engine: EngineName = 'chromium',
  elsewhere = policy.includes('CDN'),
  module = false,
): Promise<string[]> {
  const [collector, cdn] = await Promise.all([startCollector(), startCollector()]);
  const context = await contextOf(engine);
  try {
    const page = await context.newPage();
    const from = elsewhere ? cdn.url : '';
    const attributes = `${from ? 'crossorigin' : ''} nonce="abc"`;
    const tag = module
      ? `<script type="module" ${attributes}>import { createShirube } from '${from}${file}'; window.shirube = createShirube({ config: '/config', endpoint: '/c' });</script>`
      : `<script ${attributes} src="${from}${file}" data-config="/config" data-endpoint="/c"></script>`;
    collector.page = (url) =>
      url.pathname === '/config'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
        : {
            headers: policy ? { 'content-security-policy': policy.replaceAll('nonce-N', 'nonce-abc').replace('CDN', cdn.url) } : {},
            body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>${tag}</head><body><h1>Page</h1></body></html>`,
          };
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      // Firefox asks for the icon of the page by itself.
      document.addEventListener(
        'securitypolicyviolation',
        (event) =>
          void (event.blockedURI.endsWith('/favicon.ico') || seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)),
      );
    });
    const errors: string[] = [];
    page.on('pageerror', (error) => void (error.message.includes('/favicon.ico') || errors.push(error.message)));
    await page.goto(collector.url);
    await until(() => page.evaluate(() => 'shirube' in window));
    await page.evaluate(() => window.shirube.track('begin'));
    expect(await until(() => collector.names().includes('Content Shown'), 20_000)).toBe(true);
    expect(await page.getByText('Hello', { exact: true }).first().isVisible()).toBe(true);
    expect(await page.evaluate(() => Reflect.get(window, 'seen') as string[])).toEqual([]);
    expect(errors).toEqual([]);
    return collector.paths.filter((path) => path.endsWith('.js'));
  } finally {
    await context.close();
    await Promise.all([collector.close(), cdn.close()]);
  }
}

describe.concurrent('under a content security policy', () => {
  it.each(policies)('%s: everything loads, content is shown, nothing is violated', { timeout: 40_000 }, async (_name, policy) => {
    await shownUnder(policy, '/shirube.js');
  });

  const everywhere = engines
    .flatMap((engine) => policies.map(([name, policy]) => [engine, name, policy] as const))
    .filter(([engine]) => engine !== 'chromium');
  it.runIf(everywhere.length).each(everywhere)(
    'in %s too, %s: everything loads, content is shown, nothing is violated',
    { timeout: 90_000 },
    async (engine, _name, policy) => {
      await shownUnder(policy, '/shirube.js', engine);
    },
  );
  // Those that say nothing of hosts let the chunks of another origin in by the nonce alone.
  const hostless = policies
    .filter(([name]) => !/'self'|host list/.test(name))
    .flatMap(([name, policy]) => engines.map((engine) => [engine, name, policy] as const));
  it.each(hostless)('in %s, %s: so does a script from another origin', { timeout: 90_000 }, async (engine, _name, policy) => {
    await shownUnder(policy, '/shirube.js', engine, true);
  });
  it.each(policies.flatMap(([name, policy]) => (name === "'self'" ? [] : [[name, policy] as const])))(
    '%s: so does the module',
    { timeout: 60_000 },
    async (_name, policy) => {
      // Under a host list a module that is written into the page is refused; there it is a file of the app.
      await shownUnder(
        policy.replace('script-src CDN', "script-src CDN 'nonce-abc'"),
        '/shirube.esm.js',
        'chromium',
        policy.includes('CDN'),
        true,
      );
    },
  );

  it.each(policies.slice(1, -1))(
    '%s: the single file, for networks that allow no second one, brings everything along',
    { timeout: 40_000 },
    async (_name, policy) => {
      expect(await shownUnder(policy, '/shirube.single.js')).toEqual(['/shirube.single.js']);
    },
  );

  it('a chunk that was tampered with is not run; the page and its events go on', { timeout: 40_000 }, async () => {
    const collector = await startCollector();
    const context = await contextOf('chromium');
    try {
      const page = await context.newPage();
      await context.route(`**/${manifest().chunks.guide?.file ?? 'guide'}*`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `window.tampered = true;${await response.text()}` });
      });
      const warnings: string[] = [];
      page.on('console', (message) => warnings.push(message.text()));
      collector.page = (url) =>
        url.pathname === '/config'
          ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
          : { body: collector.html('data-config="/config"') };
      await page.goto(collector.url);
      await page.evaluate(() => window.shirube.track('begin'));
      await until(() => collector.names().includes('begin'));
      await until(() => warnings.some((text) => text.includes('S2')));
      expect(await page.evaluate(() => Reflect.get(window, 'tampered'))).toBeUndefined();
      expect(warnings.some((text) => text.includes('S2'))).toBe(true);
    } finally {
      await context.close();
      await collector.close();
    }
  });
});
