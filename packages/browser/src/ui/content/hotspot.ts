/** A beacon on an element; the card opens when the person wants it. */
import { place, sightOf, type Placed } from '../place';
import { placeCss } from '../place.css';
import { cardSpec } from '../spec';
import { surface, type Surface } from '../surface';
import { describe } from '../target/quick';
import { locate } from '../target/locate';
import { own } from '../text/own';
import type { ViewFactory } from '../view';

const words = { en: { hint: 'Show tip' }, ja: { hint: 'ヒントを表示' } };
const css = `.beacon{appearance:none;width:28px;height:28px;border:0;border-radius:50%;background:none;cursor:pointer;display:grid;place-items:center}
.beacon::before{content:"";width:12px;height:12px;border-radius:50%;background:var(--accent);box-shadow:0 0 0 2px var(--surface),0 1px 4px rgb(0 0 0/.3)}
.beacon::after{content:"";position:absolute;width:12px;height:12px;border-radius:50%;background:var(--accent);opacity:0}
.beacon:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
.beacon.native{top:calc(anchor(top) - 14px);left:calc(anchor(right) - 14px)}
.slot[dir=rtl] .beacon.native{left:calc(anchor(left) - 14px)}
@media(prefers-reduced-motion:no-preference){.beacon::after{animation:beacon 2.4s ease-out 3}@keyframes beacon{0%{opacity:.5;scale:1}70%,to{opacity:0;scale:2.6}}}
@media(max-width:480px){.beacon{width:44px;height:44px}.beacon.native{top:calc(anchor(top) - 22px);left:calc(anchor(right) - 22px)}}
@media(forced-colors:active){.beacon::before{background:Highlight;forced-color-adjust:none}}`;

export const view: ViewFactory<'hotspot'> = (session) => {
  const { content, stage, api } = session;
  stage.css(placeCss);
  stage.css(css);
  const slot = stage.slot(content.theme);
  let beacon: HTMLElement | undefined;
  let placed: Placed | undefined;
  let card: Surface | undefined;
  let target: Element | undefined;
  let drifted = false;

  const close = () => {
    card?.destroy();
    card = undefined;
    beacon?.setAttribute('aria-expanded', 'false');
    beacon?.focus({ preventScroll: true });
  };
  const open = () => {
    if (card) return close();
    session.say('clicked', { value: 'open' });
    beacon?.setAttribute('aria-expanded', 'true');
    card = surface(session, { ...cardSpec(session, content), target, onClose: close });
  };
  const show = (element: Element) => {
    const name = api.text(content.title) || api.text(content.label);
    beacon = stage.h('button', {
      class: 'surface beacon',
      part: 'beacon',
      type: 'button',
      'aria-expanded': 'false',
      'aria-haspopup': 'dialog',
      'aria-label': [own(api, words, 'hotspot')('hint'), name].filter(Boolean).join(': '),
      onclick: open,
    });
    const at = sightOf(element, api.win);
    slot.append(beacon);
    placed = place(stage, { card: beacon, pin: true }, element, at);
    session.seen(beacon);
  };
  const locator = locate(stage, content.target ?? {}, {
    found(element, used) {
      if (used && !drifted) {
        drifted = true;
        session.missing(describe(content.target ?? {}), { used });
      }
      target = element;
      if (!placed) return show(element);
      placed.to(element);
      placed.off(false);
      card?.to(element);
      card?.off(false);
    },
    lost() {
      placed?.off(true);
      card?.off(true);
    },
    missing() {
      const policy = content.target?.missing === 'wait' ? 'wait' : 'end';
      session.missing(describe(content.target ?? {}), { policy });
      if (policy === 'end') session.end('failed', 'target_missing');
    },
  });
  return {
    visible: () => Boolean(card),
    destroy() {
      const { activeElement } = stage.root;
      const inside = [slot, card?.card].some((part) => part?.contains(activeElement));
      locator.stop();
      card?.destroy();
      placed?.stop();
      if (beacon) stage.close(beacon);
      stage.drop(slot);
      // The beacon, to which the focus went back, is gone as well.
      if (inside) (target as HTMLElement | undefined)?.focus({ preventScroll: true });
    },
  };
};
