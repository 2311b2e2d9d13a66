/** A suggestion in a corner or beside an element. It never takes the focus; after its link was used it asks whether that helped. */
import { actList } from '../acts';
import { anchored, type Anchored } from '../anchored';
import { buttonsOf, cardSpec, word } from '../spec';
import { surface, type Surface, type SurfaceSpec } from '../surface';
import type { ViewFactory } from '../view';

const css = `.ask{display:flex;align-items:center;gap:var(--space);margin-top:calc(var(--space)*1.5)}.ask>span{margin-inline-end:auto;color:var(--muted)}`;

export const view: ViewFactory<'nudge'> = (session) => {
  const { content, stage } = session;
  stage.css(css);
  let corner: Surface | undefined;
  let shown: Anchored | undefined;
  let asking = false;
  const now = () => corner ?? shown?.surface();

  const rate = (helped: boolean) => {
    session.say('helped', { value: helped });
    stage.announce(stage.t('thanks'));
    session.end('completed', 'completed');
  };
  const spec = (): SurfaceSpec => ({
    ...cardSpec(session, content, {
      acted(acts) {
        const followed = actList(acts).some((act) => typeof act === 'object' && ('open' in act || 'navigate' in act || 'play' in act));
        if (!followed || content.ask === false) return session.end('completed', 'completed');
        asking = true;
        now()?.update(spec());
        stage.announce(stage.t('helped'));
      },
    }),
    role: 'region', where: 'corner', class: `nudge ${cornerClass(content.corner)}`,
    buttons: asking ? [] : buttonsOf(session, content.buttons, [word(session, 'ok', 'complete', 'primary')]),
    children: asking && (
      <div class="ask"><span>{stage.t('helped')}</span>
        <button type="button" class="btn" onClick={() => rate(true)}>{stage.t('yes')}</button>
        <button type="button" class="btn" onClick={() => rate(false)}>{stage.t('no')}</button>
      </div>
    ),
    // Closing it after the link was used is not a refusal.
    onClose: () => (asking ? session.end('completed', 'completed') : session.end('dismissed', 'dismissed')),
  });

  if (content.target) shown = anchored(session, content.target, spec, { missing: 'end' });
  else corner = surface(session, spec());
  return {
    visible: () => Boolean(corner) || Boolean(shown?.visible()),
    destroy() {
      corner?.destroy();
      shown?.destroy();
    },
  };
};

export const cornerClass = (corner: string | undefined): string => (corner ?? '').split('-').map((side) => ({ start: 'start', top: 'up' })[side] ?? '').join(' ');
