/** `shirube init [folder]`: a first configuration that works when it is loaded, and the tag that loads it. */
import type { Command } from '../context';
import { firstConfig, tag } from '../scaffold/first';

export interface InitOptions {
  force?: boolean;
  script?: string;
  endpoint?: string;
}

const words = {
  en: {
    wrote: 'wrote',
    copy: 'Copy the folder node_modules/shirube/dist to your static files, as /shirube.\n',
    next: 'Paste this before </head>, and tell who is signed in:',
    then: 'Then:',
  },
  ja: {
    wrote: '作成',
    copy: 'node_modules/shirube/dist フォルダーを、静的ファイルの /shirube にコピーします。\n',
    next: '</head> の前に貼り付け、サインインした人を知らせます:',
    then: '続けて:',
  },
} as const;

export const init: Command<InitOptions> = async ({ io, lang, style }, [folder = '.'], { force = false, script, endpoint }) => {
  const path = folder === '.' ? 'shirube.json' : `${folder.replace(/\/$/, '')}/shirube.json`;
  await io.writeFile(path, firstConfig(), force);
  const w = words[lang];
  io.out(
    `${style.green('✔')} ${w.wrote} ${path}\n\n${script ? '' : w.copy}${w.next}\n\n${tag({ script, endpoint })}\n\n${w.then}\n  npx shirube validate ${path}\n  npx shirube doctor ${folder}\n`,
  );
  return 0;
};
