/** Looks of what stands below the picture. */
import { actCss } from './act.css';
import { accent, border, muted, surface, t, text } from './video.css';

export const extrasCss = `.sv-extras{border-top:1px solid ${border};padding:14px;display:grid;gap:12px}
.sv-extras:empty{display:none}
.sv-extras h3{margin:0;font-size:15px;font-weight:650;line-height:1.45}
.sv-extras p{margin:2px 0 0;color:${muted}}
.sv-card{display:grid;gap:10px;padding:12px 14px;border-radius:10px;background:color-mix(in srgb,${accent} 8%,${surface});outline:0}
.sv-card fieldset{margin:0;padding:0;border:0;display:grid;gap:4px}
.sv-card legend{padding:0 0 6px;font-weight:650}
.sv-card fieldset label{display:flex;gap:8px;align-items:center;min-height:32px;padding:2px 6px;border-radius:6px}
.sv-card input{accent-color:${accent};width:16px;height:16px;margin:0}
${actCss}
.sv-lessons{list-style:none;margin:0;padding:0;display:grid;gap:2px}
.sv-lessons button{display:flex;gap:10px;align-items:center;width:100%;min-height:36px;padding:4px 8px;border:0;border-radius:8px;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer}
@media(hover){.sv-lessons button:hover{background:color-mix(in srgb,${text} 7%,transparent)}}
.sv-lessons [aria-current]{font-weight:650;background:color-mix(in srgb,${accent} 10%,transparent)}
.sv-lessons b{flex:none;display:grid;place-items:center;width:22px;height:22px;border-radius:50%;border:1px solid ${border};font-size:12px;color:${muted}}
.sv-lessons [data-done=true] b{background:${accent};border-color:${accent};color:${t('on-accent', '#fff')}}
.sv-lessons span{flex:1}.sv-lessons time{color:${muted};font-size:12px}`;
