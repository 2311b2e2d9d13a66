// The figures as a table for people.
const median = (list = []) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const cell = (value, digits = 1) => (value === undefined ? '–' : value.toFixed(digits));
const least = (list = []) => (list.length ? Math.min(...list) : undefined);
const both = (list, digits = 1, minus = 0) =>
  list?.length ? `${cell(median(list) - minus, digits)} (${cell(least(list) - minus, digits)})` : '–';
const forced = (what) => (what ? `${what.layouts} + ${what.styles}` : '–');

/** `results`: lists of figures by library and name; `idle`: milliseconds between loading and the call. */
export function printTable({ names, results, bytes, rounds, idle }) {
  const emptyFrame = median(results.empty.frame);
  const emptyLoad = median(results.empty.load);
  console.log(`Medians of ${rounds} interleaved rounds, the least in brackets; busy machines make all of them slower: read the ratios.\n`);
  console.log(`Loading: script evaluation, under 4x throttling (which adds up to 1 ms by chance: it stops a thread for so long each time) and without, and all that the main thread does for it
(asking for the files, compiling, starting), above an empty module. First painted: handed over by
the main thread, which is all that a page can know of it; drawn: until the compositor had drawn that frame. Bytes: what must be there until a first step is painted. Between loading and the call all have ${idle} ms in which the page is idle; what a library makes of
them (ours lays out a card that nobody sees) is in "main thread before the call", together with loading, evaluating and the empty time of the page itself. Heap: after four
collections each time; compiled code and what the engine learns about it grows for a while with anything that runs often, and stays. A host would grow by the rest.\n`);
  console.log(
    '| | bytes, brotli | evaluate, 4x slow CPU ms | evaluate ms | main thread while loading ms | first painted ms | the same, drawn ms | main thread until painted, its own time ms | main thread before the call ms | settled ms | main thread to open and watch ms | next step settled ms | per scrolled frame ms above an empty page | stray while scrolling px | stray after a shift px | heap, 10th to 110th time kB: all · without compiled code | heap, 110th to 410th | forced layouts + style passes, opening | the same, 60 scrolled frames |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|');
  for (const name of names.slice(1)) {
    const r = results[name];
    console.log(
      `| ${name} | ${bytes[name]} | ${both(r.evaluateSlow)} | ${both(r.evaluate, 2)} | ${both(r.load, 1, emptyLoad)} | ${both(r.first)} | ${both(r.drawn)} | ${both(r.opening)} | ${both(r.before)} | ${both(r.settled)} | ${both(r.cpu)} | ${both(r.next)} | ${both(r.frame, 2, emptyFrame)} | ${cell(median(r.stray))} | ${cell(median(r.shift))} | ${cell(median(r.heap), 0)} · ${cell(median(r.heapOwn), 0)} | ${cell(median(r.heapLonger), 0)} · ${cell(median(r.heapLongerOwn), 0)} | ${forced(r.forced?.opening)} | ${forced(r.forced?.scrolling)} |`,
    );
  }
}
