import { useState } from 'preact/hooks';
import { ApiError } from '../api';
import { useApp } from '../app';
import { track, outsideName } from '../telemetry';
import { errorText } from './errors';

type Errors = Readonly<Record<string, string>>;

/** The state of a form: its values, what is wrong with them, and whether it is being saved. */
export interface Form<V extends Record<string, string>> {
  values: V;
  errors: Errors;
  failure: string;
  busy: boolean;
  set(id: keyof V & string, value: string): void;
  /** Drops the errors of the fields whose id starts so. */
  forget(prefix: string): void;
  reset(): void;
  /** Checks, then saves; the first wrong field gets the focus and every wrong field is tracked. */
  submit(event: Event, check: (values: V) => Errors, save: (values: V) => Promise<void>): Promise<void>;
}

export function useForm<V extends Record<string, string>>(initial: V): Form<V> {
  const { language } = useApp();
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);

  const refuse = (wrong: Errors): void => {
    setErrors(wrong);
    for (const [field, reason] of Object.entries(wrong))
      track('validation_failed', { field: outsideName(field.replace(/-\d+-/, '-')), reason });
    const first = Object.keys(wrong)[0];
    if (first) requestAnimationFrame(() => document.getElementById(first)?.focus());
  };

  return {
    values,
    errors,
    failure,
    busy,
    set(id, value) {
      setValues((old) => ({ ...old, [id]: value }));
      setErrors(({ [id]: _gone, ...rest }) => rest);
    },
    forget(prefix) {
      setErrors((old) => Object.fromEntries(Object.entries(old).filter(([id]) => !id.startsWith(prefix))));
    },
    reset() {
      setValues(initial);
      setErrors({});
      setFailure('');
    },
    async submit(event, check, save) {
      event.preventDefault();
      if (busy) return;
      setFailure('');
      const wrong = check(values);
      if (Object.keys(wrong).length > 0) return refuse(wrong);
      setErrors({});
      setBusy(true);
      try {
        await save(values);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refuse(error.fields);
        setFailure(errorText(error.code, language));
      } finally {
        setBusy(false);
      }
    },
  };
}
