/** One line at the top or bottom, over the page: nothing of the page moves. */
import { render } from 'preact';
import { ButtonView } from '../card';
import { Icon } from '../icons';
import { markdown } from '../text/markdown';
import type { ViewFactory } from '../view';

const css = `.banner{inset-inline:0;inset-block-start:0;width:100%;display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:calc(var(--space)*1) calc(var(--space)*2);padding:calc(var(--space)*1.25) 56px;background:var(--surface);color:var(--text);box-shadow:var(--shadow);border-block-end:2px solid var(--tone)}
.banner.low{inset-block:auto 0;border-block:2px solid var(--tone) 0;padding-block-end:calc(var(--space)*1.25 + env(safe-area-inset-bottom,0px))}
.banner{--tone:var(--accent)}.banner.success{--tone:#1a7f4b}.banner.warning{--tone:#b45309}
.banner .dot{flex:none;width:8px;height:8px;border-radius:50%;background:var(--tone)}
.banner .body{display:flex;align-items:center;gap:10px;max-width:72ch}.banner .body p{margin:0}
.banner .x{inset-block-start:50%;translate:0 -50%;inset-inline-end:12px}
@media(max-width:480px){.banner{justify-content:flex-start;padding-inline:16px 56px}}`;

export const view: ViewFactory<'banner'> = (session) => {
  const { content, stage, api } = session;
  stage.css(css);
  const slot = stage.slot(content.theme);
  const closable = content.closable !== false;
  const close = () => session.end('dismissed', 'dismissed');
  let bar: HTMLElement | undefined;
  const controls = { acted: () => session.end('completed', 'completed') };
  render(
    <div class={`surface banner ${content.tone ?? 'info'}${content.position === 'bottom' ? ' low' : ''}`} part="banner" role="region" aria-label={api.text(content.label) || api.text(content.body).slice(0, 60)}
      ref={(e) => void (bar = e ?? undefined)} onKeyDown={(event) => closable && event.key === 'Escape' && !event.isComposing && close()}>
      <div class="body"><span class="dot" aria-hidden="true" /><div>{markdown(api.text(content.body), api.doc.baseURI)}</div></div>
      {content.buttons?.map((button, i) => <ButtonView key={i} session={session} button={button} controls={controls} first={false} />)}
      {closable && <button type="button" class="x" part="close" aria-label={stage.t('close')} onClick={close}><Icon name="close" size={18} /></button>}
    </div>,
    slot,
  );
  if (bar) {
    stage.open(bar);
    session.seen(bar);
  }
  stage.announce(api.text(content.body));
  return {
    visible: () => true,
    destroy() {
      if (bar) stage.close(bar);
      render(null, slot);
      stage.drop(slot);
    },
  };
};
