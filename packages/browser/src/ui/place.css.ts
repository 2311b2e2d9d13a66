/**
 * Placement as CSS: `anchor()` in the insets of elements whose popover source is the target. The engine then moves card, arrow and frame
 * with the target in the same frame, whatever moved it, and hides them while it is scrolled away. No script runs for that.
 */
export const placeCss = `.native{position-anchor:auto;position-visibility:anchors-visible}
.card{--w:min(var(--width),100vw - 16px)}
.card.native{left:clamp(8px,anchor(center) - var(--w)/2,100% - var(--w) - 8px)}
.card.native[data-align=start]{left:clamp(8px,anchor(left),100% - var(--w) - 8px)}
.card.native[data-align=end]{left:clamp(8px,anchor(right) - var(--w),100% - var(--w) - 8px)}
.card.native[data-side=bottom]{top:calc(anchor(bottom) + 14px)}
.card.native[data-side=top]{bottom:calc(anchor(top) + 14px)}
.card.native:is([data-side=left],[data-side=right]){top:clamp(8px,anchor(center) - var(--h)/2,100% - var(--h) - 8px)}
.card.native[data-side=right]{left:calc(anchor(right) + 14px)}
.card.native[data-side=left]{left:auto;right:calc(anchor(left) + 14px)}
.arrow{width:16px;height:8px;pointer-events:none}
.arrow::before{content:"";position:absolute;inset:0;background:var(--surface);clip-path:polygon(0 100%,50% 0,100% 100%)}
.arrow[data-side=top]::before{rotate:180deg}
.arrow:is([data-side=left],[data-side=right]){width:8px;height:16px}
.arrow[data-side=right]::before{clip-path:polygon(100% 0,0 50%,100% 100%)}
.arrow[data-side=left]::before{clip-path:polygon(0 0,100% 50%,0 100%)}
.arrow.native:is([data-side=top],[data-side=bottom]){left:clamp(28px,anchor(center) - 8px,100% - 44px)}
.arrow.native[data-align=start]:is([data-side=top],[data-side=bottom]){left:min(anchor(center) - 8px,anchor(left) + 28px)}
.arrow.native[data-align=end]:is([data-side=top],[data-side=bottom]){left:max(anchor(center) - 8px,anchor(right) - 44px)}
.arrow.native[data-side=bottom]{top:calc(anchor(bottom) + 6.5px)}
.arrow.native[data-side=top]{bottom:calc(anchor(top) + 6.5px)}
.arrow.native:is([data-side=left],[data-side=right]){top:clamp(28px,anchor(center) - 8px,100% - 44px)}
.arrow.native[data-side=right]{left:calc(anchor(right) + 6.5px)}
.arrow.native[data-side=left]{right:calc(anchor(left) + 6.5px)}
.frame{pointer-events:none;border-radius:10px}
.frame.native{top:calc(anchor(top) - 5px);left:calc(anchor(left) - 5px);width:calc(anchor-size(width) + 10px);height:calc(anchor-size(height) + 10px)}
.frame.veil{box-shadow:0 0 0 1.5px rgb(255 255 255/.55),0 0 0 200vmax var(--veil)}
.frame.shield{pointer-events:auto;cursor:not-allowed}
@media(max-width:480px){.frame:not(.veil){box-shadow:0 0 0 2px var(--accent)}}
@media(forced-colors:active){.frame.veil{outline:3px solid Highlight}.arrow{display:none}}`;
