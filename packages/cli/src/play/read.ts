/** A whole file of events. */
import { Failure, type Io } from '../io';
import type { Lang } from '../lang';
import { sayRefusal, type Refusal } from '../say/refusals';
import { limits } from '../source/limits';
import { parseLine } from './event';
import { linesOf } from './lines';
import { People, type Person } from './people';
import type { Progress } from './progress';

export interface Read {
  people: Person[];
  events: number;
  duplicates: number;
  bad: { line: number; reason: string }[];
  badCount: number;
}

const KEEP_BAD = 20;

export async function readEvents(io: Io, file: string, progress: Progress, lang: Lang): Promise<Read> {
  const people = new People();
  const bad: { line: number; reason: string }[] = [];
  let badCount = 0;
  const refuse = (line: number, refusal: Refusal) => {
    badCount++;
    if (bad.length < KEEP_BAD) bad.push({ line, reason: sayRefusal(refusal, lang) });
  };
  for await (const { number, text } of linesOf(io.stream(file), (line) => refuse(line, { code: 'too-long', have: limits.lineBytes }))) {
    const parsed = parseLine(text, number);
    if ('refusal' in parsed) refuse(number, parsed.refusal);
    else for (const happening of parsed.happenings) people.add(happening);
    if (number % 1000 === 0) progress.say('events', number);
  }
  if (!people.events) throw new Failure('event.none', { file, ...(badCount && { bad: badCount, reason: bad[0]?.reason }) });
  return { people: people.all(), events: people.events, duplicates: people.duplicates, bad, badCount };
}
