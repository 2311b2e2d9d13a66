export const languages = ['en', 'ja'] as const;
/** Languages that the command line speaks. */
export type Lang = (typeof languages)[number];

/** --lang, else the locale of the environment (LC_ALL, LC_MESSAGES, LANG), else English. */
export function langOf(option: string | undefined, env: Readonly<Record<string, string | undefined>>): Lang {
  const wish = option ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '');
  return wish.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}
