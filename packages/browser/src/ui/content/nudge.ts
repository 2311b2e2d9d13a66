/** A suggestion in a corner or beside an element. It never takes the focus; after its link was used it asks whether that helped. */
import { anchored } from '../anchored';
import { buttonsOf, cardSpec, word } from '../spec';
import type { SurfaceSpec } from '../surface';
import { own } from '../text/own';
import type { ViewFactory } from '../view';

const words = {
  en: { helped: 'Did this help?', yes: 'Yes', no: 'No', thanks: 'Thank you.' },
  ja: { helped: 'お役に立ちましたか?', yes: 'はい', no: 'いいえ', thanks: 'ありがとうございます。' },
};
const css = `.ask{display:flex;align-items:center;gap:var(--space);margin-top:calc(var(--space)*1.5)}.ask>span{margin-inline-end:auto;unicode-bidi:plaintext;color:var(--muted)}`;

export const view: ViewFactory<'nudge'> = (session) => {
  const { content, stage } = session;
  const { h } = stage;
  const t = own(session.api, words, 'nudge');
  stage.css(css);
  let asking = false;

  const rate = (value: boolean) => () => {
    session.say('helped', { value });
    stage.announce(t('thanks'));
    session.end('completed');
  };
  const spec = (): SurfaceSpec => ({
    ...cardSpec(session, content, {
      acted(acts) {
        const followed = acts.some((act) => typeof act === 'object' && ('open' in act || 'navigate' in act || 'play' in act));
        if (!followed || content.ask === false) return session.end('completed');
        asking = true;
        shown.surface()?.update(spec());
        stage.announce(t('helped'));
      },
    }),
    role: 'region',
    where: 'corner',
    class: `nudge ${cornerClass(content.corner)}`,
    buttons: asking ? [] : buttonsOf(session, content.buttons, [word(session, 'ok', 'complete', 'primary')]),
    fill: (main) => {
      if (asking)
        main.append(
          h(
            'div',
            { class: 'ask' },
            h('span', null, t('helped')),
            [true, false].map((yes) => h('button', { class: 'btn', type: 'button', onclick: rate(yes) }, t(yes ? 'yes' : 'no'))),
          ),
        );
    },
    // Closing it after the link was used is not a refusal.
    onClose: () => session.end(asking ? 'completed' : 'dismissed'),
  });
  const shown = anchored(session, content.target, spec, { missing: 'end' });
  return shown;
};

const cornerClass = (corner = ''): string => `${corner.includes('start') ? 'start' : ''} ${corner.startsWith('top') ? 'up' : ''}`;
