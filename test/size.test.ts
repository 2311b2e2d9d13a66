/** What a page pays: brotli bytes of the built files, and what must never be in them. `npm run build` first. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../packages/browser/dist/', import.meta.url));
const built = existsSync(`${dist}shirube.js`);
const files = built ? readdirSync(dist).filter((name) => name.endsWith('.js')) : [];
const text = (name: string) => readFileSync(dist + name, 'utf8');
const bytes = (name: string) =>
  brotliCompressSync(readFileSync(dist + name), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text(name).length },
  }).length;
/** The validator, its texts, and what a strict content security policy forbids. */
const NEVER = [
  '_zod',
  'safeParse',
  'ZodError',
  'Form left incomplete',
  'eval(',
  'new Function',
  'document.write',
  'onunload',
  'beforeunload',
];

const CEILINGS: readonly [what: string, pattern: RegExp, most: number][] = [
  ['the script that every page loads first', /^shirube\.js$/, 6000],
  ['the sender, loaded beside the guide', /^sender-/, 4550],
  ['the guide: the engine’s core and what drives it', /^guide-/, 15_800],
  ['each part of the engine, for configurations that name it', /^part-/, 3900],
  ['how texts speak to the person, where one does', /^part-texts-/, 1100],
  ['how two states become one and what is told again, for pages whose collector has one', /^join-/, 760],
  ['trackers for elements, clicks, scrolling, leaving and forms', /^watch-/, 3200],
  ['each reporter beyond the collector’s own', /^reporter-(?!x4)/, 1000],
  ['xAPI statements, with the Video Profile', /^reporter-x4/, 4600],
  ['what shows anything', /^ui-/, 6550],
  ['tours and popovers', /^card-/, 6800],
  ['nudges', /^nudge-/, 800],
  ['pictures and posters in cards', /^media-/, 900],
  ['the inspector, for engineers', /^inspector-/, 18_000],
  ['the module for bundlers', /^shirube\.esm\.js$/, 5800],
];

describe.runIf(built)('the built files', () => {
  it.each(CEILINGS)('%s stays small', (what, pattern, most) => {
    const found = files.filter((name) => pattern.test(name));
    expect(found.length).toBeGreaterThan(0);
    for (const name of found) {
      console.log(`${name}: ${bytes(name)} B brotli`);
      expect(bytes(name), what).toBeLessThanOrEqual(most);
    }
  });
  it('show a tour or a popover with 13.3 kB, and a nudge as well with 14', () => {
    const sum = (pattern: RegExp, count: number) => {
      const found = files.filter((name) => pattern.test(name));
      expect(found.length).toBe(count);
      return found.reduce((all, name) => all + bytes(name), 0);
    };
    expect(sum(/^(ui|card)-/, 2)).toBeLessThanOrEqual(13_300);
    expect(sum(/^(ui|card|nudge)-/, 3)).toBeLessThanOrEqual(14_000);
  });
  it('decide by ordinary rules with 26.1 kB: all that a page loads before anything is shown', () => {
    const all = files.filter((name) => /^(shirube\.js$|sender-|guide-)/.test(name));
    expect(all.length).toBe(3);
    expect(all.reduce((sum, name) => sum + bytes(name), 0)).toBeLessThanOrEqual(26_200);
  });
  it('keep the engine itself small: no kind and no gate, and then with those that every page has', async () => {
    const { engineSizes } = await import('./bench/sizes.mjs');
    const [alone, core] = await engineSizes();
    console.log(`engine alone: ${alone?.brotli} B brotli; with the core: ${core?.brotli} B`);
    expect(alone?.brotli).toBeLessThanOrEqual(4000);
    expect(core?.brotli).toBeLessThanOrEqual(9600);
  }, 120_000);
  it('carry no validator, and nothing that a strict policy forbids', () => {
    for (const name of files) for (const word of NEVER) expect(text(name).includes(word), `${name} contains ${word}`).toBe(false);
    // preact knows the word, behind a property that we never set; nothing of ours does.
    for (const name of files.filter((file) => !/^(jsxRuntime|render|inspector)|single/.test(file)))
      expect(text(name).includes('innerHTML'), name).toBe(false);
  });
  it('have names that no list of a blocker takes for a tracker or an advertisement', () => {
    const listed =
      /analytic|track|telemetry|beacon|pixel|metric|collect|stats?\b|event|\blogs?\b|\bads?\b|advert|banner|popup|sponsor|promo|segment|posthog|mixpanel|amplitude|google|gtag|data-?layer/i;
    expect(readdirSync(dist).filter((name) => listed.test(name))).toEqual([]);
    const { chunks } = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8')) as { chunks: Record<string, { file: string }> };
    const reporters = Object.entries(chunks)
      .filter(([name]) => name.startsWith('reporter-'))
      .map(([, { file }]) => file);
    expect(reporters.length).toBeGreaterThan(5);
    expect(new Set(reporters).size).toBe(reporters.length);
  });
  it('are all in the manifest, with the hash that integrity checks need', () => {
    const manifest = JSON.parse(readFileSync(`${dist}manifest.json`, 'utf8')) as { files: Record<string, { integrity: string }> };
    expect(Object.keys(manifest.files).sort()).toEqual([...files].sort());
    for (const { integrity } of Object.values(manifest.files)) expect(integrity).toMatch(/^sha384-[\w+/=]{64}$/);
  });
  it('are as small as the README says, in both languages', () => {
    const said: [RegExp, RegExp][] = [
      [/`shirube\.js` \| ([\d,]+) B/, /^shirube\.js$/],
      [/`guide-…\.js` \| ([\d,]+) B/, /^guide-/],
      [/`part-…\.js` \| (?:各 )?([\d,]+) B/, /^part-flows/],
      [/`sender-…\.js` \| ([\d,]+) B/, /^sender-/],
      [/`ui-…\.js` \| ([\d,]+) B/, /^ui-/],
      [/`card-…\.js` \| ([\d,]+) B/, /^card-/],
    ];
    for (const readme of ['README.md', 'README.ja.md']) {
      const page = readFileSync(new URL(`../${readme}`, import.meta.url), 'utf8');
      for (const [sentence, pattern] of said) {
        const most = Number(sentence.exec(page)?.[1]?.replace(',', ''));
        const name = files.find((file) => pattern.test(file)) ?? '';
        expect(most, `${readme} names a ceiling for ${name}`).toBeGreaterThan(0);
        expect(bytes(name), `${name}, as ${readme} says`).toBeLessThanOrEqual(most);
      }
    }
  });
});
