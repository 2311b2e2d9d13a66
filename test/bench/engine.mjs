/**
 * What a signal costs, and what a person weighs. `npm run bench`; the peers need `npm ci --prefix test/bench/peers` once.
 * Nanoseconds of processor time are the least (of the peers: the median) of batches; the state is its JSON in bytes.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { rollup } from 'rollup';
import { browserPlugins } from '../../packages/rollup.shared.mjs';
import { allSizes } from './sizes.mjs';

const root = new URL('../../', import.meta.url).pathname;
const out = `${root}test/bench/.cache`;
const bundle = async (code) => {
  const built = await rollup({
    input: 'entry',
    plugins: [
      { name: 'entry', resolveId: (id) => (id === 'entry' ? id : null), load: (id) => (id === 'entry' ? code : null) },
      ...browserPlugins(),
    ],
    onwarn() {},
  });
  const { output } = await built.generate({ format: 'es' });
  return output[0].code;
};
mkdirSync(out, { recursive: true });
writeFileSync(`${out}/engine.mjs`, await bundle(`export * from '${root}packages/engine/src/index.ts'`));
const { compile, initialState, step, explain } = await import(pathToFileURL(`${out}/engine.mjs`).href);

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
/** Nanoseconds of processor time per call, so that what else runs on the machine matters less. */
const timed = (calls, start) => {
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / calls;
};
const measure = (work, calls, batches = 9) => {
  for (let i = 0; i < calls; i++) work(i);
  return median(
    Array.from({ length: batches }, (_, b) => {
      const start = process.cpuUsage();
      for (let i = 0; i < calls; i++) work(b * calls + i);
      return timed(calls, start);
    }),
  );
};
const measureAsync = async (work, calls, batches = 5) => {
  for (let i = 0; i < calls; i++) await work(i);
  const times = [];
  for (let b = 0; b < batches; b++) {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) await work(b * calls + i);
    times.push(timed(calls, start));
  }
  return median(times);
};

/**
 * n milestones, three on each event, and far away, so that every signal really asks three conditions; `within` makes time matter too:
 * each signal also lets three windows end.
 */
/** From JSON, as configurations come. */
const config = (n, within) =>
  JSON.parse(
    JSON.stringify({
      shirube: 1,
      milestones: Array.from({ length: n }, (_, i) => ({
        id: `m${i}`,
        when: {
          kind: 'event',
          name: `e${Math.floor(i / 3)}`,
          count: { atLeast: within ? 4 + (i % 3) : 1_000_000 },
          ...(within && { within: '1m' }),
        },
      })),
    }),
  );
/** `used`: how many of the event names happen at all; a person uses a few features, a benchmark may use all. */
const player = (n, within, used = Infinity) => {
  const program = compile(config(n, within));
  const state = initialState();
  // An app has its names in its own code; putting them together is not what is measured.
  const names = Array.from({ length: Math.min(used, Math.ceil(n / 3)) }, (_, i) => `e${i}`);
  let at = Date.parse('2026-04-01T09:00Z');
  let seq = 0;
  const work = (i) =>
    void step(program, state, { kind: 'event', name: names[(i * 7) % names.length], id: 'x', at: (at += 60_000), tab: 't', seq: ++seq });
  return { work, state, program };
};

const CALLS = 5000;
const COLUMNS = {
  'ns/signal': (n) => player(n, false, 4),
  'ns/signal, within a window': (n) => player(n, true, 4),
  'ns/signal, every event in turn': (n) => player(n, false),
};
const sizes = [10, 100, 1000, 10_000].map((n) => {
  const start = process.cpuUsage();
  compile(config(n, false));
  return { n, compiled: timed(1, start) / 1e6, players: Object.values(COLUMNS).map((make) => ({ ...make(n), least: Infinity })) };
});
// In turn and many times, and the least counts: what else the machine does comes and goes.
for (let batch = 0; batch < 25; batch++) {
  for (const { players } of sizes) {
    for (const one of players) {
      for (let i = 0; i < CALLS; i++) one.work(i);
      const start = process.cpuUsage();
      for (let i = 0; i < CALLS; i++) one.work(i);
      one.least = Math.min(one.least, timed(CALLS, start));
    }
  }
}
const rows = sizes.map(({ n, compiled, players }) => {
  const bytes = JSON.stringify(players.at(-1).state).length;
  return {
    milestones: n,
    'compile ms': compiled.toFixed(1),
    ...Object.fromEntries(Object.keys(COLUMNS).map((name, i) => [name, Math.round(players[i].least)])),
    'state bytes': bytes,
    'bytes/milestone': Math.round(bytes / n),
  };
});
console.log('One signal matches 3 milestones:');
console.table(rows);
const [ten, , , most] = rows;
console.log(
  `10,000 milestones cost ${(most['ns/signal'] / ten['ns/signal']).toFixed(2)}x of 10 (within a window ${(most['ns/signal, within a window'] / ten['ns/signal, within a window']).toFixed(2)}x; when every event comes in turn, so that nothing stays in the processor's cache, ${(most['ns/signal, every event in turn'] / ten['ns/signal, every event in turn']).toFixed(2)}x).`,
);

const peers = [];
{
  const { work } = player(100, false);
  peers.push({ engine: 'shirube', 'ns/signal': Math.round(measure(work, 3000)) });
}
const require = createRequire(`${root}test/bench/peers/package.json`);
try {
  const { Engine } = require('json-rules-engine');
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { id, when } of config(100).milestones)
    engine.addRule({
      name: id,
      conditions: {
        all: [
          { fact: 'event', operator: 'equal', value: when.name },
          { fact: 'count', operator: 'greaterThanInclusive', value: when.count.atLeast },
        ],
      },
      event: { type: id },
    });
  const counts = {};
  const work = async (i) => {
    const event = `e${(i * 7) % 34}`;
    counts[event] = (counts[event] ?? 0) + 1;
    await engine.run({ event, count: counts[event] });
  };
  peers.push({
    engine: `json-rules-engine ${require('json-rules-engine/package.json').version}`,
    'ns/signal': Math.round(await measureAsync(work, 100)),
  });
} catch (error) {
  console.log(`json-rules-engine: not measured (${error.message}). npm ci --prefix test/bench/peers`);
}
try {
  const { assign, createActor, createMachine } = require('xstate');
  const states = Object.fromEntries(
    config(100).milestones.map(({ id, when }) => [
      id,
      {
        initial: 'waiting',
        states: {
          waiting: {
            on: { [when.name]: { target: 'reached', guard: ({ context }) => (context.counts[when.name] ?? 0) + 1 >= when.count.atLeast } },
          },
          reached: {},
        },
      },
    ]),
  );
  const machine = createMachine({
    type: 'parallel',
    context: { counts: {} },
    states,
    on: {
      '*': {
        actions: assign({ counts: ({ context, event }) => ({ ...context.counts, [event.type]: (context.counts[event.type] ?? 0) + 1 }) }),
      },
    },
  });
  const actor = createActor(machine).start();
  peers.push({
    engine: `xstate ${require('xstate/package.json').version}`,
    'ns/signal': Math.round(measure((i) => actor.send({ type: `e${(i * 7) % 34}` }), 300, 7)),
  });
} catch (error) {
  console.log(`xstate: not measured (${error.message}). npm ci --prefix test/bench/peers`);
}
console.log('The same 100 rules:');
console.table(peers.map((row) => ({ ...row, times: `${(row['ns/signal'] / peers[0]['ns/signal']).toFixed(1)}x` })));

console.log('In a browser bundle:');
console.table(await allSizes());
const why = player(1000, false);
console.log(`explain: ${Math.round(measure(() => explain(why.program, why.state, 'none'), 3000))} ns for what does not exist.`);
rmSync(out, { recursive: true, force: true });
