/** Guidance and the app it stands in: its routes, its router, its functions, its own versions of what the browser brings. With the script as it ships. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector, until, type Collector } from '../chaos/collector.mjs';
import { launch } from '../helpers/browsers';

const on = (name: string) => ({ kind: 'event', name });
const nudge = (id: string, more: object) => ({ id, kind: 'nudge', title: id, caps: false, frequency: 'always', ...more });
const config = {
  shirube: 1,
  version: 'c1',
  defaultLanguage: 'ja',
  caps: { gap: '0s' },
  traits: { tour_seen: { type: 'boolean' } },
  segments: [{ id: 'toured', when: { kind: 'trait', name: 'tour_seen', is: true } }],
  content: [
    ...['push', 'replace', 'api', 'swap', 'patched'].map((id) =>
      nudge(`at-${id}`, { pages: `/${id}/*`, when: { kind: 'page', path: `/${id}/*` } }),
    ),
    nudge('at-hash', {
      when: { kind: 'page', path: '/*', hash: '#/hash' },
      hide: { kind: 'not', of: { kind: 'page', path: '/*', hash: '#/hash' } },
    }),
    nudge('acts', {
      when: on('acts'),
      ask: false,
      buttons: [
        {
          label: 'Do',
          do: [
            { call: 'hello', args: ['x', 2] },
            { call: 'nobody' },
            { call: 'breaks' },
            { setTrait: 'tour_seen', to: true },
            { track: 'Acted', properties: { n: 1 } },
            { start: 'started' },
            { navigate: '/routed/by-the-app' },
          ],
        },
      ],
    }),
    nudge('started', {}),
    nudge('words', { when: on('words'), title: { 'pt-BR': 'Exata', pt: 'Língua', ja: '既定', en: 'English' } }),
    {
      id: 'survey',
      kind: 'survey',
      when: on('survey'),
      frequency: 'untilCompleted',
      caps: false,
      questions: [
        { id: 'score', type: 'nps', ask: 'Score', low: 'Bad', high: 'Good' },
        { id: 'why', type: 'text', ask: 'Why?' },
        { id: 'last', type: 'choice', ask: 'Last', choices: [{ value: 'a', label: 'A' }] },
      ],
    },
  ],
};
let browser: Browser;
let collector: Collector;
const errors: string[] = [];
beforeAll(async () => {
  browser = await launch('chromium');
  collector = await startCollector();
  collector.page = (url: URL) =>
    url.pathname === '/config'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(config) }
      : { body: collector.html('data-config="/config"', url.searchParams.has('patched') ? patches : '') };
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await collector?.close();
});

/** An app that wraps what the browser brings, as monitoring and router libraries do, and answers its own requests itself. */
const patches = `<script>
  const own = { fetch: window.fetch, push: history.pushState, replace: history.replaceState, send: XMLHttpRequest.prototype.send };
  window.seen = [];
  window.fetch = function (input, init) { const url = String(input && input.url || input); seen.push(url); if (url.includes('/api/')) return Promise.resolve(new Response('{}')); return own.fetch.call(window, input, init); };
  history.pushState = function (...args) { const done = own.push.apply(history, args); dispatchEvent(new Event('locationchange')); return done; };
  history.replaceState = () => { throw new Error('the app allows no replaceState'); };
  window.patched = [window.fetch, history.pushState, history.replaceState];
</script>`;
const open = async (path: string, init?: object): Promise<Page> => {
  // Everybody is somebody else: what one still has open would hold back what another is to see.
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 700 } })).newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${collector.url}${path}`);
  if (init) await page.evaluate((options) => void window.shirube.init(options), init);
  await page.evaluate(() => window.shirube.ready);
  return page;
};
const card = (page: Page, title: string) => page.locator('.card', { hasText: title });
const of = (name: string) => collector.order.filter((event) => event.event === name);

test('in an app with routes a hint comes with its route and goes with it: history, hash, the Navigation API, a swapped body', async () => {
  const page = await open('/start');
  await page.evaluate(() => {
    const navigation = Reflect.get(window, 'navigation') as EventTarget;
    navigation.addEventListener('navigate', (event) => {
      const { destination, intercept } = event as unknown as {
        destination: { url: string };
        intercept(options: { handler(): Promise<void> }): void;
      };
      if (destination.url.includes('/api/'))
        intercept.call(event, {
          handler: async () => {
            document.querySelector('h1')?.replaceChildren('Drawn by the app');
          },
        });
    });
  });
  const ways: Record<string, () => void> = {
    'at-push': () => history.pushState({}, '', '/push/1'),
    'at-replace': () => history.replaceState({}, '', '/replace/1'),
    'at-hash': () => {
      history.pushState({}, '', '/plain');
      location.hash = '#/hash';
    },
    'at-api': () => void (Reflect.get(window, 'navigation') as { navigate(url: string): void }).navigate('/api/1'),
    // As Turbo and htmx do: a body that was fetched takes the place of the one that is there.
    'at-swap': () => {
      const next = new DOMParser().parseFromString('<body><h1>Swapped</h1><button id="save">Save</button></body>', 'text/html');
      document.body.replaceWith(document.adoptNode(next.body));
      history.pushState({ turbo: true }, '', '/swap/1');
    },
  };
  for (const [id, go] of Object.entries(ways)) {
    await page.evaluate(go);
    await card(page, id).waitFor();
    expect(await page.locator('.card').count(), id).toBe(1);
  }
  await page.evaluate(() => history.back());
  await card(page, 'at-api').waitFor();
  expect(await page.locator('.card').count()).toBe(1);
  await page.context().close();
});

test("buttons go through the app: its router, its functions by name, its user's traits; what it never registered, or what breaks, harms nobody", async () => {
  const page = await open('/start');
  await page.evaluate(() => {
    const calls: unknown[] = [];
    Object.assign(window, { calls });
    window.shirube.init({
      navigate: (path) => {
        calls.push(['navigate', path]);
        history.pushState({}, '', path);
      },
      actions: {
        hello: (...args) => calls.push(['hello', ...args]),
        breaks: () => {
          throw new Error('a function of the app');
        },
      },
    });
    void window.shirube.identify('u_1');
    void window.shirube.track('acts');
  });
  await card(page, 'acts').getByRole('button', { name: 'Do' }).click();
  await card(page, 'started').waitFor();
  expect(await page.evaluate(() => [Reflect.get(window, 'calls') as unknown, location.pathname])).toEqual([
    [
      ['hello', 'x', 2],
      ['navigate', '/routed/by-the-app'],
    ],
    '/routed/by-the-app',
  ]);
  await page.evaluate(() => window.shirube.flush());
  await until(() => of('Acted').length > 0);
  expect(of('Acted')[0]?.properties).toMatchObject({ n: 1 });
  expect(await until(() => of('Segment Entered').some(({ properties }) => properties?.segment === 'toured'))).toBe(true);
  expect(
    collector.order.some((event) => event.type === 'identify' && (event.traits as Record<string, unknown> | undefined)?.tour_seen === true),
  ).toBe(true);
  await page.context().close();
});

test('a person who has given a score and reloads is asked the next question, and the score was told once', async () => {
  const page = await open('/start');
  await page.evaluate(() => void window.shirube.track('survey'));
  await card(page, 'Score').locator('.opt').nth(4).click();
  await page
    .getByRole('button', { name: '次へ' })
    .or(page.getByRole('button', { name: 'Next' }))
    .click();
  await card(page, 'Why?').waitFor();
  await page.reload();
  await card(page, 'Why?').waitFor();
  expect(await page.locator('.card .steps').innerText()).toContain('2 / 3');
  await page.locator('textarea').fill('Too many clicks');
  await page.locator('.card .x').click();
  await page.evaluate(() => window.shirube.flush());
  await until(() => of('Survey Answered').length > 1);
  expect(of('Survey Answered').map(({ properties }) => [properties?.question, properties?.value])).toEqual([
    ['score', 4],
    ['why', 'Too many clicks'],
  ]);
  await until(() => of('Content Dismissed').some(({ properties }) => properties?.content === 'survey'));
  expect(of('Content Shown').filter(({ properties }) => properties?.content === 'survey')).toHaveLength(1);
  await page.context().close();
});

test('words of content come in the exact language, then the language, then the one the author made the default', async () => {
  for (const [lang, title] of [
    ['pt-BR', 'Exata'],
    ['pt-PT', 'Língua'],
    ['de-AT', '既定'],
  ] as const) {
    const page = await open('/start', { lang });
    await page.evaluate(() => void window.shirube.track('words'));
    await card(page, title).waitFor();
    await page.locator('.card .x').click();
    await page.context().close();
  }
});

test('an app that has put its own fetch and history in place keeps them, is not asked for its requests, and gets its hint', async () => {
  const page = await open('/start?patched');
  await page.evaluate(() => history.pushState({}, '', '/patched/1'));
  await card(page, 'at-patched').waitFor();
  const [same, asked] = await page.evaluate(() => [
    (Reflect.get(window, 'patched') as unknown[]).every((one, i) => one === [window.fetch, history.pushState, history.replaceState][i]),
    Reflect.get(window, 'seen') as string[],
  ]);
  expect(same).toBe(true);
  expect(asked.filter((url) => url.includes('/api/'))).toEqual([]);
  await page.context().close();
  expect(errors).toEqual([]);
});
