/** Looks of the controls below the picture. */
import { accent, border, focus, muted, surface, text } from './video.css';

export const controlsCss = `.sv-seek{position:relative;height:20px;margin:0 4px}
.sv-chaptered .sv-seek{height:36px}
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
@media(hover){.sv-seek:hover .sv-tip:not(:empty){opacity:1}}
@media(max-width:480px){.sv-tip{bottom:auto;top:17px;z-index:1}}
.sv-chapter{position:absolute;inset:15px 0 auto;font-size:12px;line-height:20px;color:${muted};white-space:nowrap;overflow:hidden;text-overflow:ellipsis;pointer-events:none}
.sv-stage>.sv-over{pointer-events:none}
@media(hover){.sv-btn:hover,.sv-pick:hover{background:color-mix(in srgb,${text} 8%,transparent)}}
.sv-btn[aria-pressed=true]{color:${accent};background:color-mix(in srgb,${accent} 14%,transparent)}
.sv-time{flex:none;padding:0 6px;font-variant-numeric:tabular-nums;white-space:nowrap}
.sv-time span,.sv-seen{color:${muted}}
.sv-seen{flex:1;min-width:0;padding:0 8px;font-size:12px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.sv-volume{width:64px;flex:none;margin-right:6px!important;background:linear-gradient(${border},${border}) center/100% 4px no-repeat!important}
.sv-pick{position:relative;display:flex;align-items:center;border-radius:8px;padding-left:7px;color:inherit}
.sv-pick[data-on=true]{color:${accent}}
.sv-pick:focus-within{${focus}1px}
.sv-pick select{appearance:none;-webkit-appearance:none;height:36px;line-height:36px;max-width:92px;padding:0 8px 0 5px;border:0;background:none;color:inherit;font:inherit;font-size:13px;cursor:pointer;outline:0;text-overflow:ellipsis}
.sv-pick option{color:${text};background:${surface}}
@container(max-width:520px){.sv-volume,.sv-seen{display:none}.sv-time{flex:1}.sv-pick select{max-width:64px}.sv-pick select{height:44px;line-height:44px}}
@container(max-width:480px){.sv-time span,.sv-pick[data-on] svg,.sv-pip{display:none}}
@media(forced-colors:active){.sv-piece{background:Highlight}.sv-rail{background:ButtonFace;border:1px solid CanvasText}.sv-mark{background:CanvasText}.sv-btn,.sv-act,.sv-big{border:1px solid ButtonText}.sv-root svg{fill:ButtonText}.sv-root input[type=range]::-webkit-slider-thumb{background:Highlight}}`;
