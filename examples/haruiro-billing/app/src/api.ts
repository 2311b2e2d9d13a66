import type { Account, Session, User } from '../../shared/model';

/** One of the people who may be picked on the login page. */
export interface DemoPerson {
  id: string;
  user: User;
  account: Omit<Account, 'createdAt'>;
  seed: 'empty' | 'nearly' | 'busy';
}

/** A call that did not succeed: a code that the app words itself, and one reason per wrong field. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'offline', {});
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const { error = 'internal', fields = {} } = answer as { error?: string; fields?: Record<string, string> };
  throw new ApiError(response.status, error, fields);
}

/** The session of the cookie; null when nobody is signed in. */
export const currentSession = async (): Promise<Session | null> => (await call('GET', '/api/session')) as Session | null;

export const demoPeople = async (): Promise<DemoPerson[]> => (await call('GET', '/api/people')) as DemoPerson[];

export const signIn = async (who: { personId: string } | { email: string }): Promise<Session> =>
  (await call('POST', '/api/login', who)) as Session;

export const signOut = async (): Promise<void> => void (await call('POST', '/api/logout', {}));

/** Changes something; the answer is the whole session as it is now. */
export const change = async (method: 'POST' | 'PUT', path: string, body: unknown = {}): Promise<Session> =>
  (await call(method, path, body)) as Session;
