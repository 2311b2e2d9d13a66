import { useState } from 'preact/hooks';
import { t } from '../lang';
import { Icon } from './icon';

/** A link or a token that is shown this once, ready to be copied. */
export function Secret({ text, hint }: { text: string; hint: string }) {
  const [copied, tell] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => tell(true),
      () => undefined,
    );
  return (
    <div class="secret" role="status">
      <span>{hint}</span>
      <input readOnly value={text} aria-label={hint} onFocus={(event) => event.currentTarget.select()} />
      {/* Without https browsers have no clipboard; the text can be marked. */}
      {'clipboard' in navigator && (
        <button type="button" onClick={copy}>
          <Icon name={copied ? 'check' : 'copy'} />
          {t(copied ? 'copied' : 'copy')}
        </button>
      )}
    </div>
  );
}
