/** A whole file of events. */
import { Failure, type Io } from '../io';
import { limits } from '../source/limits';
import { parseLine } from './event';
import { linesOf } from './lines';
import { People, type Person } from './people';
import type { Progress } from './progress';

export interface Read { people: Person[]; events: number; duplicates: number; bad: { line: number; reason: string }[]; badCount: number }

const KEEP_BAD = 20;

export async function readEvents(io: Io, file: string, progress: Progress): Promise<Read> {
  const people = new People();
  const bad: { line: number; reason: string }[] = [];
  let badCount = 0;
  const refuse = (line: number, reason: string) => {
    badCount++;
    if (bad.length < KEEP_BAD) bad.push({ line, reason });
  };
  for await (const { number, text } of linesOf(io.stream(file), (line) => refuse(line, `longer than ${limits.lineBytes} bytes`))) {
    const parsed = parseLine(text, number);
    if ('reason' in parsed) refuse(number, parsed.reason);
    else for (const happening of parsed.happenings) people.add(happening);
    if (number % 1000 === 0) progress.say('events', number);
  }
  if (!people.events) throw new Failure('event.none', { file, ...(badCount && { bad: badCount, reason: bad[0]?.reason }) });
  return { people: people.all(), events: people.events, duplicates: people.duplicates, bad, badCount };
}
