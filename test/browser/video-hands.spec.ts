/** Hands on the controls while the film goes on: what is being dragged, chosen or typed is the person's until they let go. */
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, position, until, ready, play, clean } = viewer();
let at: Site;
let page: Page;
beforeEach(() => void ({ at, page } = now()));

it('whoever drags the playhead while the film goes on finds it where they let go', async () => {
  await open(page, at, 'v1');
  await play();
  const box = await page.getByRole('slider', { name: 'Seek' }).boundingBox();
  if (!box) throw new Error('no slider');
  const y = box.y + box.height / 2;
  const thumb = await position();
  await page.mouse.move(box.x + (box.width - 16) * (thumb / 30) + 8, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, y, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 });
  // Long enough for the film to have told several times where it is.
  await page.waitForTimeout(900);
  expect(Math.abs(Number(await page.getByRole('slider', { name: 'Seek' }).inputValue()) - 18)).toBeLessThan(1.5);
  await page.mouse.up();
  await until('el.currentTime > 16.5 && el.currentTime < 20');
  await until('!el.paused');
  await expect.poll(async () => Number(await page.getByRole('slider', { name: 'Seek' }).inputValue())).toBeGreaterThan(17);
  await clean();
});

it('two words can be searched for in the transcript, also while the film goes on', async () => {
  await open(page, at, 'v1');
  await ready();
  await page.getByRole('button', { name: 'Transcript' }).click();
  await page.getByRole('heading').first().waitFor();
  await play();
  await page.getByRole('searchbox').pressSequentially('the invoices', { delay: 60 });
  expect(await page.getByRole('searchbox').inputValue()).toBe('the invoices');
  expect(await page.getByRole('list', { name: 'Transcript' }).getByRole('button').count()).toBe(1);
  await clean();
});
