// What is read of a page: its own clock, its heap, and what scripts forced.
/**
 * Layouts and style passes that a script forces: those that run inside of a call of a script, instead of once per frame after all scripts.
 * The measuring page reads nothing meanwhile.
 */
export async function forcedIn(browser, page, what) {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.stack', 'v8'],
  });
  await what();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const scripts = traceEvents.filter(
    ({ ph, name }) => ph === 'X' && ['FunctionCall', 'EvaluateScript', 'RunMicrotasks', 'v8.callFunction'].includes(name),
  );
  const inScript = ({ tid, pid, ts }) => scripts.some((s) => s.tid === tid && s.pid === pid && s.ts <= ts && ts < s.ts + s.dur);
  const forced = (kind) => traceEvents.filter(({ ph, name, ...at }) => name === kind && (ph === 'X' || ph === 'B') && inScript(at));
  if (process.env.BENCH_TRACE) report(traceEvents, [...forced('Layout'), ...forced('UpdateLayoutTree')]);
  return { layouts: forced('Layout').length, styles: forced('UpdateLayoutTree').length };
}
/** Of the protocol's domain Performance. */
export const metrics = async (cdp) =>
  Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
/** Milliseconds of the main thread. */
export const used = (m) => m.TaskDuration * 1000;
/**
 * Kilobytes when all that nobody holds any more is gone: in use altogether, and of that what a page itself holds, without the code that the engine
 * has compiled and what it has learnt about it. What is freed late (observers, caches) needs more than one collection.
 */
export async function held(page, cdp) {
  for (let i = 0; i < 4; i++) {
    await page.waitForTimeout(100);
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const used = (await metrics(cdp)).JSHeapUsedSize / 1024;
  const parts = [];
  const take = ({ chunk }) => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  const {
    snapshot: {
      meta: {
        node_fields: fields,
        node_types: [types],
      },
    },
    nodes,
    strings,
  } = JSON.parse(parts.join(''));
  const size = fields.indexOf('self_size');
  let own = 0;
  for (let i = 0; i < nodes.length; i += fields.length) {
    const type = types[nodes[i]];
    // Timings of slow frames are the browser's own, and come with a busy machine.
    if (type !== 'code' && type !== 'object shape' && !(type === 'native' && /Timing|Performance|system \//.test(strings[nodes[i + 1]])))
      own += nodes[i + size];
  }
  return { used, own: own / 1024 };
}
/** Milliseconds in scripts, layout and styles. */
export const busy = (m) => (m.ScriptDuration + m.LayoutDuration + m.RecalcStyleDuration) * 1000;

/** Where the time goes, and who forces what: for those who profile (BENCH_TRACE=1). */
function report(events, forcedEvents) {
  const sums = {};
  for (const { ph, name, dur = 0 } of events) if (ph === 'X' && dur > 0) sums[name] = (sums[name] ?? 0) + dur / 1000;
  console.error(
    Object.entries(sums)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 28)
      .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
      .join(' · '),
  );
  const main = events.find(({ name }) => name === 'Layout')?.tid;
  for (const { name, tdur = 0, args } of events
    .filter(({ ph, tid, name, tdur = 0 }) => ph === 'X' && tid === main && tdur > 250 && !/RunTask|ThreadController|ThreadPool/.test(name))
    .sort((a, b) => a.ts - b.ts)
    .slice(0, 60))
    console.error(
      '  ',
      name,
      (tdur / 1000).toFixed(2),
      JSON.stringify({ n: args.elementCount, dirty: args.beginData?.dirtyObjects, f: args.data?.functionName }),
    );
  for (const { name, dur, args } of forcedEvents)
    console.error(
      '  forced',
      name,
      dur,
      JSON.stringify(
        [args.beginData?.stackTrace ?? args.data?.stackTrace ?? []]
          .flat()
          .slice(0, 5)
          .map((f) => `${f.functionName}:${f.lineNumber}:${f.columnNumber}`),
      ),
    );
}
