/** `shirube explain <config> <events> --content <id>`: why shown, why not, when next, and what would change it. */
import { compile, explain, type State } from '@shirube/engine';
import { nearest } from '../check/near';
import type { Command } from '../context';
import { prettyWhy } from '../format/why';
import { Failure } from '../io';
import type { React } from '../play/assume';
import { Progress } from '../play/progress';
import { readEvents } from '../play/read';
import { run } from '../play/run';
import { instantOf } from '../play/time';
import { reasonsOf, smallestChange } from '../play/why';
import { sayReason } from '../say/reasons';
import { soundConfig } from './config';
import { chooseOne } from './person';

export interface ExplainOptions { content: string; user?: string; at?: string; react: React; format: 'pretty' | 'json' }

/** The tab that the person looked at last. */
export const tabOf = (state: State): string | undefined =>
  Object.entries(state.tabs).sort(([, a], [, b]) => Number(b.vis > 0) - Number(a.vis > 0) || b.act - a.act)[0]?.[0];

export const explainCommand: Command<ExplainOptions> = async (context, [file = '', events = '-'], { content: id, user, at, react, format }) => {
  const { io, lang, style } = context;
  const sound = await soundConfig(context, file);
  if ('exit' in sound) return sound.exit;
  const program = compile(sound.config);
  const content = program.contents.get(id);
  if (!content) throw new Failure('content.unknown', { id, known: [...program.contents.keys()], near: nearest(id, program.contents.keys()) });
  const progress = new Progress(io, lang);
  const read = await readEvents(io, events, progress);
  const person = chooseOne(read.people, user);
  const last = person.signals[person.signals.length - 1]?.at ?? 0;
  const { state } = run(program, person, { at: at === undefined ? last : instantOf(at, last, '--at'), react });
  progress.done();
  const explanation = explain(program, state, id, tabOf(state));
  const reasons = reasonsOf(explanation, content);
  const change = smallestChange(reasons);
  if (format === 'json') {
    const { next, at: now, status, first, reason } = explanation;
    const data = { person: person.key, content: id, at: new Date(now).toISOString(), status, first, reason, next: next === null ? null : new Date(next).toISOString(), change: change.map((r) => ({ ...r, text: sayReason(r, lang) })), gates: reasons };
    io.out(`${JSON.stringify(data, null, 2)}\n`);
  } else io.out(prettyWhy(person.key, explanation, reasons, change, { lang, style, timeZone: sound.config.timeZone }));
  return 0;
};
