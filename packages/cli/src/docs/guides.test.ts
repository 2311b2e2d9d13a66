/** The guides are run: files from their fences, commands with their output. A line with only "…" stands for anything. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../check/check';
import { main } from '../main';
import { fakeIo } from '../testing/fake-io';

const folder = fileURLToPath(new URL('../../../../docs/guide/', import.meta.url));
interface Fence {
  info: string;
  text: string;
}
const fences = (markdown: string): Fence[] =>
  [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map((m) => ({ info: (m[1] ?? '').trim(), text: m[2] ?? '' }));

/** Commands of a console fence, each with what it prints. */
const commands = (text: string) =>
  text
    .split(/^\$ /m)
    .filter((part) => part.trim())
    .map((part) => {
      const [first = '', ...rest] = part.split('\n');
      return {
        argv: first
          .replace(/^npx shirube /, '')
          .trim()
          .split(/\s+/),
        output: rest.join('\n').trim(),
      };
    });

describe.each(['cli.md', 'cli.ja.md', 'getting-started.md', 'getting-started.ja.md'])('docs/guide/%s', (name) => {
  const all = fences(readFileSync(folder + name, 'utf8'));
  const files = Object.fromEntries(
    all.flatMap(({ info, text }) => {
      const file = /file=(\S+)/.exec(info)?.[1];
      return file ? [[file, text]] : [];
    }),
  );
  const lang = name.includes('.ja.') ? 'ja_JP.UTF-8' : 'en_US.UTF-8';
  const consoles = all.filter(({ info }) => info === 'console').flatMap(({ text }) => commands(text));
  for (const { argv, output } of consoles) {
    it(`shirube ${argv.join(' ')} prints what the guide shows`, async () => {
      const io = fakeIo(files, { env: { LANG: lang } });
      await main(argv, io);
      const printed = (io.printed + io.told)
        .trim()
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n');
      if (process.env['SHOW']) console.log(`$ npx shirube ${argv.join(' ')}\n${printed}`);
      expect(printed).toBe(output);
    });
  }
  it.each(Object.entries(files).filter(([file]) => file.endsWith('.json') && !file.startsWith('bad')))('%s is valid', (file, text) =>
    expect(checkConfig(new TextEncoder().encode(text), file).problems).toEqual([]),
  );
  it('names only commands and options that there are', async () => {
    const used = [...readFileSync(folder + name, 'utf8').matchAll(/npx shirube ([a-z]+)((?: [^`\n]*)?)/g)];
    for (const [, command = '', rest = ''] of used) {
      const io = fakeIo();
      await main([command, '--help'], io);
      expect(io.told, command).toBe('');
      for (const [option] of rest.matchAll(/--[a-z]+/g)) expect(io.printed, `${command} ${option}`).toContain(option);
    }
  });
});
