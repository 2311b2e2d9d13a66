/** Looks of buttons with words, below the picture and where it should be. */
import { accent, border, t, text } from './video.css';

export const actCss = `.sv-acts{display:flex;flex-wrap:wrap;gap:8px}
.sv-act{min-height:36px;padding:6px 14px;border:1px solid ${accent};border-radius:8px;background:${accent};color:${t('on-accent', '#fff')};font:inherit;font-weight:600;cursor:pointer}
.sv-act.plain{background:none;border-color:${border};color:${text}}
.sv-act:disabled{opacity:.5;cursor:default}`;
