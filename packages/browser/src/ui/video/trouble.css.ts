/** Looks of what is said when a video cannot be played. */
import { actCss } from './act.css';

export const troubleCss = `.sv-trouble{display:flex;gap:14px;padding:14px 16px;align-items:flex-start}
.sv-stage>.sv-trouble{position:absolute;inset:0;align-items:center;justify-content:center;background:#14161d;color:#fff;overflow:auto}
.sv-trouble>svg{flex:none;width:32px!important;height:32px!important;fill:#f5b942!important;stroke:none}
.sv-trouble p{margin:0;max-width:36em}
.sv-trouble p:first-child{font-weight:650;font-size:15px}
.sv-trouble .sv-acts{margin-top:12px;align-items:center}
.sv-trouble a{color:inherit;padding:6px 4px}
.sv-trouble a:focus-visible{outline:2px solid currentColor;outline-offset:1px}
[inert].sv-bar{opacity:.35}
${actCss}`;
