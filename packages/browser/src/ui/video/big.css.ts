/** Looks of the large play button in the middle of a picture that nobody plays yet. */
import { accent, t } from './video.css';

export const bigCss = `.sv-big{position:absolute;inset:0;margin:auto;width:72px;height:72px;border:0;border-radius:50%;display:grid;place-items:center;background:${accent};color:${t('on-accent', '#fff')};cursor:pointer;pointer-events:auto;box-shadow:0 0 0 2px rgb(255 255 255/.9),0 4px 18px rgb(0 0 0/.4);transition:transform .12s}
@media(hover){.sv-big:hover{transform:scale(1.06)}}
.sv-root .sv-big svg{width:34px;height:34px;fill:currentColor;stroke:none}
.sv-big:focus-visible{outline:3px solid #fff!important;outline-offset:4px!important}
@media(prefers-reduced-motion:reduce){.sv-big{transition:none}}`;
