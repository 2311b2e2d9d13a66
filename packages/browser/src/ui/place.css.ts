/**
 * Placement as CSS: `anchor()` in the insets of elements whose popover source is the target. The engine then moves card, arrow and frame
 * with the target in the same frame, whatever moved it, and hides them while it is scrolled away. No script runs for that.
 * In their first frame (`still`) the same rules take the target's edges as numbers instead, see place.ts.
 * (`[data-side$=t]`: of the four sides, left and right are the two that end in a t.)
 */
export const placeCss = `.native{--a-above:calc(100% - var(--a-top))}
.native:not(.still){position-anchor:auto;position-visibility:anchors-visible;--a-left:anchor(left);--a-right:anchor(right);--a-top:anchor(top);--a-bottom:anchor(bottom);--a-above:anchor(top);--a-width:anchor-size(width);--a-height:anchor-size(height)}
.card{--w:min(var(--width),100vw - 16px)}
.card.native{left:clamp(8px,(var(--a-left) + var(--a-right))/2 - var(--w)/2,100% - var(--w) - 8px)}
.card.native[data-align=start]{left:clamp(8px,var(--a-left),100% - var(--w) - 8px)}
.card.native[data-align=end]{left:clamp(8px,var(--a-right) - var(--w),100% - var(--w) - 8px)}
.card.native[data-side=top]{bottom:calc(var(--a-above) + 14px)}
.card.native[data-side$=t]{top:clamp(8px,(var(--a-top) + var(--a-bottom))/2 - var(--h)/2,100% - var(--h) - 8px)}
.card.native[data-side=left]{left:calc(var(--a-left) - var(--w) - 14px)}
.arrow{padding:5px;margin:-6px;rotate:45deg;pointer-events:none;background:var(--surface);border:1px solid var(--border);clip-path:polygon(0 0,105% 0,0 105%)}
.arrow[data-side$=t]{rotate:-45deg}
.arrow:is([data-side=top],[data-side=left]){scale:-1}
.arrow.native{left:clamp(36px,(var(--a-left) + var(--a-right))/2,100% - 36px);top:clamp(36px,(var(--a-top) + var(--a-bottom))/2,100% - 36px)}
.arrow.native[data-align=start]{left:min((var(--a-left) + var(--a-right))/2,var(--a-left) + 36px)}
.arrow.native[data-align=end]{left:max((var(--a-left) + var(--a-right))/2,var(--a-right) - 36px)}
:is(.card,.arrow).native[data-side=bottom]{top:calc(var(--a-bottom) + 14px)}
.arrow.native[data-side=top]{top:calc(var(--a-top) - 14px)}
:is(.card,.arrow).native[data-side=right]{left:calc(var(--a-right) + 14px)}
.arrow.native[data-side=left]{left:calc(var(--a-left) - 14px)}
.frame{display:none;pointer-events:none;border-radius:10px}
.veil,.plain,.shield{display:block}
.frame.native{top:calc(var(--a-top) - 5px);left:calc(var(--a-left) - 5px);width:calc(var(--a-width) + 10px);height:calc(var(--a-height) + 10px)}
.veil{box-shadow:0 0 0 1.5px #fff8,0 0 0 200vmax var(--veil)}
.shield{pointer-events:auto;cursor:not-allowed}
@media(max-width:480px){.plain{box-shadow:0 0 0 2px var(--accent)}}
@media(forced-colors:active){.veil{outline:3px solid Highlight}}`;
