import { describe, expect, it } from 'vitest';
import { parseVtt, plain } from './vtt';

describe('a caption file', () => {
  it('gives its cues, whatever line ends, byte order mark, notes, styles and names it has', () => {
    const text =
      '\uFEFFWEBVTT - made by hand\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE not this\r\n\r\nintro\r\n00:01.000 --> 00:02.500 line:0 position:20%\r\nFirst\r\nline\r\n\r\n01:00:00.000 --> 01:00:01.000\r\n<v Aki>二行目\r\n';
    expect(parseVtt(text)).toEqual([
      { from: 1, to: 2.5, text: 'First\nline' },
      { from: 3600, to: 3601, text: '<v Aki>二行目' },
    ]);
  });
  it('leaves out a cue that makes no sense and keeps the rest', () => {
    expect(
      parseVtt(
        'WEBVTT\n\n00:05.000 --> 00:03.000\nbackwards\n\nnonsense --> 1\nx\n\n00:01.000 --> 00:02.000\n\n\n00:03,000 --> 00:04,000\ncomma',
      ),
    ).toEqual([{ from: 3, to: 4, text: 'comma' }]);
    expect(parseVtt('')).toEqual([]);
    expect(parseVtt('<html>Not found</html>')).toEqual([]);
  });
  it('reads as a sentence: no markup, no entities, and no gap where Japanese breaks a line', () => {
    expect(plain('<v Aki>Tom &amp; <i>Jerry</i>\nrun &lt;fast&gt;')).toBe('Tom & Jerry run <fast>');
    expect(plain('請求書を\n作成します。')).toBe('請求書を作成します。');
    expect(plain('Don&#39;t, it&#x2019;s &quot;ok&quot; &unheard; &#99999999;')).toBe('Don\'t, it’s "ok" &unheard; &#99999999;');
  });
});
