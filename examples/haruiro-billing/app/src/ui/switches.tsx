import { useApp, useWords } from '../app';
import { Icon } from './icon';

const T = {
  language: { ja: 'English に切り替える', en: 'Switch to Japanese' },
  languageShort: { ja: 'EN', en: '日本語' },
  light: { ja: '明るい表示にする', en: 'Use light colours' },
  dark: { ja: '暗い表示にする', en: 'Use dark colours' },
} as const;

/** Language, and light or dark. Until the person chooses, the system decides about the colours. */
export function Switches() {
  const { language, setLanguage, theme, setTheme } = useApp();
  const t = useWords(T);
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const label = dark ? t.light : t.dark;
  return (
    <>
      <button
        type="button"
        class="button button-quiet button-small"
        id="switch-language"
        data-shirube="switch-language"
        aria-label={`${t.languageShort}: ${t.language}`}
        title={t.language}
        onClick={() => setLanguage(language === 'ja' ? 'en' : 'ja')}
      >
        {t.languageShort}
      </button>
      <button
        type="button"
        class="button button-quiet icon-button"
        id="switch-theme"
        data-shirube="switch-theme"
        aria-label={label}
        title={label}
        onClick={() => setTheme(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </button>
    </>
  );
}
