/** The words of one kind of content, beside the shared ones; `strings` in the configuration replaces them as well. */
import type { FaceApi } from '../../host/ports';
import { filled, strings } from './strings';

export type Words = Record<string, Record<string, string>>;
export const own = (api: FaceApi, words: Words) => (key: string, values?: Record<string, string | number>): string =>
  filled(strings(api, key, words), values);
