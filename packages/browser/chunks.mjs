// How the UI is cut into files. `ui` is what every kind needs; `card` is everything that stands beside an element (tour, popover), so
// that a tour costs two requests and compresses as one text. The other kinds, preact (panels) and the rare helpers are cut by rollup itself.
const BASE =
  /src\/ui\/(acts|base\.css|dom|index|pulse|raw|session|stage|theme|view|views|text\/(strings|url|own))\.ts$|engine\/src\/(duration|zone)\.ts$/;
/** What only the video counts with; said here because a manual chunk takes along what its modules import. */
const COUNT = /packages\/engine\//;
const CARD =
  /src\/ui\/(anchored|bridge|card|focus|place|place-parts|place\.css|side|spec|surface|target\/(quick|locate|visible)|text\/markdown|content\/(popover|tour))\.ts$/;
/** Of a video: what its first picture needs; what facades and our own controls begin with; and what comes after the first paint. */
export const VIDEO = [
  ['video', /src\/ui\/(content\/video|video\/(index|own|element|tracker|video\.css))\.ts$/],
  ['play', /src\/ui\/video\/(early|bar|bar\.css|big\.css)\.ts$/],
  ['late', /src\/ui\/video\/(late|late\.css|strings|source|rules|report|manners|captions|choices)\.ts$/],
];
const videoChunk = (id) => VIDEO.find(([, files]) => files.test(id))?.[0];

/**
 * Nearly all of these two runs when the first card opens. Engines that know the hint compile it while it loads, beside the page's own work;
 * else each function waits to be compiled in the very task that is to show the card.
 */
const compileAhead = () => ({
  name: 'compile-ahead',
  renderChunk: (code, { name }) => (name === 'ui' || name === 'card' ? { code: `//# allFunctionsCalledOnLoad\n${code}`, map: null } : null),
});

/** Style sheets are written in lines, and sent without them. */
const tight = () => ({
  name: 'tight',
  transform: (code, id) =>
    id.endsWith('.css.ts') ? { code: code.replace(/`[^`]*`/g, (text) => text.replace(/([{};])\n/g, '$1')), map: null } : null,
});

/** Rollup options for the run of the UI chunks, over the output options that all runs share. */
export const uiOptions = (options) => ({
  ...options,
  plugins: [tight(), ...options.plugins, compileAhead()],
  preserveEntrySignatures: 'allow-extension',
  // The UI takes two functions from the engine; nothing else of it may come along.
  treeshake: { moduleSideEffects: (id) => !/packages\/engine\//.test(id) },
  output: {
    ...options.output,
    manualChunks: (id) => (BASE.test(id) ? 'ui' : CARD.test(id) ? 'card' : COUNT.test(id) ? 'count' : videoChunk(id)),
  },
});
