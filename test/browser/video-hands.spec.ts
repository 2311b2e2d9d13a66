/** Hands on the controls while the film goes on: what is being dragged, chosen or typed is the person's until they let go. */
import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { open, type Site } from './video/site';
import { viewer } from './video/viewer';

const { now, position, until, ready, play, world, clean } = viewer();
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

it('what was said is found in full and half width alike, and marked', async () => {
  await open(page, at, 'v1', { lang: 'ja' });
  await ready();
  await page.getByRole('button', { name: '文字起こし' }).click();
  await page.getByRole('heading').first().waitFor();
  for (const [words, marked] of [
    ['ｐｄｆで', 'PDFで'],
    ['２行', '2行'],
  ] as const) {
    await page.getByRole('searchbox').fill(words);
    await page.getByText('1 件').waitFor();
    expect(await page.locator('mark').allTextContents()).toEqual([marked]);
  }
  await clean();
});

it('the keys for captions and transcript do nothing where there are none, and nothing is remembered of it', async () => {
  await open(page, at, 'native', { config: { shirube: 1, videos: [{ id: 'native', title: 'Bare', sources: [{ src: '/clip.webm' }] }] } });
  await ready();
  await page.getByRole('button', { name: 'Play', exact: true }).focus();
  await page.keyboard.press('t');
  await page.keyboard.press('c');
  await page.keyboard.press('m');
  await until('el.muted');
  expect(await page.getByRole('searchbox').count()).toBe(0);
  expect(await world(() => sessionStorage.getItem('choice video'))).not.toContain('captions');
  await clean();
});

it('a call to action at the very beginning, and a question in the same second, are both there', async () => {
  const button = { label: 'Go', do: { navigate: '/go' } };
  const choices = [
    { id: 'a', text: 'Yes', correct: true },
    { id: 'b', text: 'No' },
  ];
  await open(page, at, 'q', {
    config: {
      shirube: 1,
      videos: [
        {
          id: 'q',
          title: 'Q',
          sources: [{ src: '/clip.webm' }],
          interactions: [
            { kind: 'cta', id: 'zero', at: 0, title: 'At the beginning', buttons: [button], until: 0.5 },
            { kind: 'cta', id: 'one', at: 0.7, title: 'Try it', buttons: [button] },
            { kind: 'quiz', id: 'two', at: 0.7, question: 'Clear?', choices },
          ],
        },
      ],
    },
  });
  await ready();
  const first = page.getByRole('heading', { name: 'At the beginning' });
  expect(await first.count()).toBe(0);
  await play();
  await first.waitFor();
  await page.getByText('Clear?').waitFor();
  expect(await first.count()).toBe(0);
  await page.getByRole('heading', { name: 'Try it' }).waitFor();
  await until('el.paused');
  await page.getByRole('radio', { name: 'Yes' }).check();
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await until('!el.paused');
  expect(await page.getByText('Clear?').count()).toBe(0);
  expect(await page.getByRole('heading', { name: 'Try it' }).count()).toBe(1);
  expect(await world(() => window.theatre.state().ans['q:two']?.v)).toBe('a');
  await clean();
});
