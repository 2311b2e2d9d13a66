/** What every video needs before anything else of it is there: its place, its size, its colours. Tokens come from the face (`--accent` and so on); the values after the comma are for a video that stands alone. */
export const t = (name: string, light: string) => `var(--${name},${light})`;
export const accent = t('accent', '#3350d1');
export const text = t('text', '#191c24');
export const muted = t('muted', '#5b6170');
export const surface = t('surface', '#fff');
export const border = t('border', '#e3e5eb');
export const focus = `outline:2px solid ${t('focus', accent)};outline-offset:`;

export const font = `font:400 ${t('size', '14px')}/1.6 ${t('font', 'system-ui,"Hiragino Sans","Yu Gothic UI","Noto Sans JP","Noto Sans CJK JP",sans-serif')}`;

export const videoCss = `.sv-root{container-type:inline-size}
.sv,.sv-screen{background:${surface}}
.sv-stage{position:relative;background:#0c0e14;color:#fff;overflow:hidden}
.sv-stage>*{position:absolute;inset:0;width:100%;height:100%;border:0}`;
