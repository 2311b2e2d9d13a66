/** Looks of what stands in a provider's place. */
import { font, muted } from './video.css';

export const facadeCss = `.sv-root *{box-sizing:border-box}
.sv-facade{${font};background:radial-gradient(120% 130% at 50% 0,#2b3140,#11141c);cursor:pointer;display:grid;place-items:center}
.sv-facade img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.sv-name{position:absolute;inset:0 0 auto;padding:12px 16px 28px;background:linear-gradient(rgb(10 12 20/.72),transparent);color:#fff;font-weight:600}
.sv-consent{position:absolute;inset:auto 0 0;margin:0;padding:10px 14px;background:rgb(10 12 20/.86);color:#fff;font-size:13px;line-height:1.5}
.sv-untracked{margin:0;padding:6px 14px 8px;${font};font-size:13px;color:${muted}}`;
