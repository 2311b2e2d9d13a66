import type { VerdictTree } from '@shirube/collector/api';
import { moment } from '../format';
import { t } from '../lang';

const text = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** Holds, does not hold, or not known; with what is there, what is needed, and its parts. */
export function VerdictLine({ verdict, name }: { verdict: VerdictTree; name?: string }) {
  const state = verdict.is === null ? 'unknown' : verdict.is ? 'yes' : 'no';
  return (
    <div class={`verdict ${state}`}>
      <span class="mark" aria-hidden="true">{state === 'yes' ? '✓' : state === 'no' ? '✕' : '?'}</span><span class="hidden">{t(`verdict.${state}`)}</span>
      <span class="name">{name ?? ''} <code>{verdict.code}</code></span>
      {(verdict.have !== undefined || verdict.need !== undefined) && <small>{verdict.have !== undefined && <>{t('have')} <code>{text(verdict.have)}</code> </>}{verdict.need !== undefined && <>{t('need')} <code>{text(verdict.need)}</code></>}</small>}
      {verdict.until !== null && <small>{t('until-when', { when: moment(verdict.until) })}</small>}
      {verdict.parts && verdict.parts.length > 0 && <ul>{verdict.parts.map((part, i) => <li key={i}><VerdictLine verdict={part} /></li>)}</ul>}
    </div>
  );
}
