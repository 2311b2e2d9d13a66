import { afterAll, beforeAll, expect, test } from 'vitest';
import { rig, type Rig } from './ui/harness/rig';
let r: Rig;
beforeAll(async () => { r = await rig(); });
afterAll(async () => { await r.close(); });
test('look', async () => {
  for (const [name, dark, lang] of [['light-en', false, 'en'], ['dark-ja', true, 'ja']] as const) {
    const page = await r.open({ dark, lang });
    page.on('pageerror', (e) => console.log('ERR', e.message));
    await page.evaluate(() => window.world.show({ kind: 'tour', id: 'tut', steps: [
      { id: 'a', target: { data: 'new-invoice' }, title: { en: 'Create your first invoice', ja: '最初の請求書を作成しましょう' }, body: { en: 'Everything starts here. Pick a client, add **two lines**, and send it as a PDF.', ja: 'すべてはここから始まります。取引先を選び、**明細を2行**加えて、PDFで送付できます。' } },
      { id: 'b', target: { css: '#number' }, title: { en: 'Registration number', ja: '登録番号' }, body: { en: 'T and 13 digits.\n\n- Shown on every invoice\n- See [the guide](/help)', ja: 'Tと13桁の数字です。\n\n- すべての請求書に記載されます\n- [ガイド](/help)もご覧ください' } },
      { id: 'c', title: { en: 'All set', ja: '準備ができました' }, body: { en: 'Have fun.', ja: 'それでは始めましょう。' } },
    ] }));
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/look-${name}-1.png` });
    console.log(await page.evaluate(() => JSON.stringify([window.world.phases(), window.world.errors, window.world.tracks])));
    await page.keyboard.press('Tab');
    await page.locator('.btn.primary').click();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/look-${name}-2.png` });
    await page.locator('.btn.primary').click();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/look-${name}-3.png` });
    await page.locator('.btn.primary').click();
    await page.evaluate(() => { window.world.show({ kind: 'nudge', id: 'n', title: { en: 'Need help with this page?', ja: 'この画面でお困りですか?' }, body: { en: 'The article explains where to find your number.', ja: '登録番号の調べ方をまとめた記事があります。' }, buttons: [{ label: { en: 'Later', ja: 'あとで' }, do: 'snooze', kind: 'link' }, { label: { en: 'Open the article', ja: '記事を開く' }, do: { open: '/help', context: true } }] });
      window.world.show({ kind: 'popover', id: 'p', target: { css: '#row2' }, title: 'Row', body: 'side', placement: 'top-start' }); });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/look-${name}-4.png` });
    await page.evaluate(() => { window.world.show({ kind: 'modal', id: 'm', title: { en: 'New terms', ja: '利用規約の改定' }, body: { en: 'Please read **carefully**.', ja: '**10月1日**から適用されます。' }, buttons: [{ label: 'OK', do: 'complete' }] }); });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `shots/look-${name}-5.png` });
    console.log(await page.evaluate(() => JSON.stringify([window.world.phases(), window.world.errors])));
    await page.context().close();
  }
  expect(1).toBe(1);
});
