/** The words of one kind of content, beside the shared ones. `strings` in the configuration replaces them: "hub.title" in the hub, "title" wherever it stands. */
import type { FaceApi } from '../../host/ports';
import { filled, strings } from './strings';

export type Words = Record<string, Record<string, string>>;
export const own =
  (api: FaceApi, words: Words, kind: string) =>
  (key: string, values?: Record<string, string | number>): string =>
    filled(
      strings(api, key, words, (word) => word(`${kind}.${key}`) ?? word(key)),
      values,
    );
