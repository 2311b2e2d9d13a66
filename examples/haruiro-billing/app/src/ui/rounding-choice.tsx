import { totalsOf, type Rounding } from '../../../shared/totals.mjs';
import { useApp, useWords } from '../app';
import { yen } from '../format';
import { fill } from '../words';
import { errorText } from './errors';

const NET = 1998;

const T = {
  legend: { ja: '1 円未満の扱い', en: 'A part of a yen is' },
  floor: { ja: '切り捨て', en: 'rounded down' },
  round: { ja: '四捨五入', en: 'rounded to the nearest' },
  ceil: { ja: '切り上げ', en: 'rounded up' },
  floorText: { ja: '多くの会社が選んでいます', en: 'What most companies choose' },
  roundText: { ja: '0.5 円以上は 1 円に', en: 'Half a yen and more counts as one' },
  ceilText: { ja: '少しでもあれば 1 円に', en: 'Any part counts as one' },
  example: {
    ja: '{net} に 8% の消費税は {exact} 円です。請求書では税率ごとに一度だけ端数処理をします。',
    en: '8% of {net} is {exact} yen. An invoice rounds once per tax rate, never per line.',
  },
} as const;

const choices: readonly Rounding[] = ['floor', 'round', 'ceil'];

export function RoundingChoice({ value, onValue, error }: { value: string; onValue(value: string): void; error: string | undefined }) {
  const t = useWords(T);
  const { language } = useApp();
  const tax = (rounding: Rounding): number => totalsOf([{ description: '', quantity: 1, unitPrice: NET, rate: 8 }], rounding).tax;
  return (
    <fieldset class="field" aria-describedby={error ? 'rounding-error' : undefined}>
      <legend>{t.legend}</legend>
      <div class="choices" data-shirube="rounding">
        {choices.map((choice, index) => (
          <label class="choice" key={choice}>
            <input
              type="radio"
              name="rounding"
              id={index === 0 ? 'rounding' : `rounding-${choice}`}
              value={choice}
              checked={value === choice}
              onChange={() => onValue(choice)}
            />
            <span>{t[choice]}</span>
            <span class="number">{yen(tax(choice))}</span>
            <span class="small soft">{t[`${choice}Text`]}</span>
          </label>
        ))}
      </div>
      <p class="example">{fill(t.example, { net: yen(NET), exact: (NET * 8) / 100 })}</p>
      {error && (
        <p class="error" id="rounding-error">
          {errorText(error, language)}
        </p>
      )}
    </fieldset>
  );
}
