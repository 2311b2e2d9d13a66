/** NPS, rating, choice or text, one question at a time. What was answered is kept, also when the person stops half-way. */
import type { Question } from '@shirube/engine';
import { surface, type SurfaceSpec } from '../surface';
import { buttonsOf } from '../spec';
import { raw } from '../raw';
import { own } from '../text/own';
import type { ViewFactory } from '../view';
import { questionView, surveyCss, type Answer } from './survey-question';

const words = {
  en: { send: 'Send', skip: 'Skip', thanks: 'Thank you for your answer.' },
  ja: { send: '送信', skip: 'スキップ', thanks: 'ご回答ありがとうございました。' },
};
/** How long the thanks stay. */
const THANKS_MS = 5000;

const given = (answer: Answer | undefined) => (Array.isArray(answer) ? answer.length > 0 : answer !== undefined && answer !== '');

/** The id of the question after this one; undefined when it was the last. */
export function following(questions: readonly Question[], at: number, answer: Answer | undefined): number {
  const branch = questions[at]?.branches?.find((b) => {
    if (b.is !== undefined) return Array.isArray(answer) ? answer.includes(b.is) : String(answer) === b.is;
    return typeof answer === 'number' && answer >= (b.atLeast ?? -Infinity) && answer <= (b.atMost ?? Infinity);
  });
  if (!branch) return at + 1;
  const next = questions.findIndex((question) => question.id === branch.to);
  return branch.to === 'end' || next < 0 ? questions.length : next;
}

export const view: ViewFactory<'survey'> = (session) => {
  const { content, stage, api } = session;
  const { questions } = content;
  const t = own(api, words, 'survey');
  stage.css(surveyCss);
  let at = Math.max(
    0,
    questions.findIndex((question) => question.id === session.effect.step),
  );
  let answer: Answer | undefined;
  let kept: Answer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  /** Tells the answer once; a changed mind tells it again. */
  const keep = () => {
    const question = questions[at];
    if (!question || !given(answer) || answer === kept) return;
    kept = answer;
    api.emit({
      kind: 'answer',
      survey: content.id,
      question: question.id,
      value: typeof answer === 'string' ? answer.trim().slice(0, 4000) : answer,
    });
  };
  const advance = () => {
    keep();
    const next = following(questions, at, answer);
    at = next;
    answer = kept = undefined;
    if (next < questions.length) {
      session.say('step', { step: questions[next]?.id ?? '' });
      draw();
      return;
    }
    over = true;
    session.say('completed');
    draw();
    // Whoever stands in it hears it as the name of where they are.
    if (!shown.card.contains(stage.root.activeElement)) stage.announce(api.text(content.thanks) || t('thanks'));
    timer = raw(api.win, 'setTimeout')(session.leave, THANKS_MS);
  };
  const close = () => {
    if (over) return session.leave();
    keep();
    session.end('dismissed', undefined, { step: questions[at]?.id });
  };
  const spec = (): SurfaceSpec => {
    const question = questions[at];
    const shared = { controls: { next: advance }, where: 'corner', role: 'region', class: 'survey', onClose: close } as const;
    if (over || !question) return { ...shared, title: api.text(content.thanks) || t('thanks'), buttons: [] };
    return {
      ...shared,
      title: question.ask,
      fill(main) {
        main.append(
          questionView(session, question, (value) => {
            answer = value;
            sync();
          }),
        );
      },
      ...(questions.length > 1 && { progress: { n: at + 1, all: questions.length } }),
      buttons: buttonsOf(session, undefined, [{ label: '', do: 'next' }]),
    };
  };
  /** The one button says what it will do now; it is the same element, so the focus stays. */
  const sync = () => {
    const button = shown.card.querySelector('.foot .btn:last-child');
    if (!button || over) return;
    const has = given(answer);
    button.textContent = !has ? t('skip') : following(questions, at, answer) < questions.length ? stage.t('next') : t('send');
    button.className = `btn ${has ? 'primary' : 'secondary'}`;
    button.toggleAttribute('hidden', !has && questions[at]?.optional === false);
  };
  const shown = surface(session, spec());
  const draw = () => {
    shown.update(spec());
    sync();
  };
  sync();
  // Before the script sends what it has.
  api.win.addEventListener('pagehide', keep, true);
  return {
    visible: () => true,
    keep,
    destroy() {
      api.win.removeEventListener('pagehide', keep, true);
      raw(api.win, 'clearTimeout')(timer);
      shown.destroy();
    },
  };
};
