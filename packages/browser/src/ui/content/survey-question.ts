/** One question. Radios, checkboxes and a text field of the platform, so that keys and screen readers work as everywhere. */
import type { Question } from '@shirube/engine';
import { icon } from '../dom';
import { own } from '../text/own';
import type { Session } from '../view';

const CHECK = 'M4.5 10.5l3.5 3.5 7.5-8';
const STAR = 'M10 3.2l2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 14l-4.3 2.3.9-4.8L3.1 8.2l4.8-.6z';

export type Answer = number | string | string[];

/** The ends of an NPS scale, which is nothing without them. */
const ends = { en: { low: 'Not at all likely', high: 'Extremely likely' }, ja: { low: 'まったく薦めない', high: 'とても薦めたい' } };

export const surveyCss = `.card.survey{--width:440px}.btn[hidden]{display:none}.survey.card .main{overflow-x:hidden}.survey.card .main:has(+.foot){padding-bottom:4px}
fieldset{min-width:0;margin:calc(var(--space)*1.75) 0 0;padding:0;border:0}
.opts{display:grid;gap:6px}.opts.scale{grid-template-columns:repeat(var(--n),minmax(0,1fr));gap:4px}
.opt{position:relative;display:flex;align-items:center;gap:10px;min-height:40px;padding:8px 12px;border:1px solid var(--border);border-radius:8px;cursor:pointer;overflow-wrap:anywhere}
.scale>.opt{justify-content:center;padding:4px 0;font-weight:600;font-variant-numeric:tabular-nums}
@media(hover){.opt:hover{background:var(--soft)}}
.opt input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.opt:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 12%,transparent)}
.scale>.opt:has(:checked){background:var(--accent);color:var(--on-accent)}
.opt:has(:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
.mark{flex:none;width:18px;height:18px;border:2px solid var(--muted);border-radius:50%;display:grid;place-items:center}.mark.box{border-radius:5px}
.opt :checked~.mark{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}.mark svg{opacity:0}.opt :checked~.mark svg{opacity:1}
.scale.stars>.opt{border-color:transparent;background:none;color:var(--muted)}.scale.stars>.opt svg{stroke-width:1.25}
.scale.stars>.opt.lit{color:#d98a00}.scale.stars>.opt.lit svg{fill:currentColor}
.ends{display:flex;justify-content:space-between;gap:16px;overflow-wrap:anywhere;margin-top:6px;color:var(--muted);font-size:calc(var(--size) - 1.5px)}.ends b{display:none;font-weight:inherit}
textarea{display:block;width:100%;min-height:88px;padding:10px 12px;border:1px solid var(--muted);border-radius:8px;background:none;color:inherit;font:inherit;resize:vertical}
@media(max-width:480px){.scale>.opt{min-height:44px}.opts.scale.wide{grid-template-columns:repeat(6,minmax(0,1fr))}.wide+.ends b{display:inline}.opt{min-height:48px}}
@media(forced-colors:active){.opt:has(:checked){outline:2px solid Highlight}}`;

export function questionView({ api, stage }: Session, question: Question, choose: (answer: Answer) => void): HTMLElement {
  const { h } = stage;
  const ask = api.text(question.ask);
  const name = `q-${question.id}`;
  const valueOf = (event: Event) => (event.currentTarget as HTMLInputElement).value;
  if (question.type === 'text')
    return h(
      'fieldset',
      null,
      h('textarea', {
        'aria-label': ask,
        maxlength: 4000,
        placeholder: api.text(question.placeholder),
        oninput: (event) => choose(valueOf(event)),
      }),
    );
  const legend = h('legend', { class: 'sr' }, ask);
  if (question.type === 'choice' || question.type === 'choices') {
    const many = question.type === 'choices';
    const picked = new Set<string>();
    const pick = (event: Event) => {
      const { value, checked } = event.currentTarget as HTMLInputElement;
      if (!many) return choose(value);
      if (checked) picked.add(value);
      else picked.delete(value);
      choose([...picked]);
    };
    return h(
      'fieldset',
      null,
      legend,
      h(
        'div',
        { class: 'opts' },
        (question.choices ?? []).map(({ value, label }) =>
          h(
            'label',
            { class: 'opt' },
            h('input', { type: many ? 'checkbox' : 'radio', name, value, onchange: pick }),
            h('span', { class: `mark${many ? ' box' : ''}` }, icon(api.doc, CHECK, 12)),
            h('span', null, api.text(label)),
          ),
        ),
      ),
    );
  }
  const nps = question.type === 'nps';
  const points = Array.from({ length: nps ? 11 : (question.scale ?? 5) }, (_, n) => (nps ? n : n + 1));
  const stars = !nps && points.length === 5 && !question.low;
  const [low = '', high = ''] = (['low', 'high'] as const).map(
    (end) => api.text(question[end]) || (nps ? own(api, ends, 'survey')(end) : ''),
  );
  const scale = h(
    'div',
    { class: `opts scale${stars ? ' stars' : ''}${points.length > 7 ? ' wide' : ''}` },
    points.map((n) => {
      const end = n === points[0] ? low : n === points[points.length - 1] ? high : '';
      const pick = () => {
        scale.querySelectorAll('.opt').forEach((option, i) => option.classList.toggle('lit', stars && i < n));
        choose(n);
      };
      return h(
        'label',
        { class: 'opt' },
        h('input', { type: 'radio', name, value: n, 'aria-label': end ? `${n} – ${end}` : n, onchange: pick }),
        stars ? icon(api.doc, STAR, 30) : h('span', { 'aria-hidden': 'true' }, String(n)),
      );
    }),
  );
  scale.style.setProperty('--n', String(points.length));
  return h(
    'fieldset',
    null,
    legend,
    scale,
    (low || high) &&
      h(
        'div',
        { class: 'ends', 'aria-hidden': 'true' },
        // In two rows an end does not stand below its point.
        [low, high].map((end, i) => h('span', null, end && h('b', null, `${points.at(-i)} – `), end)),
      ),
  );
}
