/**
 * Lays out a card that nobody sees or hears, once, while nothing else happens. What an engine does at the first time only (resolving styles, finding
 * fonts, compiling code) is then done when content is due. What is due already is not made to wait for it.
 */
import type { FaceApi } from '../host/ports';
import type { Stage } from './stage';
import { surface } from './surface';
import { locate } from './target/locate';
import { isCovered, isInView } from './target/visible';

export function rehearse(api: FaceApi, make: () => Stage, busy: () => unknown): void {
  const draw = () => {
    const stage = make();
    const { t } = stage;
    // Finding and judging a target: read only, nothing is scrolled.
    const page = api.doc.documentElement;
    locate(stage, { css: ':root' }, { found() {}, lost() {}, missing() {} }).stop();
    isInView(page);
    isCovered(page, stage.root.host);
    const card = surface(
      { api, stage, content: { kind: 'popover', id: '' }, run() {}, seen() {} },
      {
        target: page,
        spotlight: true,
        rehearsal: true,
        controls: {},
        onClose() {},
        title: t('ok'),
        body: t('never'),
        progress: { n: 1, all: 2 },
        buttons: [
          { label: t('back'), do: 'back', kind: 'secondary' },
          { label: t('next'), do: 'next', kind: 'primary' },
        ],
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
