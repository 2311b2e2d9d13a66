/** The scenario played by `shirube simulate`: the person's log as NDJSON, step by step, against the same expectations. */
import { interrupts } from '@shirube/engine';
import { describe, expect, it } from 'vitest';
import { main } from '../../packages/cli/src/main';
import { fakeIo } from '../../packages/cli/src/testing/fake-io';
import { Player, readScenario, type Expectation } from './run';

const { file, config } = readScenario('success-flow');
const interrupting = new Set((config.content ?? []).filter(interrupts).map((c) => c.id));

interface Simulated {
  timeline: { at: string; kind: string; id: string }[];
  end: { logins: number; milestones: string[]; segments: string[]; videos: Record<string, { watched: [number, number][] }> };
}

async function simulate(lines: readonly unknown[], ...options: string[]): Promise<Simulated> {
  const io = fakeIo({ 'shirube.json': JSON.stringify(config), 'events.ndjson': lines.map((line) => JSON.stringify(line)).join('\n') });
  const exit = await main(['simulate', 'shirube.json', 'events.ndjson', '--format', 'json', ...options], io);
  expect(exit, io.told).toBe(0);
  const { people } = JSON.parse(io.printed) as { people: Simulated[] };
  expect(people).toHaveLength(1);
  return people[0] as Simulated;
}

/** What the timeline says, in the words of the scenario; the tour step is the only thing that it does not tell. */
function outcome({ timeline, end }: Simulated): Omit<Required<Expectation>, 'step'> {
  const ids = (kind: string) => timeline.filter((e) => e.kind === kind).map((e) => e.id);
  const seconds = (id: string) => config.videos?.find((v) => v.id === id)?.duration ?? NaN;
  return {
    logins: end.logins,
    reached: end.milestones,
    in: end.segments,
    mails: ids('mail'),
    tasks: ids('task'),
    shown: ids('shown').filter((id) => interrupting.has(id)),
    coverage: Object.fromEntries(
      Object.entries(end.videos).map(([id, { watched }]) => [
        id,
        Math.floor((watched.reduce((sum, [from, to]) => sum + to - from, 0) / seconds(id)) * 1000 + 1e-6) / 1000,
      ]),
    ),
  };
}

describe(`the command line plays: ${file.title}`, () => {
  const player = new Player(file, config);
  for (const part of file.steps) {
    it(`${file.user} ${part.says}`, async () => {
      for (const action of part.do) player.do(action);
      const got = outcome(await simulate(player.log, '--react', 'ignore'));
      for (const [what, value] of Object.entries(part.expect))
        if (what !== 'step') expect({ [what]: got[what as keyof typeof got] }).toEqual({ [what]: value });
    });
  }

  it('the log that comes twice gives the same timeline', async () => {
    expect(await simulate([...player.log, ...player.log], '--react', 'ignore')).toEqual(await simulate(player.log, '--react', 'ignore'));
  });

  it('what went over the wire gives the same logins, milestones, segments, mails and tasks', async () => {
    const wire = outcome(await simulate(player.wire()));
    const raw = outcome(await simulate(player.log, '--react', 'ignore'));
    for (const what of ['logins', 'reached', 'in', 'mails', 'tasks'] as const)
      expect({ [what]: wire[what] }).toEqual({ [what]: raw[what] });
  });

  it('thirty more days of virtual time bring nothing for somebody whose settings are done but what the configuration waits for', async () => {
    const later = outcome(await simulate(player.log, '--react', 'ignore', '--until', '30d'));
    expect(later.mails.filter((m) => m === 'settings-support')).toHaveLength(1);
    expect(later.mails.filter((m) => m === 'operation-support')).toHaveLength(1);
  });
});
