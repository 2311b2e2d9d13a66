/** `shirube explain <config> <events> --content <id>`: why shown, why not, when next, and what would change it. */
import { compile, explain, explainText, reasonText, smallestChange } from '@shirube/engine';
import { nearest } from '../check/near';
import type { Command } from '../context';
import { prettyWhy } from '../format/why';
import { Failure } from '../io';
import type { React } from '../play/assume';
import { Progress } from '../play/progress';
import { readEvents } from '../play/read';
import { run } from '../play/run';
import { instantOf } from '../play/time';
import { reasonOf } from '../play/why';
import { soundConfig } from './config';
import { chooseOne } from './person';

export interface ExplainOptions {
  content: string;
  user?: string;
  at?: string;
  react: React;
  format: 'pretty' | 'json';
}

export const explainCommand: Command<ExplainOptions> = async (
  context,
  [file = '', events = '-'],
  { content: id, user, at, react, format },
) => {
  const { io, lang, style } = context;
  const sound = await soundConfig(context, file);
  if ('exit' in sound) return sound.exit;
  const program = compile(sound.config);
  if (!program.contents.has(id))
    throw new Failure('content.unknown', { id, known: [...program.contents.keys()], near: nearest(id, program.contents.keys()) });
  const progress = new Progress(io, lang);
  const read = await readEvents(io, events, progress, lang);
  const person = chooseOne(read.people, user);
  const last = person.signals[person.signals.length - 1]?.at ?? 0;
  const { state } = run(program, person, { at: at === undefined ? last : instantOf(at, last, '--at'), react });
  progress.done();
  const explanation = explain(program, state, id);
  if (format === 'json') {
    const { next, at: now, status, first, reason, gates } = explanation;
    const data = {
      person: person.key,
      content: id,
      at: new Date(now).toISOString(),
      status,
      first,
      reason,
      next: next === null ? null : new Date(next).toISOString(),
      text: explainText(explanation, lang),
      change: smallestChange(explanation).map((change) => ({
        ...change,
        at: change.at === null ? null : new Date(change.at).toISOString(),
        text: reasonText(change, lang),
      })),
      gates: gates.map(({ name, asked, ...verdict }) => ({ name, asked, ...reasonOf(verdict) })),
    };
    io.out(`${JSON.stringify(data, null, 2)}\n`);
  } else io.out(prettyWhy(person.key, explanation, { lang, style, timeZone: sound.config.timeZone }));
  return 0;
};
