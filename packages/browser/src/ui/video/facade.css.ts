/** Looks of what stands in a provider's place. */

export const facadeCss = `.sv-facade{cursor:pointer;display:grid;place-items:center}
.sv-facade img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.sv-name{position:absolute;inset:0 0 auto;padding:12px 16px 28px;background:linear-gradient(rgb(10 12 20/.72),transparent);color:#fff;font-weight:600}
.sv-consent{position:absolute;inset:auto 0 0;margin:0;padding:10px 14px;background:rgb(10 12 20/.86);color:#fff;font-size:13px;line-height:1.5}`;
