/**
 * Cards in steps. The tour keeps its place: it waits where a step's page is not the one that is open, goes on after a reload at the step
 * that the engine names, and steps aside while the person wanders off.
 */
import type { Button, TourStep } from '@shirube/engine';
import { anchored, type Anchored } from '../anchored';
import { buttonsOf, cardSpec, word } from '../spec';
import type { ViewFactory } from '../view';

export const view: ViewFactory<'tour'> = (session) => {
  const { content, api, effect, stage } = session;
  const { steps } = content;
  let at = -1;
  let shown: Anchored | undefined;
  let off: (() => void) | undefined;
  /** What was told of this step: that it waits, that it was viewed. */
  let told = '';
  /** Steps that were on the screen, and the page on which each was, for "back". */
  const trail: [step: number, path: string][] = [];
  let placePath = '';

  const index = (id: string | undefined) => steps.findIndex((step) => step.id === id);
  const here = (step: TourStep) => !step.page || api.check({ kind: 'page', path: step.page }).is;
  const holds = (when: TourStep['skipIf']) => when && api.check(when).is;
  /** The way to the page of a step, where there is one: its page may name an address, or be a pattern. */
  const wayTo = ({ navigate, page = '' }: TourStep) => navigate || (!/[*:!]/.test(page) && page);
  /** The step ends by a condition that holds: often by the very change of page that would hide it. */
  const over = ({ nextOn }: TourStep) => typeof nextOn === 'object' && holds(nextOn.when);

  const leave = () => {
    off?.();
    shown?.destroy();
    off = shown = undefined;
  };
  const enter = (next: number, back = false, path = ''): void => {
    const step = steps[next];
    if (!step) return back ? undefined : session.end('completed');
    // Back to what is done already would lead forward again at once.
    if (holds(step.skipIf) || (back && over(step))) return enter(next + (back ? -1 : 1), back);
    leave();
    at = next;
    told = '';
    show(back ? path || wayTo(step) : step.navigate);
  };
  const go = (to: number) => {
    if (told === 'viewed') trail.push([at, placePath]);
    enter(to);
  };
  const next = () => {
    const step = steps[at];
    if (!step) return;
    const to = step.branches?.find((branch) => holds(branch.when))?.to ?? step.next;
    go(to === undefined ? at + 1 : to === 'end' ? steps.length : index(to));
  };
  const back = () => {
    const [before, path] = trail.pop() ?? [at - 1];
    enter(before, true, path);
  };

  const show = (way?: string | false) => {
    const step = steps[at];
    if (!step || shown) return;
    if (!here(step)) {
      if (over(step)) return next();
      // The place is kept, so that a reload on the way resumes at this step.
      if (!told) {
        told = 'waiting';
        session.say('step', { step: step.id, reason: 'waiting' });
        if (way) api.navigate(way);
      }
      return;
    }
    placePath = api.path();
    shown = anchored(session, step.target, (target) => spec(step, target), {
      step: step.id,
      missing: 'centre',
      suspended: wandered,
      shown() {
        if (told !== 'viewed') session.say('step', { step: step.id });
        told = 'viewed';
      },
      skip: next,
    });
    off = stage.parts.nextOn?.(session, step, () => shown, next);
  };
  /** On another page than the one on which the step began, and the step does not belong here. */
  const wandered = () => api.path() !== placePath && !(steps[at]?.page && here(steps[at] as TourStep));

  const spec = (step: TourStep, target: Element | undefined) => {
    const last = at === steps.length - 1 && !step.next && !step.branches;
    const buttons: Button[] = [];
    const before = steps[at - 1];
    if (trail.length || (before && (wayTo(before) || here(before)))) buttons.push(word(session, 'back', 'back', 'secondary'));
    // Nobody can click or fill what is not there.
    const { nextOn = 'button' } = step;
    if (nextOn === 'button' || (!target && typeof nextOn === 'string'))
      buttons.push(word(session, last ? 'done' : 'next', 'next', 'primary'));
    return {
      ...cardSpec(session, step, { next, back, go: (id) => go(index(id)) }),
      buttons: buttonsOf(session, step.buttons, buttons),
      spotlight: step.spotlight ?? true,
      ...(content.progress !== false && steps.length > 1 && { progress: { n: at + 1, all: steps.length } }),
    };
  };
  const onChange = () => {
    const step = steps[at];
    if (!step) return;
    if (!shown) return show();
    if (over(step)) return next();
    if (!here(step) || (wandered() && !shown.visible())) {
      if (content.away === 'end') return session.end('closed', 'left_page');
      leave();
    }
  };
  const unsubscribe = api.subscribe(onChange);
  const beats = stage.pulse.on(onChange);
  enter(Math.max(0, index(effect.step)));

  return {
    visible: () => !!shown?.visible(),
    go: (id) => index(id) !== at && index(id) >= 0 && enter(index(id)),
    destroy() {
      // What still is on its way, a click that also ended the tour, finds no step.
      at = -1;
      unsubscribe();
      beats();
      leave();
    },
  };
};
