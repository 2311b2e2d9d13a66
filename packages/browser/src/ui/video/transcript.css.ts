/** Looks of the transcript; beside the picture where there is room. */
import { accent, border, focus, muted, surface, text } from './video.css';

export const transcriptCss = `.sv-words{border-top:1px solid ${border};padding:10px 10px 6px}
.sv-search{display:flex;align-items:center;gap:10px;font-size:12px;color:${muted}}
.sv-search input{flex:1;min-width:0;height:34px;padding:0 10px;border:1px solid color-mix(in srgb,${text} 45%,${surface});border-radius:8px;background:none;color:${text};font:inherit;font-size:14px}
.sv-search span:empty{display:none}
.sv-search input:focus-visible{${focus}1px}
.sv-words ol{list-style:none;margin:8px 0 0;padding:2px;height:210px;overflow:auto;overscroll-behavior:contain;position:relative}
.sv-words ol:focus-visible{${focus}-2px}
.sv-words h3{margin:10px 8px 2px;font-size:12px;font-weight:650;color:${muted}}
.sv-words li button{display:flex;gap:10px;width:100%;padding:5px 8px;border:0;border-radius:6px;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer}
@media(hover){.sv-words li button:hover{background:color-mix(in srgb,${text} 7%,transparent)}}
.sv-words [aria-current]{background:color-mix(in srgb,${accent} 13%,transparent);font-weight:600}
.sv-words time{flex:none;min-width:36px;color:${accent};font-variant-numeric:tabular-nums}
.sv-words mark{background:#ffe27a;color:#191c24;border-radius:2px}
@container(min-width:860px){.sv:has(.sv-words){grid-template-columns:minmax(0,1fr) 320px}.sv-words{grid-column:2;grid-row:1;border-top:0;border-left:1px solid ${border};display:flex;flex-direction:column;min-height:0;height:0;min-height:100%}.sv-words ol{flex:1;height:auto}.sv-note,.sv-extras{grid-column:1/-1}}`;
