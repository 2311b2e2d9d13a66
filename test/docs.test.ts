/** Documentation is true: every JSON fence is valid as what it says it is, every ts fence with a source is that source, and links lead somewhere. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { configSchema, checklistSectionSchema, lintRules, milestoneSchema, segmentSchema } from '@shirube/engine/schema';
import { compile, contents, gates, kinds, type Config } from '@shirube/engine';
import { conditionSchema } from '../packages/engine/src/conditions';
import { contentSchema } from '../packages/engine/src/content';
import { flowSchema } from '../packages/engine/src/flow';
import { flowStepSchema } from '../packages/engine/src/actions';

const folder = fileURLToPath(new URL('../docs/guide/', import.meta.url));
const root = fileURLToPath(new URL('../', import.meta.url));
/** The word after "json" says what the fence is. */
const SCHEMAS = {
  config: configSchema,
  condition: conditionSchema,
  milestone: milestoneSchema,
  segment: segmentSchema,
  checklist: checklistSectionSchema,
  flow: flowSchema,
  content: contentSchema,
  step: flowStepSchema,
} as const;

interface Fence {
  word: string;
  text: string;
  source: string | undefined;
  language: string;
}
const fencesOf = (text: string): Fence[] =>
  [...text.matchAll(/(?:<!-- (\S+) -->\n)?^```(\w+)(?: (\w+))?\n([\s\S]*?)^```/gm)].map(
    ([, source, language = '', word = '', body = '']) => ({ language, word, text: body, source }),
  );

const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
describe.each(pages)('docs/guide/%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const fences = fencesOf(text);
  it('has JSON that is what it says', () => {
    for (const { language, word, text: body } of fences) {
      if (language !== 'json') continue;
      const value = JSON.parse(body) as unknown;
      const isConfig = typeof value === 'object' && value !== null && 'shirube' in value;
      const schema = word in SCHEMAS ? SCHEMAS[word as keyof typeof SCHEMAS] : isConfig ? configSchema : undefined;
      if (schema) expect({ body, issues: schema().safeParse(value).error?.issues ?? [] }).toEqual({ body, issues: [] });
      if (isConfig) expect(compile(value as Config).problems).toEqual([]);
    }
  });
  it('has code that is run elsewhere, word for word', () => {
    for (const { source, text: body } of fences)
      if (source && existsSync(join(root, source))) expect(body).toBe(readFileSync(join(root, source), 'utf8'));
  });
  it('has no links that lead nowhere', () => {
    const links = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
    for (const to of links) expect({ to, exists: existsSync(join(dirname(join(folder, name)), to)) }).toEqual({ to, exists: true });
  });
});

describe.each(pages.filter((name) => name.endsWith('.ja.md')))('docs/guide/%s', (name) => {
  const english = name.replace('.ja.md', '.md');
  const texts = [name, english].map((page) => readFileSync(join(folder, page), 'utf8'));
  it('shows the same files and headings as the English page', () => {
    // What commands print, and the names of tests, are in the language of the page.
    const [ja, en] = texts.map((text) => fencesOf(text).filter(({ language }) => language !== 'console' && language !== 'ts'));
    expect(ja).toEqual(en);
    const [jaLevels, enLevels] = texts.map((text) =>
      [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+(?= )/gm)].map(([level]) => level),
    );
    expect(jaLevels).toEqual(enLevels);
  });
  it('links to the English page, and back', () => {
    expect(texts[0]).toContain(`](${english})`);
    expect(texts[1]).toContain(`](${name})`);
  });
});

describe.each(['theming.md', 'theming.ja.md'])('docs/guide/%s', (page) => {
  it('names every word of the guidance that a configuration can replace', () => {
    const guide = readFileSync(join(folder, page), 'utf8');
    const content = 'packages/browser/src/ui/content';
    const places = [
      ['', 'packages/browser/src/ui/text/strings.ts'],
      ...['nudge.ts', 'survey.ts', 'survey-question.ts', 'hotspot.ts', 'checklist.tsx', 'hub-parts.ts'].map((file) => [
        `${/^[a-z]+/.exec(file)?.[0] ?? ''}.`,
        `${content}/${file}`,
      ]),
    ];
    const names = places.flatMap(([kind = '', file = '']) => {
      const english = /\ben(?:: | = )\{([\s\S]*?)(?:\bja: |\n\};|\n  ja)/.exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? '';
      return [...english.matchAll(/(\w+): '/g)].map(([, name = '']) => kind + name);
    });
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});

describe.each(['script.md', 'script.ja.md'])('docs/guide/%s', (page) => {
  const guide = readFileSync(join(folder, page), 'utf8');
  const source = (file: string) => readFileSync(join(root, 'packages/browser/src', file), 'utf8');
  /** Names of an interface's members. */
  const members = (file: string, name: string) =>
    [
      ...(new RegExp(`interface ${name}\\b.*?\\{\n([\\s\\S]*?)\n\\}`).exec(source(file))?.[1] ?? '').matchAll(
        /^ {2}(?:readonly )?(\w+)[?:<(]/gm,
      ),
    ].map(([, member = '']) => member);
  it.each([
    ['functions', 'host/api.ts', 'Shirube'],
    ['options', 'host/options.ts', 'Options'],
    ['choices of consent', 'host/consent.ts', 'ConsentOptions'],
    ['events', 'host/emitter.ts', 'Events'],
  ])('names all %s', (_what, file, name) => {
    const names = members(file, name);
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((member) => !new RegExp(`^\\|[^|]*\`${member}[\`(]`, 'm').test(guide))).toEqual([]);
  });
  it('names all attributes of the tag', () => {
    const names = [...(/for \(const name of \[(.+?)\]/.exec(source('script-tag.ts'))?.[1] ?? '').matchAll(/'(\w+)'/g)].map(
      ([, name = '']) => `data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});

describe.each(['dashboard.md', 'dashboard.ja.md'])('docs/guide/%s', (page) => {
  it('names every address of the API, and none that is not there', () => {
    const routes = join(root, 'packages/collector/src/api');
    const there = readdirSync(routes)
      .filter((name) => !name.includes('.test.'))
      .flatMap((name) =>
        [...readFileSync(join(routes, name), 'utf8').matchAll(/method: '([A-Z]+)',(?:\s+heavy: true,)?\s+path: '([^']+)'/g)].map(
          ([, method, path]) => `${method} /api${path}`,
        ),
      );
    const named = [...readFileSync(join(folder, page), 'utf8').matchAll(/`([A-Z]+ \/api[^`]+)`/g)].map(([, address]) => address);
    expect(there.length).toBeGreaterThan(20);
    expect([...new Set(named)].sort()).toEqual(there.sort());
  });
});

describe('docs/promises.md', () => {
  const text = readFileSync(join(root, 'docs/promises.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (?!promise \|)(.+?) \| (.+) \|$/gm)].map(([, promise = '', held = '']) => ({
    promise,
    tests: [...held.matchAll(/`([^`]+)`: “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title })),
  }));
  const sources = new Map<string, string>();
  const sourceOf = (file: string) =>
    sources.get(file) ??
    sources.set(file, existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').replace(/\\(['"`])/g, '$1') : '').get(file) ??
    '';
  it('names for every promise a test that is there', () => {
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter(({ tests }) => !tests.length).map(({ promise }) => promise)).toEqual([]);
    const titled = (file: string, title: string) => ["'", '"', '`'].some((quote) => sourceOf(file).includes(`${quote}${title}${quote}`));
    expect(rows.flatMap(({ tests }) => tests).filter(({ file, title }) => !titled(file, title))).toEqual([]);
  });
});

describe('the guides of the engine', () => {
  it.each(['showing.md', 'showing.ja.md'])('name every gate in its order: %s', (page) => {
    const rows = [...readFileSync(join(folder, page), 'utf8').matchAll(/^\| (\w+) \|/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'gate');
    expect(rows).toEqual(gates.map((gate) => gate.name));
  });
  it('name every lint rule with its severity and an example', () => {
    const text = readFileSync(join(folder, 'lint.md'), 'utf8');
    for (const { code, severity, title, example } of lintRules) {
      expect(text).toContain(`| \`${code}\` | ${severity} | ${title.en} |`);
      expect(text).toContain(`## ${code}\n`);
      expect(text).toContain(JSON.stringify(example));
    }
  });
  it('name every lint rule in Japanese', () => {
    const text = readFileSync(join(folder, 'lint.ja.md'), 'utf8');
    for (const { code, severity, title } of lintRules)
      expect(text).toContain(`| \`${code}\` | ${severity === 'error' ? 'エラー' : '注意'}(\`${severity}\`) | ${title.ja} |`);
  });
  it('there are kinds to write about', () =>
    expect([Object.keys(kinds.conditions).length > 20, Object.keys(contents).length > 9]).toEqual([true, true]));
});
