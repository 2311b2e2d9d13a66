import { useState } from 'preact/hooks';
import { trouble } from '../lang';
import { Icon } from './icon';

/** A change on its way to the collector: `busy` meanwhile; why it did not arrive is in `failed`, in words, until the next one. */
export function useChange() {
  const [busy, setBusy] = useState(false);
  const [failed, fail] = useState('');
  const change = <T,>(made: Promise<T>, done: (made: T) => void): void => {
    setBusy(true);
    fail('');
    made.then(done, (error: unknown) => fail(trouble(error))).finally(() => setBusy(false));
  };
  return { busy, failed, change };
}

export const Failed = ({ why }: { why: string }) =>
  why ? (
    <p class="note bad" role="alert">
      <Icon name="warn" />
      {why}
    </p>
  ) : null;
