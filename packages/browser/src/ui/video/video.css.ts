/** The player's looks. Tokens come from the face (`--accent` and so on); the values after the comma are for a video that stands alone. */
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
.sv-facade{cursor:pointer;display:grid;place-items:center}
.sv-facade img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.sv-name{position:absolute;inset:0 0 auto;padding:12px 16px 28px;background:linear-gradient(rgb(10 12 20/.72),transparent);color:#fff;font-weight:600}
.sv-big{position:absolute;inset:0;margin:auto;width:72px;height:72px;border:0;border-radius:50%;display:grid;place-items:center;background:${accent};color:${t('on-accent', '#fff')};cursor:pointer;pointer-events:auto;box-shadow:0 0 0 2px rgb(255 255 255/.9),0 4px 18px rgb(0 0 0/.4);transition:transform .12s}
.sv-big:hover{transform:scale(1.06)}
.sv-big svg{width:34px;height:34px}
.sv-big:focus-visible{outline:3px solid #fff;outline-offset:4px}
.sv-consent{position:absolute;inset:auto 0 0;margin:0;padding:10px 14px;background:rgb(10 12 20/.86);color:#fff;font-size:13px;line-height:1.5}
video::cue{font-family:${t('font', 'system-ui,sans-serif')};background:rgb(0 0 0/.78);color:#fff}
.sv-bar{min-height:72px;padding:6px 10px 6px;background:${surface}}
.sv-seek{position:relative;height:20px;margin:0 4px}
.sv-chaptered{min-height:88px}.sv-chaptered .sv-seek{height:36px}
.sv-rail{position:absolute;inset:4px 0 auto;height:6px;border-radius:3px;background:color-mix(in srgb,${text} 18%,${surface});overflow:hidden}
.sv-rail i{position:absolute;top:0;bottom:0}
.sv-piece{background:${accent}}
.sv-mark{width:2px;margin-left:-1px;background:${surface}}
.sv-locked{right:0;background:repeating-linear-gradient(135deg,transparent 0 3px,${surface} 3px 5px)}
.sv-root input[type=range]{appearance:none;-webkit-appearance:none;background:none;margin:0;cursor:pointer;height:24px}
.sv-seek input{position:absolute;inset:-5px -7px auto;width:calc(100% + 14px)}
.sv-root input[type=range]:focus-visible{${focus}0;border-radius:6px}
.sv-root input[type=range]::-webkit-slider-thumb{-webkit-appearance:none;width:14px;height:14px;border-radius:50%;background:${accent};border:2px solid ${surface};box-shadow:0 0 0 1px ${accent}}
.sv-root input[type=range]::-moz-range-thumb{width:10px;height:10px;border-radius:50%;background:${accent};border:2px solid ${surface};box-shadow:0 0 0 1px ${accent}}
.sv-tip{position:absolute;bottom:calc(100% + 2px);transform:translateX(-50%);padding:2px 8px;border-radius:6px;background:#14161d;color:#fff;font-size:12px;white-space:nowrap;max-width:90%;overflow:hidden;text-overflow:ellipsis;opacity:0;pointer-events:none}
.sv-seek:hover .sv-tip:not(:empty){opacity:1}
.sv-chapter{position:absolute;inset:15px 0 auto;font-size:12px;line-height:20px;color:${muted};white-space:nowrap;overflow:hidden;text-overflow:ellipsis;pointer-events:none}
.sv-row{display:flex;align-items:center;gap:2px}
.sv-btn{flex:none;display:grid;place-items:center;width:36px;height:36px;padding:0;border:0;border-radius:8px;background:none;color:inherit;cursor:pointer}
.sv-btn:hover,.sv-pick:hover{background:color-mix(in srgb,${text} 8%,transparent)}
.sv-btn[aria-pressed=true]{color:${accent};background:color-mix(in srgb,${accent} 14%,transparent)}
.sv-root button:focus-visible{${focus}1px}
.sv-time{flex:none;padding:0 6px;font-variant-numeric:tabular-nums;white-space:nowrap}
.sv-time span,.sv-seen{color:${muted}}
.sv-seen{flex:1;min-width:0;padding:0 8px;font-size:12px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.sv-volume{width:64px;flex:none;margin-right:6px!important;background:linear-gradient(${border},${border}) center/100% 4px no-repeat!important}
.sv-pick{position:relative;display:flex;align-items:center;border-radius:8px;padding-left:7px;color:inherit}
.sv-pick[data-on=true]{color:${accent}}
.sv-pick:focus-within{${focus}1px}
.sv-pick select{appearance:none;-webkit-appearance:none;height:36px;line-height:36px;max-width:92px;padding:0 8px 0 5px;border:0;background:none;color:inherit;font:inherit;font-size:13px;cursor:pointer;outline:0;text-overflow:ellipsis}
.sv-pick option{color:${text};background:${surface}}
.sv-note:empty{display:none}
.sv-note{padding:6px 14px 10px;font-size:13px;color:${muted}}
.sv-note a{color:${accent}}
.sv-screen:fullscreen{display:flex;flex-direction:column;width:100%;height:100%}
.sv-screen:fullscreen .sv-stage{flex:1;aspect-ratio:auto!important;max-height:none!important}
@container(max-width:520px){.sv-volume,.sv-seen{display:none}.sv-time{flex:1}.sv-pick select{max-width:64px}.sv-btn{width:40px;height:44px}.sv-pick select{height:44px;line-height:44px}.sv-bar{min-height:80px;padding-inline:4px}.sv-chaptered{min-height:96px}}
@container(max-width:430px){.sv-time span,.sv-pick[data-on] svg,.sv-pip{display:none}}
@media(prefers-reduced-motion:reduce){.sv-big{transition:none}}
@media(forced-colors:active){.sv-piece{background:Highlight}.sv-rail{background:ButtonFace;border:1px solid CanvasText}.sv-mark{background:CanvasText}.sv-btn,.sv-act,.sv-big{border:1px solid ButtonText}.sv-root svg{fill:ButtonText}.sv-root input[type=range]::-webkit-slider-thumb{background:Highlight}}`;
