/** Where guidance used to leave somebody standing: dead ends, lost focus, cards that stay, words that are read out as they are written. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Content } from '@shirube/engine';
import type { Page } from 'playwright-core';
import { card, frames, phases, settle, show } from './ui/harness/ask';
import { rig, type Rig } from './ui/harness/rig';
import { sampleConfig } from './ui/harness/samples';

let r: Rig;
beforeAll(async () => {
  r = await rig();
});
afterAll(async () => {
  await r.close();
});

type Tour = Extract<Content, { kind: 'tour' }>;
const tour = (steps: Tour['steps'], more: Partial<Tour> = {}): Tour => ({ kind: 'tour', id: 't', steps, ...more });
const title = (page: Page) => page.locator('.card h2').innerText();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const said = (page: Page) =>
  page.evaluate(() => document.querySelector('shirube-root')?.shadowRoot?.querySelector('[aria-live]')?.textContent);
const active = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.id || at?.className || at?.localName;
  });
const answers = (page: Page) =>
  page.evaluate(() => window.world.signals.flatMap((s) => (s.kind === 'answer' ? [[s.question, s.value]] : [])));

test('a question that must be answered has no button to pass it by', async () => {
  const page = await r.open();
  await show(page, { kind: 'survey', id: 's', questions: [{ id: 'q', type: 'rating', ask: 'How?', optional: false }] });
  await settle(page);
  expect(await page.locator('.foot .btn').isVisible()).toBe(false);
  await page.getByRole('radio', { name: '4' }).check();
  expect(await page.locator('.foot .btn').isVisible()).toBe(true);
});

test('an answer that was given but not sent is kept when the app takes the survey away, and when the page is left', async () => {
  const page = await r.open();
  const survey = (id: string): Content => ({ kind: 'survey', id, questions: [{ id, type: 'text', ask: 'Why?' }] });
  await show(page, survey('hidden'));
  await page.locator('textarea').fill('Half a sentence');
  await page.evaluate(() => window.world.hide('hidden', 'closed_by_app'));
  await show(page, survey('left'));
  await page.locator('textarea').fill('Another');
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  expect(await answers(page)).toEqual([
    ['hidden', 'Half a sentence'],
    ['left', 'Another'],
  ]);
});

test('what is read aloud is the text, without the marks that it is written with', async () => {
  const page = await r.open();
  const body = 'Press **Save**, see [the guide](/help/save) or `F1`.';
  await show(page, { kind: 'banner', id: 'b', body });
  await expect.poll(() => said(page)).toBe('Press Save, see the guide or F1.');
  await page.getByRole('region', { name: 'Press Save, see the guide or F1.', exact: true }).waitFor();
  await page.evaluate(() => window.world.hide('b', 'x'));
  await show(page, { kind: 'nudge', id: 'n', title: 'Stuck?', body: `${body}\n\n- One\n- Two` });
  await expect.poll(() => said(page)).toBe('Stuck?. Press Save, see the guide or F1.. One. Two');
  await page.evaluate(() => window.world.hide('n', 'x'));
  await show(page, tour([{ id: 'a', body }]));
  await page.getByRole('dialog', { name: 'Press Save, see the guide or F1.', exact: true }).waitFor();
});

test('the thanks of a survey are not read twice to whoever stands in it', async () => {
  const page = await r.open();
  await show(page, { kind: 'survey', id: 's', questions: [{ id: 'q', type: 'rating', ask: 'How?' }] });
  await page.getByRole('radio', { name: '4' }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Send' }).focus();
  await page.keyboard.press('Enter');
  await frames(page);
  await frames(page);
  expect([await active(page), await said(page)]).toEqual(['dialog', 'How?']);
});

test('somebody on the keyboard who is through with a hotspot, or with a checklist, is not sent back to the top of the page', async () => {
  const page = await r.open({ world: { config: sampleConfig } });
  await show(page, { kind: 'hotspot', id: 'h', target: { css: '#save' }, title: 'New' });
  await page.locator('.beacon').focus();
  await page.keyboard.press('Enter');
  await page.locator('.card').waitFor();
  await page.locator('.card .btn').focus();
  await page.keyboard.press('Enter');
  expect([await page.locator('.surface').count(), await active(page)]).toEqual([0, 'save']);
  await page.locator('#number').focus();
  await show(page, { kind: 'checklist', id: 'c', checklist: 'settings' });
  await page.locator('.launcher').focus();
  await page.evaluate(() => {
    window.world.state.ck = { settings: { company: 1, number: 1, bank: 1, tax: 1 } };
    window.world.changed();
  });
  await page.locator('.card.panel').waitFor();
  await page.locator('.card.panel .x').focus();
  await page.keyboard.press('Enter');
  expect([await page.locator('.surface').count(), await active(page)]).toEqual([0, 'number']);
});

test('whoever has clicked beside a modal, or was typing when it came, is still held in it by Tab', async () => {
  const page = await r.open();
  await show(page, { kind: 'modal', id: 'm', title: 'Terms', buttons: [{ label: 'Yes', do: 'complete' }] });
  await settle(page);
  await page.mouse.click(20, 700);
  for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab']) {
    await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.localName), key).toBe('shirube-root');
  }
  await page.evaluate(() => window.world.hide('m', 'x'));
  await page.locator('#number').focus();
  await show(page, { kind: 'modal', id: 'm', title: 'Terms', buttons: [{ label: 'Yes', do: 'complete' }] });
  await settle(page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('shirube-root');
});

test('Escape that ends a conversion in Safari, which tells it afterwards, closes neither a card nor the hub', async () => {
  r.server.page('/help.json', { html: '[]' });
  const page = await r.open();
  const escape = (inside: string) =>
    page
      .locator(inside)
      .evaluate((element) =>
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true, composed: true, cancelable: true }),
        ),
      );
  await show(page, { kind: 'survey', id: 's', questions: [{ id: 'q', type: 'text', ask: 'Why?' }] });
  await escape('textarea');
  expect(await card(page).count()).toBe(1);
  await page.evaluate(() => window.world.hide('s', 'x'));
  await show(page, { kind: 'hub', id: 'hub', articles: { feed: '/help.json' } });
  await page.locator('.launcher').click();
  await escape('.find input');
  expect(await page.locator('.card.panel').count()).toBe(1);
});

test('a checklist that is not in the configuration says so and ends', async () => {
  const page = await r.open();
  await show(page, { kind: 'checklist', id: 'c', checklist: 'gone' });
  await expect.poll(() => phases(page, 'c')).toEqual(['failed']);
});

test('a dialog of the app that is taken out of the page together with our card gives the card back', async () => {
  const page = await r.open();
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    dialog.id = 'host';
    dialog.append(document.createElement('input'));
    document.body.append(dialog);
    dialog.showModal();
  });
  await show(page, { kind: 'popover', id: 'p', target: { css: '#save' }, title: 'Here' });
  await page.evaluate(() => document.querySelector('#host')?.remove());
  await expect.poll(() => card(page).isVisible()).toBe(true);
  expect(await page.evaluate(() => document.querySelector('shirube-root')?.parentElement?.localName)).toBe('html');
});

test('on a phone no launcher lies over the buttons of a sheet, whichever came first', async () => {
  const page = await r.open({ world: { config: sampleConfig } }, { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
  await show(
    page,
    tour([
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ]),
  );
  await settle(page);
  await show(page, { kind: 'checklist', id: 'c', checklist: 'settings' });
  await show(page, { kind: 'hub', id: 'hub', videos: ['v1'] });
  await page.locator('.launcher').nth(1).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Next' }).click({ timeout: 3000 });
  expect(await title(page)).toBe('B');
  await press(page, 'Done');
  await expect.poll(() => page.locator('.launcher').first().isVisible()).toBe(true);
  await page.locator('.launcher').first().click();
  await page.locator('.card.panel').waitFor();
  await page.context().close();
});

test('Escape in a popover of the page closes that, and only then the card', async () => {
  const page = await r.open({
    body: '<button id="open" popovertarget="menu">Menu</button><div popover id="menu"><button id="item">Item</button></div>',
  });
  await show(page, { kind: 'popover', id: 'p', target: { css: '#open' }, title: 'Here' });
  await settle(page);
  await page.locator('#open').click();
  await page.locator('#item').focus();
  await page.keyboard.press('Escape');
  expect([await page.locator('#menu').isVisible(), await card(page).count()]).toEqual([false, 1]);
  await page.locator('#open').focus();
  await page.keyboard.press('Escape');
  expect(await card(page).count()).toBe(0);
});
