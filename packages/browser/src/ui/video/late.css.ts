/** What every video needs once its first picture is there. */
import { accent, focus, font, muted, t, text } from './video.css';

export const lateCss = `.sv-root{color:${text};${font}}
.sv-root *{box-sizing:border-box}
.sv-note{padding:6px 14px 10px;font-size:13px;color:${muted}}
.sv-note:empty{display:none}
.sv{display:grid;grid-template-columns:minmax(0,1fr)}
.sv-screen{min-width:0}
.sv-screen:focus{outline:0}
.sv-stage>video{object-fit:contain;background:#0c0e14}
video::cue{font-family:${t('font', 'system-ui,sans-serif')};background:rgb(0 0 0/.78);color:#fff}
.sv-root button:focus-visible{${focus}1px}
.sv-note a{color:${accent}}
.sv-screen:fullscreen{display:flex;flex-direction:column;width:100%;height:100%}
.sv-screen:fullscreen .sv-stage{flex:1;aspect-ratio:auto!important;max-height:none!important}`;
