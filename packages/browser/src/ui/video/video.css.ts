/** What every video needs before anything else of it is there: its place, its size, its colours. Tokens come from the face (`--accent` and so on); the values after the comma are for a video that stands alone. */
export const t = (name: string, light: string) => `var(--${name},${light})`;
export const accent = t('accent', '#3350d1');
export const text = t('text', '#191c24');
export const muted = t('muted', '#5b6170');
export const surface = t('surface', '#fff');
export const border = t('border', '#e3e5eb');
export const focus = `outline:2px solid ${t('focus', accent)};outline-offset:`;

export const videoCss = `.sv-root{container-type:inline-size;color:${text};font:400 ${t('size', '14px')}/1.6 ${t('font', 'system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",sans-serif')}}
.sv-root *{box-sizing:border-box}
.sv-root svg{width:22px;height:22px;fill:currentColor;stroke:none;display:block}
.sv{display:grid;grid-template-columns:minmax(0,1fr);background:${surface}}
.sv-screen{background:${surface};min-width:0}
.sv-screen:focus{outline:0}
.sv-stage{position:relative;background:#0c0e14;overflow:hidden}
.sv-stage>video,.sv-stage>iframe,.sv-stage>div,.sv-stage>div>iframe{position:absolute;inset:0;width:100%;height:100%;border:0;display:block}
.sv-stage>video{object-fit:contain;background:#0c0e14}
.sv-stage>.sv-over{pointer-events:none}
.sv-big{position:absolute;inset:0;margin:auto;width:72px;height:72px;border:0;border-radius:50%;display:grid;place-items:center;background:${accent};color:${t('on-accent', '#fff')};cursor:pointer;pointer-events:auto;box-shadow:0 0 0 2px rgb(255 255 255/.9),0 4px 18px rgb(0 0 0/.4);transition:transform .12s}
.sv-big:hover{transform:scale(1.06)}
.sv-big svg{width:34px;height:34px}
.sv-big:focus-visible{outline:3px solid #fff;outline-offset:4px}
video::cue{font-family:${t('font', 'system-ui,sans-serif')};background:rgb(0 0 0/.78);color:#fff}
.sv-bar{min-height:72px;padding:6px 10px 6px;background:${surface}}
.sv-chaptered{min-height:88px}
.sv-root button:focus-visible{${focus}1px}
.sv-note:empty{display:none}
.sv-note{padding:6px 14px 10px;font-size:13px;color:${muted}}
.sv-note a{color:${accent}}
.sv-screen:fullscreen{display:flex;flex-direction:column;width:100%;height:100%}
.sv-screen:fullscreen .sv-stage{flex:1;aspect-ratio:auto!important;max-height:none!important}
@media(prefers-reduced-motion:reduce){.sv-big{transition:none}}
@container(max-width:520px){.sv-bar{min-height:80px;padding-inline:4px}.sv-chaptered{min-height:96px}}`;
