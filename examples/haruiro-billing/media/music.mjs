/**
 * The quiet music under the lessons, made of sine waves: a slow round of four chords, a plucked note on each beat of a
 * fixed pattern, and a small chime where something new is shown. No recording and no randomness.
 */
export const SAMPLE_RATE = 32_000;
const BEAT = 0.75;
const ROUND = [
  [0, 4, 7, 11],
  [9, 12, 16, 19],
  [5, 9, 12, 16],
  [7, 11, 14, 17],
];
const PATTERN = [0, 2, 1, 3, 2, 1, 3, 2, 0, 3, 1, 2, 3, 1, 2, 1];

/** @param {number} semitones above the key @param {number} key Hz */
const pitch = (semitones, key) => key * 2 ** (semitones / 12);

/** @param {Float32Array} out @param {number} at seconds @param {number} hertz @param {number} loud @param {number} length seconds */
function pluck(out, at, hertz, loud, length) {
  const first = Math.round(at * SAMPLE_RATE);
  const count = Math.min(out.length - first, Math.round(length * SAMPLE_RATE));
  for (let index = 0; index < count; index++) {
    const time = index / SAMPLE_RATE;
    const shape = Math.min(1, time / 0.008) * Math.exp((-4.5 * time) / length);
    const tone = Math.sin(2 * Math.PI * hertz * time) + 0.28 * Math.sin(4 * Math.PI * hertz * time) * Math.exp(-6 * time);
    out[first + index] = (out[first + index] ?? 0) + loud * shape * tone;
  }
}

/** @param {Float32Array} out @param {number} at @param {number} length seconds @param {number} hertz @param {number} loud */
function pad(out, at, length, hertz, loud) {
  const first = Math.round(at * SAMPLE_RATE);
  const count = Math.min(out.length - first, Math.round((length + 1.2) * SAMPLE_RATE));
  for (let index = 0; index < count; index++) {
    const time = index / SAMPLE_RATE;
    const shape = Math.min(1, time / 1.2, (length + 1.2 - time) / 1.2);
    const tone = Math.sin(2 * Math.PI * hertz * time) + 0.5 * Math.sin(2 * Math.PI * hertz * 1.003 * time);
    out[first + index] = (out[first + index] ?? 0) + loud * Math.max(0, shape) * tone;
  }
}

/**
 * @param {number} seconds
 * @param {number} key Hz of the lowest note
 * @param {readonly number[]} chimes seconds at which something new is shown
 * @returns {Float32Array} mono samples between -1 and 1
 */
export function compose(seconds, key, chimes) {
  const out = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  const bar = BEAT * 8;
  for (let at = 0, count = 0; at < seconds; at += bar, count++) {
    const chord = ROUND[count % ROUND.length] ?? [];
    for (const note of chord) pad(out, at, bar, pitch(note, key), 0.028);
    for (let beat = 0; beat < 8 && at + beat * BEAT < seconds; beat++) {
      const note = chord[PATTERN[(beat + (count % 2) * 8) % PATTERN.length] ?? 0] ?? 0;
      pluck(out, at + beat * BEAT, pitch(note + 12, key), beat % 4 === 0 ? 0.075 : 0.048, 1.6);
    }
  }
  for (const at of chimes) {
    pluck(out, at, pitch(36, key), 0.06, 1.1);
    pluck(out, Math.min(seconds - 0.1, at + 0.11), pitch(43, key), 0.05, 1.3);
  }
  const fade = 2.5 * SAMPLE_RATE;
  for (let index = 0; index < out.length; index++) {
    const edge = Math.min(1, index / SAMPLE_RATE, (out.length - index) / fade);
    out[index] = Math.tanh((out[index] ?? 0) * 1.6) * edge;
  }
  return out;
}

/** @param {Float32Array} samples @returns {Buffer} a 16-bit mono WAV file */
export function wav(samples) {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples.length * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLE_RATE, 24);
  file.writeUInt32LE(SAMPLE_RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + index * 2));
  return file;
}
