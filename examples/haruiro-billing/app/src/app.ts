import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Session } from '../../shared/model';
import { inLanguage, type Language, type Text } from './words';

export type Theme = 'light' | 'dark' | 'system';

/** What every page may use. */
export interface App {
  language: Language;
  theme: Theme;
  path: string;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  /** Says something in the corner, politely. */
  say(text: string): void;
  signedIn(session: Session, method: 'person' | 'email'): void;
  signOut(): void;
}

/** The same for pages behind the login. */
export interface Desk extends App {
  session: Session;
  /** Changes something on the server and shows the result; rejects with an `ApiError`. */
  change(method: 'POST' | 'PUT', path: string, body?: unknown): Promise<Session>;
}

export const AppContext = createContext<App | undefined>(undefined);
export const DeskContext = createContext<Desk | undefined>(undefined);

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This component is rendered outside of the app.');
  return value;
}

export const useApp = (): App => need(useContext(AppContext));
export const useDesk = (): Desk => need(useContext(DeskContext));

export function useWords<K extends string>(table: Readonly<Record<K, Text>>): Record<K, string> {
  return inLanguage(table, useApp().language);
}
