import type { VerdictTree } from '@shirube/collector/api';
import { moment } from '../format';
import { lang, t } from '../lang';
import { useStore } from '../store';

const text = (value: unknown): string =>
  Array.isArray(value) ? value.map(text).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Holds, does not hold, or not known; with what stands in the way or what is there, and its parts. */
export function VerdictLine({ verdict, name }: { verdict: VerdictTree; name?: string }) {
  const language = useStore(lang);
  const state = verdict.is === null ? 'unknown' : verdict.is ? 'yes' : 'no';
  return (
    <div class={`verdict ${state}`}>
      <span class="mark" aria-hidden="true">
        {state === 'yes' ? '✓' : state === 'no' ? '✕' : '?'}
      </span>
      <span class="hidden">{t(`verdict.${state}`)}</span>
      <span class="name">
        {name ?? ''} <code>{verdict.code}</code>
      </span>
      {verdict.text ? (
        <small>{verdict.text[language]}</small>
      ) : (
        verdict.have !== undefined && (
          <small>
            {t('have')} <code>{text(verdict.have)}</code>
          </small>
        )
      )}
      {verdict.until !== null && <small>{t('until-when', { when: moment(verdict.until) })}</small>}
      {verdict.parts && verdict.parts.length > 0 && (
        <ul>
          {verdict.parts.map((part, i) => (
            <li key={i}>
              <VerdictLine verdict={part} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
