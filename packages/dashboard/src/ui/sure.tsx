import { useState } from 'preact/hooks';
import { t } from '../lang';

/** A button that asks once more before it does what cannot be taken back. Looking elsewhere is a no. */
export function Sure({ text, of, disabled, run }: { text: string; of: string; disabled?: boolean; run: () => void }) {
  const [asked, ask] = useState(false);
  const said = asked ? t('sure', { what: text }) : text;
  return (
    <button
      type="button"
      class={asked ? 'danger' : 'quiet'}
      aria-label={`${said}: ${of}`}
      disabled={disabled}
      onBlur={() => ask(false)}
      onClick={() => {
        if (asked) run();
        ask(!asked);
      }}
    >
      {said}
    </button>
  );
}
