/**
 * Lays out a card that nobody sees or hears, once, while nothing else happens. What an engine does at the first time only (resolving styles, finding
 * fonts, compiling code) is then done when content is due. What is due already is not made to wait for it.
 */
import type { Stage } from './stage';
import { surface } from './surface';

export function rehearse(stage: Stage, busy: () => unknown): void {
  const { api, t } = stage;
  const draw = () => {
    const card = surface(
      { api, stage, content: { kind: 'popover', id: '' }, run() {}, seen() {} },
      {
        target: api.doc.documentElement, spotlight: true, rehearsal: true, controls: {}, onClose() {}, title: t('ok'), body: t('never'), progress: { n: 1, all: 2 },
        buttons: [{ label: t('back'), do: 'back', kind: 'secondary' }, { label: t('next'), do: 'next', kind: 'primary' }],
      },
    );
    card.off(true);
    stage.painted(() => card.destroy());
  };
  // Engines without idle time to ask for do it when it is due.
  const idle = api.win.requestIdleCallback as Window['requestIdleCallback'] | undefined;
  idle?.call(api.win, () => {
    if (busy()) return;
    try {
      draw();
    } catch (error) {
      api.report(error);
    }
  });
}
