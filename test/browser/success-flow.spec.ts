/**
 * The success flow in a real browser: the real demo app, the built script, a controlled clock. What happened is read from what left
 * the page. The same file is played by the engine, the command line and the collector (test/scenarios).
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ms, type Config } from '@shirube/engine';
import { launch } from '../helpers/browsers';
import { serveDemo, type Served } from '../helpers/demo';
import { readScenario, type Action, type Expectation } from '../scenarios/run';

/** Milliseconds of real time for one try; the controlled clock moves between tries. */
const PATIENCE = 1000;
const tenth = (share: number) => Math.round(share * 10) / 10;
interface Sent {
  messageId: string;
  type: string;
  event?: string;
  timestamp: string;
  properties?: Record<string, unknown>;
}

/** An endpoint that keeps what it is sent, once per message, and can be down. */
class Endpoint {
  readonly events = new Map<string, Sent>();
  down = false;
  refused = 0;
  accept(body: string): [status: number, reply: string] {
    if (this.down) {
      this.refused++;
      return [503, ''];
    }
    const { batch } = JSON.parse(body) as { batch: Sent[] };
    for (const event of batch) this.events.set(event.messageId, event);
    return [
      200,
      JSON.stringify({ results: Object.fromEntries(batch.map((event) => [event.messageId, 'ok'])), now: new Date().toISOString() }),
    ];
  }
  all(event: string): Record<string, unknown>[] {
    return [...this.events.values()]
      .filter((e) => e.event === event)
      .sort((a, b) => a.timestamp.localeCompare(b.timestamp))
      .map((e) => e.properties ?? {});
  }
}

/** Plays the steps of a scenario with a person's hands. */
class Hands {
  private page: Page | undefined;
  private second: Page | undefined;
  /** Milliseconds that settling has already taken. */
  private ahead = 0;
  constructor(
    private readonly context: BrowserContext,
    private readonly origin: string,
    private readonly endpoint: Endpoint,
    private readonly config: Config,
  ) {}

  get away(): boolean {
    return !this.page;
  }
  private get here(): Page {
    const page = this.second ?? this.page;
    if (!page) throw new Error('no page is open');
    return page;
  }

  async do(action: Action): Promise<void> {
    if ('signIn' in action) await this.signIn();
    else if ('go' in action) await this.go(action.go);
    else if ('reload' in action) for (let i = 0; i < action.reload; i++) await this.load(() => this.here.reload());
    else if ('leave' in action) {
      await this.page?.close();
      this.page = undefined;
    } else if ('after' in action) await this.pass(ms(action.after));
    else if ('hide' in action || 'look' in action) await this.visible('look' in action);
    else if ('press' in action) await this.press();
    else if ('end' in action) await this.here.locator('shirube-root').getByRole('button', { name: '閉じる' }).first().click();
    else if ('tab' in action) {
      this.second = await this.context.newPage();
      await this.load(() => this.here.goto(this.origin + action.tab));
    } else if ('closeTab' in action) {
      await this.second?.close();
      this.second = undefined;
    } else if ('watch' in action) await this.watch(...action.watch);
    else if ('set' in action) await this.save(Object.keys(action.set));
    else if ('endpoint' in action) this.endpoint.down = action.endpoint === 'down';
  }

  /** What left the page until now; what waits is sent first. */
  async outcome(): Promise<Expectation> {
    await this.here.evaluate(() => (window as unknown as { shirube: { flush(): Promise<void> } }).shirube.flush()).catch(() => undefined);
    const { endpoint } = this;
    const inside = new Map<string, boolean>();
    for (const e of [...endpoint.events.values()].sort((a, b) => a.timestamp.localeCompare(b.timestamp)))
      if (e.event === 'Segment Entered' || e.event === 'Segment Left')
        inside.set(String(e.properties?.segment), e.event === 'Segment Entered');
    const steps = endpoint.all('Tour Step Viewed');
    const ended = endpoint.all('Content Completed').some((p) => p.content === 'tutorial');
    return {
      reached: [...new Set(endpoint.all('Milestone Reached').map((p) => String(p.milestone)))].sort(),
      in: [...inside].flatMap(([id, is]) => (is ? [id] : [])).sort(),
      shown: endpoint
        .all('Content Shown')
        .map((p) => String(p.content))
        .filter((id) =>
          ['tour', 'nudge', 'popover', 'modal', 'survey'].includes(this.config.content?.find((c) => c.id === id)?.kind ?? ''),
        ),
      step: ended ? null : String(steps[steps.length - 1]?.step ?? 'welcome'),
      // A real player stops a little late; the scenario's figures are checked to one decimal here.
      coverage: {
        v2: tenth(
          endpoint
            .all('Video Progressed')
            .concat(endpoint.all('Video Completed'))
            .reduce((most, p) => Math.max(most, Number(p.progress ?? 0)), 0),
        ),
      },
    };
  }

  private async load(go: () => Promise<unknown>): Promise<void> {
    await go();
    await this.here.waitForFunction(() => typeof (window as unknown as { shirube?: { version?: string } }).shirube?.version === 'string');
    await this.here.evaluate(() => (window as unknown as { shirube: { ready: Promise<void> } }).shirube.ready);
    await this.settle();
  }

  private async signIn(): Promise<void> {
    await this.context.clearCookies();
    this.page ??= await this.context.newPage();
    await this.load(() => this.here.goto(`${this.origin}/login`));
    await this.patient(
      () => this.here.locator('[data-shirube="login-u_hana"]').click({ timeout: PATIENCE }),
      () => this.at('/dashboard'),
    );
    await this.patient(() => this.here.waitForURL('**/dashboard', { timeout: PATIENCE }));
    await this.settle();
  }
  /** The app needs its timers while it is waited for. */
  private async patient(action: () => Promise<unknown>, done: () => Promise<boolean> = () => Promise.resolve(false)): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await action();
        return;
      } catch (error) {
        if (await done()) return;
        if (tries > 20) throw error;
        await this.tick(50);
      }
    }
  }
  private at(path: string): Promise<boolean> {
    return Promise.resolve(new URL(this.here.url()).pathname === path);
  }
  private async go(path: string): Promise<void> {
    this.ahead = 0;
    if (new URL(this.here.url()).pathname !== path) {
      await this.here.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new Event('haruiro:moved'));
      }, path);
    }
    await this.settle();
  }
  /** Lets the page's own promises and timers finish. The time that this takes is taken off the next wait, so that waits stay exact. */
  private async settle(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await this.tick(20);
      await this.here.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve();
            port2.postMessage(0);
          }),
      );
    }
    await this.here.evaluate(() => (window as unknown as { shirube: { flush(): Promise<void> } }).shirube.flush());
  }
  private async tick(duration: number): Promise<void> {
    await this.context.clock.runFor(duration);
    this.ahead += duration;
  }
  private async pass(duration: number): Promise<void> {
    const rest = Math.max(0, duration - this.ahead);
    this.ahead = Math.max(0, this.ahead - duration);
    // Long absences are jumped over; a page that is open sees every timer.
    if (this.page) {
      // In short waits something may be painted: the browser needs a real moment for that between the virtual ones.
      const parts = rest <= 5000 ? Math.ceil(rest / 400) : 1;
      for (let i = 0; i < parts; i++) {
        await this.context.clock.runFor(rest / parts);
        await this.here.evaluate(
          () =>
            new Promise<void>((resolve) => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve();
              port2.postMessage(0);
            }),
        );
        await this.painted();
      }
    } else await this.context.clock.fastForward(rest);
  }
  /** A real frame: what is observed by intersection is told after it. */
  private async painted(): Promise<void> {
    await this.here.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 } });
  }
  private async visible(is: boolean): Promise<void> {
    await this.here.evaluate((visible) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (visible ? 'visible' : 'hidden') });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => !visible });
      document.dispatchEvent(new Event('visibilitychange'));
    }, is);
  }
  private async press(): Promise<void> {
    const card = this.here.locator('shirube-root [role="dialog"]').first();
    let before = '';
    await this.patient(async () => void (before = (await card.textContent({ timeout: PATIENCE })) ?? ''));
    await this.patient(
      () => card.locator('button.primary').click({ timeout: PATIENCE }),
      async () => (await card.textContent({ timeout: 200 }).catch(() => '')) !== before,
    );
    await this.settle();
  }

  /** Real frames, real clock. */
  private async watch(video: string, from: number, to: number): Promise<void> {
    const content = this.config.content?.find((c) => c.kind === 'video' && c.video === video)?.id ?? '';
    const open = await this.here.locator('shirube-root video').count();
    await this.context.clock.resume();
    if (!open) await this.here.evaluate((id) => (window as unknown as { shirube: { show(id: string): void } }).shirube.show(id), content);
    await this.here.locator('shirube-root video').waitFor({ state: 'attached' });
    await this.here.locator('shirube-root video').evaluate(
      async (element, [start, end]) => {
        const player = element as HTMLVideoElement;
        player.muted = true;
        if (player.readyState < 1) await new Promise((resolve) => player.addEventListener('loadedmetadata', resolve, { once: true }));
        player.currentTime = start;
        await new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }));
        player.playbackRate = 16;
        await player.play();
        await new Promise<void>((resolve) => {
          const look = () => (player.currentTime >= end - 0.3 || player.ended ? resolve() : undefined);
          for (const type of ['timeupdate', 'ended']) player.addEventListener(type, look);
          look();
        });
        player.pause();
      },
      [from, to] as const,
    );
    await this.settle();
  }

  /** Fills in and saves the app's own forms. */
  private async save(traits: string[]): Promise<void> {
    const fields: Record<string, Record<string, string>> = {
      company: { 'company-name': '青葉デザイン事務所', 'postal-code': '100-0001', address: '東京都千代田区1-1' },
      'registration-number': { 'registration-number': 'T1234567890123' },
      bank: { 'bank-name': 'みらい銀行', 'branch-name': '本店', 'account-number': '1234567', 'account-holder': 'アオバ' },
      'tax-rounding': {},
      sender: {
        'sender-name': '青葉 花',
        'sender-postal-code': '100-0001',
        'sender-address': '東京都千代田区1-1',
        'sender-email': 'hana@example.com',
      },
    };
    const close = this.here.locator('shirube-root').getByRole('button', { name: '閉じる' });
    if (await this.here.locator('shirube-root video').count()) await this.patient(() => close.first().click({ timeout: PATIENCE }));
    for (const trait of traits) {
      const item = trait.replace('settings_', '').replaceAll('_', '-');
      await this.go(`/settings/${item}`);
      for (const [id, value] of Object.entries(fields[item] ?? {}))
        await this.patient(() => this.here.locator(`#${id}`).fill(value, { timeout: PATIENCE }));
      if (item === 'tax-rounding') await this.here.locator('input[type=radio]').first().check();
      await this.here.locator('[data-shirube="save-setting"]').click();
      await this.patient(() => this.here.waitForURL((url) => url.pathname !== `/settings/${item}`, { timeout: PATIENCE }));
    }
    await this.settle();
  }
}

describe('a person goes through the success flow in a real browser', () => {
  const { file, config } = readScenario('success-flow');
  let served: Served;
  let browser: Browser;
  const endpoint = new Endpoint();

  beforeAll(async () => {
    // The demo's own configuration, but its lessons may be played sixteen times as fast: minutes take seconds.
    const videos = config.videos?.map((video) => ({ ...video, policy: { speeds: [1, 16] } }));
    served = await serveDemo({ ...config, ...(videos && { videos }) }, (body) => endpoint.accept(body));
    browser = await launch('chromium', { whole: true });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it('every step goes as the scenario says', { timeout: 180_000 }, async () => {
    const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 800 } });
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(String(error.error())));
    await context.clock.install({ time: new Date(file.start) });
    await context.clock.pauseAt(new Date(Date.parse(file.start) + 1));
    const hands = new Hands(context, served.origin, endpoint, config);
    for (const { says, do: actions, expect: expected } of file.steps) {
      for (const action of actions) await hands.do(action);
      // Nobody is there: what became due meanwhile is told at the next visit.
      if (hands.away) continue;
      const visible = Object.fromEntries(
        Object.entries(expected).filter(([what]) => ['reached', 'in', 'shown', 'step', 'coverage'].includes(what)),
      );
      if (expected.coverage)
        visible.coverage = Object.fromEntries(Object.entries(expected.coverage).map(([id, share]) => [id, tenth(share)]));
      await expect
        .poll(
          async () => {
            const outcome = await hands.outcome();
            return Object.fromEntries(Object.keys(visible).map((what) => [what, outcome[what as keyof Expectation]]));
          },
          { message: says, timeout: 8000 },
        )
        .toEqual(visible);
    }
    expect(endpoint.refused, 'the endpoint was down for a while, and what it refused came again').toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await context.close();
  });
});
