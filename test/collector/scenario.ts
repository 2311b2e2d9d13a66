/** The scenario file, sent over HTTP to a collector whose days are virtual: the same file, the same result, whatever is underneath. */
import { describe, expect, test } from 'vitest';
import { createCollector, TravelClock, type Collector, type CollectorOptions } from '../../packages/collector/src/index';
import { Player, readScenario, type Expectation } from '../scenarios/run';
import { rig } from './helpers';

export interface Backend {
  name: string;
  options(): Promise<CollectorOptions>;
  /** Collectors on it that share the work; default 1. */ workers?: number;
}
const asked = ['logins', 'reached', 'in', 'mails', 'tasks', 'coverage'] as const;

/** Plays the file; gives what the collector knows after each step, and at the end after everything was sent twice more. */
export async function playOn(
  options: CollectorOptions,
  name = 'success-flow',
  workers = 1,
): Promise<{ steps: { says: string; outcome: Expectation; expected: Expectation }[]; extra: number }> {
  const { file, config } = readScenario(name);
  const clock = new TravelClock(Date.parse(file.start));
  const r = await rig({ config, ...options, clock });
  const others = await Promise.all(
    Array.from({ length: workers - 1 }, () =>
      createCollector({
        config,
        ...options,
        clock,
        manual: true,
        log: 'silent',
        role: 'worker',
        publicUrl: 'http://127.0.0.1:1/c',
        appUrl: 'https://app.example',
      }),
    ),
  );
  try {
    const settle = () => together([r.collector, ...others]);
    // Who came first gives up what is more than its part, then the others take it.
    await settle();
    const player = new Player(file, config);
    const sent = new Set<string>();
    const steps: { says: string; outcome: Expectation; expected: Expectation }[] = [];
    const names = async (sql: string) => (await r.query<{ name: string }>(sql)).map((row) => row.name);
    const send = async (events: readonly object[]) => {
      const { status } = await r.send(events, { sentAt: new Date(clock.now()).toISOString() });
      expect(status).toBe(200);
      await settle();
    };
    for (const part of file.steps) {
      for (const action of part.do) player.do(action);
      clock.advance(player.now - clock.now());
      const fresh = player.wire().filter((e) => !sent.has(e.messageId));
      for (const { messageId } of fresh) sent.add(messageId);
      await send(fresh);
      const [user] = await r.query<{ logins: number }>('SELECT logins FROM users WHERE user_id = ?', [file.user]);
      const videos = await r.query<{ video: string; coverage: number }>('SELECT video, coverage FROM videos ORDER BY video');
      steps.push({
        says: part.says,
        expected: part.expect,
        outcome: {
          logins: user?.logins ?? 0,
          reached: await names('SELECT milestone AS name FROM milestones ORDER BY milestone'),
          in: await names('SELECT segment AS name FROM segments WHERE left_at IS NULL ORDER BY segment'),
          mails: await names('SELECT mail AS name FROM mails ORDER BY requested_at'),
          tasks: (await r.query<{ flow: string; step: string }>('SELECT flow, step FROM tasks ORDER BY created_at')).map(
            (t) => `${t.flow}/${t.step}`,
          ),
          coverage: Object.fromEntries(videos.map((v) => [v.video, Math.floor(v.coverage * 1000 + 1e-6) / 1000])),
        },
      });
    }
    const effects = async () => (await r.query<{ n: number }>('SELECT COUNT(*) AS n FROM effects'))[0]?.n ?? 0;
    const before = await effects();
    for (let round = 0; round < 2; round++) await send(player.wire());
    return { steps, extra: (await effects()) - before };
  } finally {
    await Promise.all(others.map((other) => other.close()));
    await r.stop();
  }
}

/** Lets all of them work until nobody has anything left: what one does may be the next one's work. */
async function together(collectors: readonly Collector[]): Promise<void> {
  if (collectors.length === 1) return collectors[0]?.settle();
  for (const one of collectors) {
    let over = false;
    const rest = collectors
      .filter((other) => other !== one)
      .map(async (other) => {
        while (!over) await other.settle();
      });
    await one.settle().finally(() => (over = true));
    await Promise.all(rest);
  }
}

export function scenarioContract(backends: readonly Backend[]): void {
  describe('the success flow, sent to a collector', () => {
    for (const { name, options, workers } of backends) {
      test(`goes as the scenario says on ${name}, and a replay causes nothing more`, { timeout: 60_000 }, async () => {
        const { steps, extra } = await playOn(await options(), 'success-flow', workers);
        for (const { says, outcome, expected } of steps)
          for (const what of asked)
            if (expected[what] !== undefined) expect({ [what]: outcome[what] }, says).toEqual({ [what]: expected[what] });
        expect(extra).toBe(0);
      });
    }
  });
}
