/** What few configurations ask: calendars, sequences, the page's elements, and comparisons of versions and dates. */
import { device } from '../conditions/device';
import { element } from '../conditions/element';
import { exitIntent } from '../conditions/exit-intent';
import { form } from '../conditions/form';
import { inactivity } from '../conditions/inactivity';
import { locale } from '../conditions/locale';
import { sample } from '../conditions/sample';
import { scroll } from '../conditions/scroll';
import { sequence } from '../conditions/sequence';
import { time } from '../conditions/time';
import { urlRegex } from '../conditions/url-regex';
import { schedule } from '../gates/schedule';
import { after, ago, before } from '../operators/date';
import { endsWith, semver, startsWith } from '../operators/text';
import { dom } from '../signals/dom';
import type { Part } from '../types';

export const part = {
  conditions: { device, element, exitIntent, form, inactivity, locale, sample, scroll, sequence, time, urlRegex },
  signals: { dom },
  gates: { schedule },
  operators: { after, ago, before, endsWith, semver, startsWith },
} satisfies Part;
