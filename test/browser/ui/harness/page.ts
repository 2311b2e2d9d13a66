/** A believable little app for the guidance to stand in: header, side bar, form, table; light or dark, either direction. */
export interface HostOptions {
  title?: string;
  lang?: string;
  dir?: 'ltr' | 'rtl';
  dark?: boolean;
  head?: string;
  body?: string;
  world?: Record<string, unknown>;
  nonce?: string;
  before?: string;
  /** No script: the test starts the face itself. */
  bare?: boolean;
}

const css = (
  dark: boolean,
) => `*{box-sizing:border-box}body{margin:0;font:14px/1.6 system-ui,"Noto Sans CJK JP",sans-serif;background:${dark ? '#16181d' : '#f5f6f8'};color:${dark ? '#e8eaf0' : '#20232b'}}
header{height:56px;display:flex;align-items:center;gap:16px;padding:0 20px;background:${dark ? '#1d2026' : '#fff'};border-bottom:1px solid ${dark ? '#2d313a' : '#e4e6eb'}}
header b{font-size:16px;margin-inline-end:auto}.app{display:flex}aside{width:200px;padding:20px;flex:none}aside a{display:block;padding:6px 10px;color:inherit;text-decoration:none;border-radius:6px}
main{flex:1;padding:24px;min-width:0}.panel{background:${dark ? '#1d2026' : '#fff'};border:1px solid ${dark ? '#2d313a' : '#e4e6eb'};border-radius:10px;padding:20px;margin-bottom:20px}
label{display:block;margin-bottom:4px;font-weight:600}main input{width:min(320px,100%);padding:8px 10px;border:1px solid ${dark ? '#3a3f4b' : '#cfd3dc'};border-radius:6px;background:none;color:inherit;font:inherit}
button.app-btn{padding:8px 16px;border:0;border-radius:6px;background:#1f7a5c;color:#fff;font:inherit}table{width:100%;border-collapse:collapse}td,th{text-align:start;padding:8px;border-bottom:1px solid ${dark ? '#2d313a' : '#e4e6eb'}}
@media(max-width:600px){aside{display:none}}`;

const words = {
  en: {
    app: 'Haruiro Billing',
    nav: ['Dashboard', 'Invoices', 'Clients', 'Settings'],
    create: 'New invoice',
    number: 'Registration number',
    save: 'Save',
    rows: ['Aoba Design', 'Ogawa Works', 'Minato Logistics', 'Sakura Dental'],
  },
  ja: {
    app: 'ハルイロ請求',
    nav: ['ダッシュボード', '請求書', '取引先', '設定'],
    create: '請求書を作成',
    number: '登録番号',
    save: '保存',
    rows: ['青葉デザイン事務所', '小川工務店', 'ミナト物流', 'さくら歯科'],
  },
};

export function hostPage(options: HostOptions = {}): string {
  const { lang = 'en', dir = 'ltr', dark = false, nonce } = options;
  const w = words[lang === 'ja' ? 'ja' : 'en'];
  const attr = nonce ? ` nonce="${nonce}"` : '';
  const body =
    options.body ??
    `<header><b>${w.app}</b><button class="app-btn" id="create" data-shirube="new-invoice">${w.create}</button></header>
<div class="app"><aside><nav>${w.nav.map((n, i) => `<a href="#" id="nav${i}">${n}</a>`).join('')}</nav></aside>
<main><div class="panel"><label for="number">${w.number}</label><input id="number" placeholder="T1234567890123"> <button class="app-btn" id="save">${w.save}</button></div>
<div class="panel"><table><tbody>${w.rows.map((r, i) => `<tr id="row${i}"><td>${r}</td><td>¥${(i + 3) * 12}0,000</td></tr>`).join('')}</tbody></table></div></main></div>`;
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${options.title ?? w.app}</title>
<style${attr}>${css(dark)}</style>${options.head ?? ''}</head><body>${body}
${options.before ?? ''}${options.bare ? '' : `<script type="module"${attr}>import { start } from '/face.js'; import { createWorld } from '/world.js'; window.world = createWorld(start, ${JSON.stringify({ lang, ...options.world })}); document.documentElement.dataset.ready = '1';</script>`}
</body></html>`;
}
