/** `shirube simulate <config> <events>`: the timeline of what would fire, when, to whom. */
import { compile } from '@shirube/engine';
import type { Command } from '../context';
import { prettyTimeline, timelineData } from '../format/timeline';
import type { React } from '../play/assume';
import { Progress } from '../play/progress';
import { readEvents } from '../play/read';
import { run, type Played } from '../play/run';
import { instantOf } from '../play/time';
import { soundConfig } from './config';
import { choose } from './person';

export interface SimulateOptions {
  until?: string;
  user?: string;
  react: React;
  all?: boolean;
  format: 'pretty' | 'json';
}

export const simulate: Command<SimulateOptions> = async (context, [file = '', events = '-'], { until, user, react, all, format }) => {
  const { io, lang, style } = context;
  const sound = await soundConfig(context, file);
  if ('exit' in sound) return sound.exit;
  const program = compile(sound.config);
  const progress = new Progress(io, lang);
  const read = await readEvents(io, events, progress, lang);
  const people = user === undefined ? read.people : choose(read.people, user);
  const last = Math.max(...people.slice(0, 100_000).map((p) => p.signals[p.signals.length - 1]?.at ?? 0));
  const end = until === undefined ? undefined : instantOf(until, last, '--until');
  const played: Played[] = [];
  for (const [i, person] of people.entries()) {
    played.push(run(program, person, { until: end, react }));
    progress.say('people', i + 1, people.length);
  }
  progress.done();
  io.out(
    format === 'json'
      ? `${JSON.stringify({ config: file, version: program.version, events: read.events, duplicates: read.duplicates, unreadable: read.bad, react, people: timelineData(played) }, null, 2)}\n`
      : prettyTimeline(played, read, { lang, style, timeZone: sound.config.timeZone, react, all }),
  );
  return 0;
};
