/** Where the controls stand, and the first of them. */
import { surface, text } from './video.css';

export const barCss = `.sv-root *{box-sizing:border-box}
.sv-root svg{width:22px;height:22px;fill:currentColor;stroke:none;display:block}
.sv-bar{min-height:72px;padding:6px 10px;display:flex;flex-direction:column;justify-content:flex-end;color:${text};background:${surface}}
.sv-chaptered{min-height:88px}
.sv-row{display:flex;align-items:center;gap:2px}
.sv-btn{flex:none;display:grid;place-items:center;width:36px;height:36px;padding:0;border:0;border-radius:8px;background:none;color:inherit;cursor:pointer}
@container(max-width:520px){.sv-bar{min-height:80px;padding-inline:4px}.sv-chaptered{min-height:96px}.sv-btn{width:40px;height:44px}}`;
