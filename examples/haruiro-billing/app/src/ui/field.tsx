import type { ComponentChildren, JSX } from 'preact';
import { useWords } from '../app';
import { errorText } from './errors';
import { useApp } from '../app';

const T = { need: { ja: '必須', en: 'Required' } } as const;

interface FieldProps {
  id: string;
  label: string;
  value: string;
  onValue(value: string): void;
  error?: string | undefined;
  hint?: ComponentChildren;
  required?: boolean;
  width?: 6 | 4 | 3 | 2;
  /** With choices the field is a list to choose from. */
  choices?: readonly (readonly [value: string, text: string])[];
  input?: JSX.InputHTMLAttributes<HTMLInputElement> & { 'data-shirube'?: string };
  area?: boolean;
}

/** A label, a control, a hint and an error that belong together, also for people who hear the page. */
export function Field({ id, label, value, onValue, error, hint, required = false, width = 6, choices, input, area }: FieldProps) {
  const t = useWords(T);
  const { language } = useApp();
  const notes = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const common = {
    id,
    name: id,
    class: 'input',
    required,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': notes || undefined,
    'data-shirube': id,
  } as const;
  return (
    <div class={`field wide-${width}`}>
      <label for={id}>
        {label}
        {required && <span class="need">{t.need}</span>}
      </label>
      {choices ? (
        <select {...common} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {choices.map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </select>
      ) : area ? (
        <textarea {...common} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      ) : (
        <input type="text" {...common} {...input} value={value} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {errorText(error, language)}
        </p>
      )}
    </div>
  );
}
