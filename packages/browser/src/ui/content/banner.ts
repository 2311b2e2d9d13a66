/** One line at the top or bottom, over the page: nothing of the page moves. */
import { buttonOf, closeButton, spoken } from '../card';
import { converts } from '../focus';
import { markdown } from '../text/markdown';
import type { ViewFactory } from '../view';

const css = `.banner{--tone:var(--accent);inset-inline:0;inset-block-start:0;width:100%;display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:var(--space) calc(var(--space)*2);padding:calc(var(--space)*1.25) 56px;background:var(--surface);color:var(--text);box-shadow:var(--shadow);border-block-end:2px solid var(--tone)}
.banner.low{inset-block:auto 0;border-block:2px solid var(--tone) 0;padding-block-end:calc(var(--space)*1.25 + env(safe-area-inset-bottom,0px))}
.banner.success{--tone:#1a7f4b}.banner.warning{--tone:#b45309}
.banner .dot{flex:none;width:8px;height:8px;margin:calc((var(--size)*var(--lead,1.6) - 8px)/2) 0 0;border-radius:50%;background:var(--tone)}
.banner .body{display:flex;gap:10px;max-width:72ch}.banner .body p{margin:0}
.banner .x{inset-block-start:50%;translate:0 -50%;inset-inline-end:12px}
@media(max-width:480px){.banner{justify-content:flex-start;padding-inline:34px 56px}.banner .dot{margin-inline-start:-18px}.banner .x{inset-block-start:0;translate:0;inset-inline-end:4px}}`;

export const view: ViewFactory<'banner'> = (session) => {
  const { content, stage, api } = session;
  const { h } = stage;
  stage.css(css);
  const slot = stage.slot(content.theme);
  const text = h('div', null, markdown(h, api.text(content.body), api.doc.baseURI));
  const close = () => session.end('dismissed');
  const controls = { acted: () => session.end('completed') };
  const ways = content.closable === false ? [] : (content.dismissOn ?? ['escape', 'button']);
  const onKey = (event: Event) => {
    if ((event as KeyboardEvent).key === 'Escape' && !converts(event as KeyboardEvent) && ways.includes('escape')) close();
  };
  const bar = h(
    'div',
    {
      class: `surface banner ${content.tone ?? 'info'}${content.position === 'bottom' ? ' low' : ''}`,
      part: 'banner',
      role: 'region',
      'aria-label': api.text(content.label) || spoken(text),
      onkeydown: onKey,
    },
    h('div', { class: 'body' }, h('span', { class: 'dot', 'aria-hidden': 'true' }), text),
    content.buttons?.map((button) => buttonOf(session, button, controls, false)),
    ways.includes('button') && closeButton(session, close),
  );
  slot.append(bar);
  stage.open([bar]);
  session.seen(bar);
  stage.announce(spoken(text));
  return {
    visible: () => true,
    destroy() {
      stage.close(bar);
      stage.drop(slot);
    },
  };
};
