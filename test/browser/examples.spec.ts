/** The small examples, as a person meets them. */
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExample as reactExample } from '../../examples/react/server.mjs';
import { createExample as scriptTagExample } from '../../examples/script-tag/server.mjs';
import { launch } from '../helpers/browsers';

let browser: Browser;
const servers: Server[] = [];
const listen = async (server: Server): Promise<string> => {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
};
/** A fresh person with a clock that the test moves; what the page complains about fails the test. */
async function visit(url: string): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  await page.clock.install();
  await page.goto(url);
  return { page, complaints };
}

beforeAll(async () => {
  browser = await launch('chromium', { whole: true });
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) server.close();
});

describe('the script tag example', () => {
  it('somebody who signs in a second time sees the tutorial', async () => {
    const { page, complaints } = await visit(await listen(scriptTagExample()));
    await page.waitForFunction('"version" in window.shirube');
    await page.click('#sign-in');
    await page.clock.runFor(6000);
    expect(await page.getByText('Welcome back').count()).toBe(0);
    await page.click('#sign-in');
    await page.clock.runFor(2000);
    await page.getByText('Welcome back').waitFor();
    await page.screenshot({ path: 'shots/example-script-tag.png' });
    expect(complaints).toEqual([]);
  });
});

describe('the React example', () => {
  it('under StrictMode shows the hint once, and takes it away when the task is added', async () => {
    await build({ configFile: fileURLToPath(new URL('../../examples/react/vite.config.ts', import.meta.url)), logLevel: 'silent' });
    const { page, complaints } = await visit(await listen(reactExample()));
    await page.getByText('Not signed in').waitFor();
    await page.clock.runFor(1000);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.clock.runFor(2000);
    const hint = page.getByText('Add your first task');
    await hint.first().waitFor();
    expect(await hint.count()).toBe(1);
    await page.screenshot({ path: 'shots/example-react.png' });
    await page.click('#add');
    await page.clock.runFor(1000);
    await hint.waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
  });
});
