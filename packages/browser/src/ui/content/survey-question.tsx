/** One question. Radios, checkboxes and a text field of the platform, so that keys and screen readers work as everywhere. */
import type { Question } from '@shirube/engine';
import type { VNode } from 'preact';
import { Icon } from '../icons';
import type { Session } from '../view';

export type Answer = number | string | string[];

export const surveyCss = `.card.survey{--width:440px}.survey.card .main{overflow-x:hidden}
fieldset{min-width:0;margin:calc(var(--space)*1.75) 0 0;padding:0;border:0}
.opts{display:grid;gap:6px}.opts.scale{grid-template-columns:repeat(var(--n),minmax(0,1fr));gap:4px}
.opt{position:relative;display:flex;align-items:center;gap:10px;min-height:40px;padding:8px 12px;border:1px solid var(--border);border-radius:8px;cursor:pointer;overflow-wrap:anywhere}
.scale>.opt{justify-content:center;padding:4px 0;font-weight:600;font-variant-numeric:tabular-nums}
.opt:hover{background:var(--soft)}
.opt input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.opt:has(:checked){border-color:var(--accent);background:color-mix(in srgb,var(--accent) 12%,transparent)}
.scale>.opt:has(:checked){background:var(--accent);color:var(--on-accent)}
.opt:has(:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
.mark{flex:none;width:18px;height:18px;border:2px solid var(--muted);border-radius:50%;display:grid;place-items:center}.mark.box{border-radius:5px}
.opt :checked~.mark{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}.mark svg{opacity:0}.opt :checked~.mark svg{opacity:1}
.scale.stars>.opt{border-color:transparent;background:none;color:var(--border)}.scale.stars>.opt svg{fill:currentColor;stroke:none}
.scale.stars>.opt.lit{color:#d98a00}
.ends{display:flex;justify-content:space-between;gap:16px;margin-top:6px;color:var(--muted);font-size:calc(var(--size) - 1.5px)}
textarea{display:block;width:100%;min-height:88px;padding:10px 12px;border:1px solid var(--muted);border-radius:8px;background:none;color:inherit;font:inherit;resize:vertical}
@media(max-width:480px){.scale>.opt{min-height:44px}.opts.scale.wide{grid-template-columns:repeat(6,minmax(0,1fr))}.opt{min-height:48px}}
@media(forced-colors:active){.opt:has(:checked){outline:2px solid Highlight}}`;

interface Props { session: Session; question: Question; answer: Answer | undefined; choose(answer: Answer): void }

export function questionView({ session, question, answer, choose }: Props): VNode {
  const { api } = session;
  const ask = api.text(question.ask);
  const name = `q-${question.id}`;
  if (question.type === 'text') {
    return <fieldset><textarea aria-label={ask} maxLength={4000} placeholder={api.text(question.placeholder)} value={typeof answer === 'string' ? answer : ''} onInput={(event) => choose(event.currentTarget.value)} /></fieldset>;
  }
  if (question.type === 'choice' || question.type === 'choices') {
    const many = question.type === 'choices';
    const picked = Array.isArray(answer) ? answer : answer === undefined ? [] : [String(answer)];
    const pick = (value: string) => choose(many ? (picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value]) : value);
    return (
      <fieldset><legend class="sr">{ask}</legend><div class="opts">
        {(question.choices ?? []).map(({ value, label }) => (
          <label class="opt" key={value}><input type={many ? 'checkbox' : 'radio'} name={name} value={value} checked={picked.includes(value)} onChange={() => pick(value)} /><span class={`mark${many ? ' box' : ''}`}><Icon name="check" size={12} /></span><span>{api.text(label)}</span></label>
        ))}
      </div></fieldset>
    );
  }
  const nps = question.type === 'nps';
  const points = nps ? Array.from({ length: 11 }, (_, n) => n) : Array.from({ length: question.scale ?? 5 }, (_, n) => n + 1);
  const stars = !nps && points.length === 5 && !question.low;
  return (
    <fieldset><legend class="sr">{ask}</legend>
      <div class={`opts scale${stars ? ' stars' : ''}${points.length > 7 ? ' wide' : ''}`} ref={(e) => e?.style.setProperty('--n', String(points.length))}>
        {points.map((n) => (
          <label class={`opt${stars && typeof answer === 'number' && n <= answer ? ' lit' : ''}`} key={n}>
            <input type="radio" name={name} value={n} checked={answer === n} aria-label={n === points[0] && question.low ? `${n} – ${api.text(question.low)}` : n === points[points.length - 1] && question.high ? `${n} – ${api.text(question.high)}` : String(n)} onChange={() => choose(n)} />
            {stars ? <Icon name="star" size={30} /> : <span aria-hidden="true">{n}</span>}
          </label>
        ))}
      </div>
      {(question.low ?? question.high) && <div class="ends" aria-hidden="true"><span>{api.text(question.low)}</span><span>{api.text(question.high)}</span></div>}
    </fieldset>
  );
}
