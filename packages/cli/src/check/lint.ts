/** The engine's lint rules as findings, with a did-you-mean where a rule knows what there is. */
import type { Config } from '@shirube/engine';
import { lint } from '@shirube/engine/schema';
import type { Lang } from '../lang';
import type { Severity } from '../problem';
import type { Said } from '../say/said';
import type { Finding } from './finding';
import { nearest } from './near';

const nearTexts = (texts: Record<Lang, Said>, near: string): Record<Lang, Said> => ({
  en: { ...texts.en, why: `Probably "${near}" was meant.`, next: `Write "${near}".` },
  ja: { ...texts.ja, why: `おそらく "${near}" の書き間違いです。`, next: `"${near}" と書いてください。` },
});

/** Takes a configuration that the schema accepts. */
export const checkLint = (config: Config): (Finding & { severity: Severity })[] =>
  lint(config).map(({ code, severity, path, args, texts }) => {
    const asked = args['id'] ?? args['name'];
    const near = typeof asked === 'string' && typeof args['known'] === 'string' ? nearest(asked, args['known'].split(', ')) : undefined;
    return { code, severity, path, args: { ...args, ...(near && { near }), texts: near ? nearTexts(texts, near) : texts } };
  });
