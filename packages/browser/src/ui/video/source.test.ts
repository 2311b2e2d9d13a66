import { describe, expect, it } from 'vitest';
import { confidenceOf, sourceOf } from './source';

const at = (address: string, type?: string) => sourceOf(address, 'https://app.example/help/', type);

describe('the adapter of an address', () => {
  it.each([
    ['https://www.youtube.com/watch?v=aqz-KE-bpKQ', 0],
    ['https://youtu.be/aqz-KE-bpKQ?t=1m30s', 90],
    ['https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?start=40', 40],
    ['https://m.youtube.com/shorts/aqz-KE-bpKQ', 0],
    ['https://www.youtube.com/live/aqz-KE-bpKQ?t=75', 75],
  ])('%s is YouTube', (address, start) => {
    expect(at(address)).toEqual({ kind: 'youtube', id: 'aqz-KE-bpKQ', start, page: 'https://www.youtube.com/watch?v=aqz-KE-bpKQ' });
  });
  it.each([
    ['https://vimeo.com/76979871', '', 0],
    ['https://vimeo.com/76979871/8272103f6e', '8272103f6e', 0],
    ['https://player.vimeo.com/video/76979871?h=8272103f6e#t=20s', '8272103f6e', 20],
    ['https://vimeo.com/channels/staffpicks/76979871', '', 0],
  ])('%s is Vimeo', (address, key, start) => {
    expect(at(address)).toMatchObject({ kind: 'vimeo', id: '76979871', key, start });
  });
  it('is the app’s own for files and playlists, and a frame for everything else', () => {
    expect(at('/media/v1.webm')).toMatchObject({ kind: 'file', src: 'https://app.example/media/v1.webm' });
    expect(at('v1', 'video/mp4').kind).toBe('file');
    expect(at('https://cdn.example/v1.m3u8').kind).toBe('hls');
    expect(at('https://cdn.example/list', 'application/vnd.apple.mpegurl').kind).toBe('hls');
    expect(at('https://www.loom.com/embed/abc').kind).toBe('frame');
  });
  it('is refused when it could run a script or names no video', () => {
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://',
      'https://youtu.be/',
      'https://www.youtube.com/watch?v=../../x',
      'https://vimeo.com/about',
    ])
      expect(at(bad).kind).toBe('refused');
  });
  it('looks at the host, not at what an address contains', () => {
    expect(at('https://evil.example/youtube.com/watch?v=aqz-KE-bpKQ').kind).toBe('frame');
    expect(at('https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ').kind).toBe('frame');
  });
  it('says how far its figures can be trusted', () => {
    expect(
      ['/v.mp4', '/v.m3u8', 'https://youtu.be/aqz-KE-bpKQ', 'https://vimeo.com/76979871', 'https://www.loom.com/embed/abc'].map((a) =>
        confidenceOf(at(a)),
      ),
    ).toEqual(['exact', 'exact', 'sampled', 'sampled', 'none']);
  });
});
