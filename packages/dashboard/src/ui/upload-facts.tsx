import { useRef, useState } from 'preact/hooks';
import { send, session } from '../api';
import { t } from '../lang';
import { useStore } from '../store';
import { Icon } from './icon';

/** Ratings and facts that only people know, as a CSV whose first column is `account`. */
export function UploadFacts({ done }: { done: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [told, tell] = useState<{ text: string; bad: boolean } | null>(null);
  const role = useStore(session)?.role;
  if (role === 'viewer') return null;
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { accepted, refused } = await send<{ accepted: number; refused: string[] }>('POST', '/facts', await file.text());
      tell({ text: [t('facts.taken', { n: accepted }), ...refused.slice(0, 3)].join(' '), bad: refused.length > 0 });
      done();
    } catch (error) {
      tell({ text: error instanceof Error ? error.message : String(error), bad: true });
    }
    if (input.current) input.current.value = '';
  };
  return (
    <>
      {told && (
        <span role="status" class={told.bad ? 'bad' : 'muted'}>
          {told.text}
        </span>
      )}
      <button type="button" class="quiet" title={t('facts.hint')} onClick={() => input.current?.click()}>
        <Icon name="save" />
        {t('facts.upload')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t('facts.upload')}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
    </>
  );
}
