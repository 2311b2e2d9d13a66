/** `shirube diff <old> <new> <events>`: who would newly see what, who no longer. The markdown fits a pull request comment. */
import { compile } from '@shirube/engine';
import type { Command } from '../context';
import { markdownDiff } from '../format/diff';
import type { React } from '../play/assume';
import { changedIds, Comparison, without } from '../play/diff';
import { Progress } from '../play/progress';
import { readEvents } from '../play/read';
import { run } from '../play/run';
import { instantOf } from '../play/time';
import { soundConfig } from './config';

export interface DiffOptions {
  until?: string;
  react: React;
  format: 'markdown' | 'json';
}

export const diff: Command<DiffOptions> = async (context, [oldFile = '', newFile = '', events = '-'], { until, react, format }) => {
  const { io, lang } = context;
  const before = await soundConfig(context, oldFile);
  if ('exit' in before) return before.exit;
  const after = await soundConfig(context, newFile);
  if ('exit' in after) return after.exit;
  const programs = { before: compile(before.config), after: compile(after.config) };
  const progress = new Progress(io, lang);
  const { people, events: count } = await readEvents(io, events, progress, lang);
  const last = people.reduce((most, p) => Math.max(most, p.signals[p.signals.length - 1]?.at ?? 0), 0);
  const end = until === undefined ? undefined : instantOf(until, last, '--until');
  const comparison = new Comparison();
  const changed = changedIds(before.config, after.config);
  for (const [i, recorded] of people.entries()) {
    const person = without(recorded, changed);
    comparison.add(run(programs.before, person, { until: end, react }), run(programs.after, person, { until: end, react }));
    progress.say('people', i + 1, people.length);
  }
  progress.done();
  const result = {
    before: oldFile,
    after: newFile,
    people: comparison.people,
    touched: comparison.touched,
    events: count,
    changes: comparison.result,
  };
  io.out(format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : markdownDiff(result, lang));
  return 0;
};
