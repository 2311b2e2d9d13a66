/** Tokens, the card, its buttons. Sizes are pixels: the page's root font size is not ours to inherit. */

/** Each token: its light value, and its dark one where that differs. */
export const tokens: Record<string, [light: string, dark?: string]> = {
  accent: ['#3350d1', 'color-mix(in oklab,var(--shirube-accent,var(--t-accent,#5b78ff)) 58%,#fff)'],
  'on-accent': ['#fff', '#12162b'],
  surface: ['#fff', '#23262f'],
  text: ['#191c24', '#eef0f5'],
  muted: ['#5b6170', '#a8aebd'],
  border: ['#e3e5eb', '#3a3f4b'],
  shadow: ['0 0 0 1px #11141e10,0 2px 6px #11141e10,0 12px 32px #11141e29', '0 0 0 1px #fff2,0 2px 6px #0005,0 12px 32px #0008'],
  veil: ['#11141e7a', '#0009'],
  focus: ['var(--accent)'],
  radius: ['12px'],
  font: ['system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",sans-serif'],
  size: ['14px'],
  space: ['8px'],
  width: ['344px'],
};
const rules = (scheme: 0 | 1) =>
  Object.entries(tokens)
    .map(([name, values]) =>
      values[scheme]
        ? `--${name}:var(--shirube-${scheme ? 'dark-' : ''}${name},var(--${scheme ? 'd' : 't'}-${name},${values[scheme]}));`
        : '',
    )
    .join('');

export const baseCss = () => `:host{all:initial!important;display:contents!important;zoom:var(--zoom,1)!important}
@media print{:host{display:none!important}}
.slot{${rules(0)}--soft:color-mix(in srgb,var(--text) 6%,transparent);color-scheme:light}
.slot[data-scheme=dark]{${rules(1)}color-scheme:dark}
.slot{display:contents;font:400 var(--size)/1.6 var(--font);color:var(--text);-webkit-text-size-adjust:100%}
.slot:lang(ja){line-break:strict;word-break:auto-phrase;--lead:1.7}
.slot[dir=rtl] :is(h2,h3,p,li,summary,small,.label,.note){unicode-bidi:plaintext;text-align:right}
*{box-sizing:border-box}
.shut,.surface::backdrop{display:none}
.sr{position:absolute;top:0;left:0;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.surface{position:fixed;inset:auto;margin:0;border:0;padding:0;overflow:visible;background:none;color:inherit;z-index:2147483647;width:auto;height:auto}
.surface[data-off]{visibility:hidden!important;pointer-events:none!important}
.card{display:flex;flex-direction:column;width:min(var(--width),100vw - 16px);max-height:min(640px,100dvh - 16px);background:var(--surface);border-radius:var(--radius);box-shadow:var(--shadow)}
.dialog{display:flex;flex-direction:column;min-height:0;outline:0}
.main{overflow:auto;overscroll-behavior:contain;padding:calc(var(--space)*2) calc(var(--space)*2.5) 0}
.main:focus-visible{outline:2px solid var(--focus);outline-offset:-2px}
.main:not(:has(+.foot)){padding-bottom:calc(var(--space)*2.5)}
h2{margin:0;padding-inline-end:32px;font-size:calc(var(--size) + 2px);font-weight:600;line-height:1.45;text-wrap:balance;overflow-wrap:anywhere}
.body{text-wrap:pretty;overflow-wrap:anywhere;line-height:var(--lead,1.6)}
h2+.body{margin-top:calc(var(--space)*.75);color:color-mix(in srgb,var(--text) 84%,var(--surface))}
.body>*{margin:0 0 var(--space)}.body>:last-child{margin-bottom:0}
.body ul,.body ol{padding-inline-start:20px}
em:lang(ja){font-style:normal;font-weight:600}
.body code{font:.92em/1.4 ui-monospace,Menlo,Consolas,monospace;background:var(--soft);border-radius:4px;padding:1px 5px}
a:not(.btn){color:var(--accent);text-underline-offset:2px}
.foot{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:var(--space);padding:calc(var(--space)*2) calc(var(--space)*2.5)}
.steps{margin-inline-end:auto;color:var(--muted);font-size:calc(var(--size) - 1px);font-variant-numeric:tabular-nums;white-space:nowrap}
.btn{appearance:none;display:inline-flex;align-items:center;justify-content:center;min-height:34px;padding:5px 14px;border:1px solid var(--border);border-radius:8px;background:none;color:var(--text);font:600 var(--size)/1.4 var(--font);text-decoration:none;text-align:center;overflow-wrap:anywhere;cursor:pointer;transition:background-color .12s,filter .12s}
@media(hover){.btn:hover,.x:hover{background:var(--soft);color:var(--text)}.btn.primary:hover{filter:brightness(1.08)}}
.btn.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.btn.link{border-color:transparent;color:var(--accent);padding-inline:8px}
.btn:active{filter:brightness(.95)}
:is(.btn,.x,a,.opt,input,textarea,summary):focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.x{appearance:none;position:absolute;inset-block-start:10px;inset-inline-end:10px;width:32px;height:32px;border:0;border-radius:8px;padding:0;background:none;color:var(--muted);cursor:pointer;display:grid;place-items:center;z-index:1}
svg{display:block;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.centre{inset:0;margin:auto;height:fit-content}
.corner{inset-block-end:calc(20px + var(--kb,0px) + var(--dock-end,0px));inset-inline-end:20px}
.corner.start{inset-inline:20px auto;inset-block-end:calc(20px + var(--kb,0px) + var(--dock-start,0px))}.corner.up{inset-block:20px auto}
@media(prefers-reduced-motion:no-preference){.in{animation:in .14s ease-out}@keyframes in{from{opacity:.25}}}
@media(max-width:480px){
.card{width:auto}
.card.sheet,.card.corner,.card.centre{inset:auto 8px calc(8px + env(safe-area-inset-bottom,0px) + var(--kb,0px));width:auto;height:auto;margin:0;max-height:calc(min(max(70dvh,min(260px,100dvh - 16px)),max(200px,var(--room,100dvh))) - var(--kb,0px));padding-bottom:0}
.card.sheet.high{inset:calc(8px + env(safe-area-inset-top,0px)) 8px auto}
.btn{min-height:44px;padding:8px 16px}.x{width:44px;height:44px;inset-block-start:4px;inset-inline-end:4px}
h2{padding-inline-end:40px}}
@media(forced-colors:active){.card{border:1px solid CanvasText}.btn.primary{background:Highlight;color:HighlightText;forced-color-adjust:none}}`;
