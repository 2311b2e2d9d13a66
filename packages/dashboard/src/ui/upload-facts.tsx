import { useRef, useState } from 'preact/hooks';
import type { FactsTaken } from '@shirube/collector/api';
import { send, session } from '../api';
import { t, trouble } from '../lang';
import { useStore } from '../store';
import { Icon } from './icon';

/** Spreadsheets on Japanese computers write Shift_JIS unless they are asked for UTF-8. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

/** Ratings and facts that only people know, as a CSV whose first column is `account`. */
export function UploadFacts({ done }: { done: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [told, tell] = useState<{ text: string; bad: boolean } | null>(null);
  const role = useStore(session)?.role;
  if (role === 'viewer') return null;
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { accepted, refused } = await send<FactsTaken>('POST', '/facts', await textOf(file));
      const lines = refused.map((one) => one.at).join(', ');
      tell({ text: t('facts.taken', { n: accepted }) + (lines && ` ${t('facts.refused', { lines })}`), bad: lines !== '' });
      done();
    } catch (error) {
      tell({ text: trouble(error), bad: true });
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
