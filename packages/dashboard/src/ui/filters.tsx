import { useEffect, useState } from 'preact/hooks';
import { t } from '../lang';
import { place, setQuery } from '../router';
import { useStore } from '../store';
import { Icon } from './icon';

/** Finds while one types, after a short pause. */
export function Search({ text }: { text: string }) {
  const { query } = useStore(place);
  const [value, set] = useState(query.get('q') ?? '');
  const asked = query.get('q') ?? '';
  // A saved view may have asked for something else.
  useEffect(() => set(asked), [asked]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if ((place.get().query.get('q') ?? '') !== value) setQuery({ q: value, offset: undefined });
    }, 250);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <label class="search">
      <Icon name="search" />
      <span class="hidden">{text}</span>
      <input type="search" placeholder={text} value={value} onInput={(event) => set(event.currentTarget.value)} />
    </label>
  );
}

/** One filter of the address. */
export function Choose({ name, text, options }: { name: string; text: string; options: { id: string; text: string }[] }) {
  const { query } = useStore(place);
  const value = query.get(name) ?? '';
  if (!options.length) return null;
  return (
    <label class={value ? 'choose set' : 'choose'}>
      <span class="hidden">{text}</span>
      <select value={value} onChange={(event) => setQuery({ [name]: event.currentTarget.value, offset: undefined })}>
        <option value="">
          {text}: {t('all')}
        </option>
        {options.map((o) => (
          <option key={o.id} value={o.id}>
            {o.text}
          </option>
        ))}
      </select>
    </label>
  );
}
