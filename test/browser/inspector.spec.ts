/** The inspector in the demo: an engineer asks why, and takes home a recording that the command line plays again. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../helpers/browsers';
import { serveDemo, type Served } from '../helpers/demo';
import { readScenario } from '../scenarios/run';

const cli = fileURLToPath(new URL('../../packages/cli/bin/shirube.mjs', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const { config } = readScenario('success-flow');
const accept = (body: string): [number, string] => {
  const { batch } = JSON.parse(body) as { batch: { messageId: string }[] };
  return [
    200,
    JSON.stringify({ results: Object.fromEntries(batch.map((event) => [event.messageId, 'ok'])), now: new Date().toISOString() }),
  ];
};

let browser: Browser;
let served: Served;
let context: BrowserContext | undefined;
beforeAll(async () => {
  [browser, served] = await Promise.all([launch('chromium'), serveDemo(config, accept)]);
});
afterEach(() => context?.close());
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function visit(locale: string, address: string): Promise<Page> {
  context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(served.origin + address);
  return page;
}
const panel = (page: Page) => page.locator('shirube-inspector');

describe('an engineer who opens the app with ?shirube=inspect', () => {
  it('reads why the tutorial is not shown, what happened, and takes a recording home that plays again', async () => {
    const page = await visit('en-US', '/login?shirube=inspect');
    await page.click('[data-shirube="login-u_hana"]');
    const tutorial = panel(page).locator('details', { hasText: 'tutorial' }).first();
    await expect.poll(() => tutorial.textContent()).toMatch(/held[\s\S]*login/i);
    // It stays over a page load, and the recording goes on.
    await page.reload();
    await tutorial.locator('summary').click();
    await tutorial.getByRole('button', { name: 'Show it now' }).click();
    await page.locator('shirube-root [role=dialog]').waitFor();
    await expect.poll(() => tutorial.textContent()).toContain('open');
    // Which signal it came after.
    await expect.poll(() => tutorial.locator('summary').textContent()).toMatch(/Since \d\d:\d\d:\d\d, after: content tutorial requested/);
    await panel(page).getByRole('tab', { name: 'Signals' }).click();
    await expect.poll(() => panel(page).locator('.signals').textContent()).toContain('→ show tutorial');
    await panel(page).getByRole('tab', { name: 'Person' }).click();
    await expect.poll(() => panel(page).locator('.part').textContent()).toMatch(/u_hana[\s\S]*first-login/);
    await panel(page).getByRole('tab', { name: 'Recording' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), panel(page).getByRole('button', { name: 'Download' }).click()]);
    const folder = mkdtempSync(join(tmpdir(), 'shirube-flight-'));
    try {
      const file = join(folder, download.suggestedFilename());
      await download.saveAs(file);
      const { status, stdout } = spawnSync(process.execPath, [cli, 'replay', file, '--lang', 'en'], { encoding: 'utf8' });
      expect(stdout).toContain('The recorded effects came out again, all of them.');
      expect(stdout).toMatch(/u_hana[\s\S]*tutorial/);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('goes by keyboard, finds no accessibility fault, and turns it off for good', async () => {
    const page = await visit('ja-JP', '/login?shirube=inspect');
    await panel(page).getByRole('tab', { name: 'ガイド' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => panel(page).getByRole('tab', { name: 'シグナル' }).getAttribute('aria-selected')).toBe('true');
    // Folded and opened again, the focus stays on what does the opposite.
    const focused = () =>
      panel(page).evaluate(
        (host) => host.shadowRoot?.activeElement?.getAttribute('aria-label') ?? host.ownerDocument.activeElement?.tagName,
      );
    await panel(page).getByRole('button', { name: 'たたむ' }).press('Enter');
    expect(await focused()).toBe('インスペクターを開く');
    await panel(page).getByRole('button', { name: 'インスペクターを開く' }).press('Enter');
    expect(await focused()).toBe('たたむ');
    await page.evaluate(axe);
    const faults = await page.evaluate(async () =>
      (
        await (window as unknown as { axe: { run(context: string): Promise<{ violations: { id: string; help: string }[] }> } }).axe.run(
          'shirube-inspector',
        )
      ).violations.map(({ id, help }) => `${id}: ${help}`),
    );
    expect(faults).toEqual([]);
    await panel(page).getByRole('button', { name: 'インスペクターを終了する' }).click();
    await page.goto(`${served.origin}/login`);
    await page.evaluate(() => (window as unknown as { shirube: { ready: Promise<void> } }).shirube.ready);
    expect(await panel(page).count()).toBe(0);
  });
  it('goes on working above a modal dialog of the app, and outlives it', async () => {
    const page = await visit('en-US', '/login?shirube=inspect');
    await panel(page).getByRole('tab', { name: 'Guides' }).waitFor();
    const ask = (how: 'close' | 'remove') =>
      page.evaluate((way) => {
        const dialog = document.createElement('dialog');
        dialog.style.cssText = 'width:100vw;height:100vh;max-width:none;max-height:none;transform:translateX(0)';
        dialog.textContent = 'Delete everything?';
        document.body.append(dialog);
        dialog.showModal();
        dialog.addEventListener('click', () => dialog[way](), { once: true });
      }, how);
    for (const how of ['close', 'remove'] as const) {
      await ask(how);
      await panel(page).getByRole('tab', { name: 'Person' }).click();
      await panel(page).getByRole('tab', { name: 'Guides' }).click();
      await page.mouse.click(1200, 100);
      await expect.poll(() => panel(page).evaluate((host) => host.parentElement?.localName)).toBe('html');
      await panel(page).getByRole('tab', { name: 'Signals' }).click();
    }
  });
  it('begins each tab at its top, however far the last one was scrolled', async () => {
    const page = await visit('en-US', '/login?shirube=inspect');
    const part = panel(page).locator('.part');
    await expect.poll(() => part.evaluate((element) => element.scrollHeight > element.clientHeight)).toBe(true);
    await part.evaluate((element) => element.scrollTo(0, 400));
    await panel(page).getByRole('tab', { name: 'Person' }).click();
    await panel(page).getByText('Milestones').waitFor();
    expect(await part.evaluate((element) => element.scrollTop)).toBe(0);
  });
});

describe('on a page that has changed what every object inherits', () => {
  it.each([
    [
      'polluted',
      "Object.prototype.polluted = function () { return 'x'; }; Object.prototype.title = 'z'; Object.prototype.color = 'red'; Array.prototype.extra = 'y';",
    ],
    [
      'polluted and frozen',
      "Object.prototype.polluted = function () { return 'x'; }; Object.prototype.title = 'z'; Object.prototype.color = 'red'; Array.prototype.extra = 'y'; for (const one of [Object, Array, Function, Element, Node, EventTarget, String, Promise]) Object.freeze(one.prototype);",
    ],
    ['frozen', 'for (const one of [Object, Array, Function, Element, Node, EventTarget, String, Promise]) Object.freeze(one.prototype);'],
  ])('(%s) the inspector draws itself, answers clicks, and takes nothing of it along', async (_, script) => {
    context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => {
      if (error.stack?.includes('/inspector-')) faults.push(error.message);
    });
    await page.addInitScript(script);
    await page.goto(`${served.origin}/login?shirube=inspect`);
    await panel(page).getByRole('tab', { name: 'Person' }).click({ timeout: 10_000 });
    await expect.poll(() => panel(page).locator('.part').textContent()).toContain('Person');
    await panel(page).getByRole('tab', { name: 'Recording' }).click();
    await panel(page).getByRole('button', { name: 'Download' }).waitFor();
    expect(await panel(page).locator('[polluted], [title=z], [color=red]').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('everybody else', () => {
  it('never loads it', async () => {
    context = await browser.newContext();
    const page = await context.newPage();
    const files: string[] = [];
    page.on('request', (request) => files.push(request.url()));
    await page.goto(`${served.origin}/login`);
    await page.evaluate(() => (window as unknown as { shirube: { ready: Promise<void> } }).shirube.ready);
    expect(files.filter((file) => file.includes('/guide-'))).toHaveLength(1);
    expect(files.filter((file) => file.includes('inspector'))).toEqual([]);
  });
});
