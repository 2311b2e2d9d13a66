import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The help articles once more as a feed, for the help centre inside the app. Taken from the same words, so the two cannot differ. */
const helpFeed = () => ({
  name: 'help-feed',
  async writeBundle(_options, bundle) {
    const file = Object.keys(bundle)[0];
    const { articles } = await import(`${pathToFileURL(here(`./dist/${file}`))}?${Date.now()}`);
    const feed = articles.flatMap(({ slug, title, lead, parts }) =>
      ['ja', 'en'].map((lang) => ({
        lang,
        title: title[lang],
        url: `/help/${slug}`,
        text: [lead[lang], ...parts.map((part) => part[lang])].join('\n'),
      })),
    );
    await writeFile(here('./dist/help.json'), JSON.stringify(feed));
  },
});

const typed = () =>
  typescript({
    tsconfig: here('./tsconfig.json'),
    include: ['app/src/**/*.ts', 'app/src/**/*.tsx', 'shared/*.ts'],
    filterRoot: here('.'),
    compilerOptions: {
      composite: false,
      declaration: false,
      emitDeclarationOnly: false,
      allowJs: false,
      checkJs: false,
      noCheck: true,
      outDir: here('./dist'),
    },
    noForceEmit: true,
  });

export default [
  {
    input: here('./app/src/pages/help-articles.ts'),
    output: { file: here('./dist/help-articles.js'), format: 'es' },
    plugins: [typed(), helpFeed()],
  },
  {
    input: here('./app/src/main.tsx'),
    output: { file: here('./dist/app.js'), format: 'es' },
    plugins: [
      nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
      // Types are judged by `tsc -b`; here they are only taken away.
      typed(),
      terser({ module: true, ecma: 2020 }),
    ],
  },
];
