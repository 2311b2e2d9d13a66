// Why an event was sent twice: what became of the page that sent it first, and of the answer that it was given.

/** `from`: the page's own id. `stored`, `answered`: instants; `answered` is missing when the connection was gone before. */
const WHY = {
  cut: 'its connection was gone before the answer',
  deaf: 'its page had ended before the answer',
  late: 'its page ended within a second of the answer',
  twice: 'another request while it was on its way, its page alive',
  again: 'after its answer, its page alive',
};

/** `repeats`: pairs of the attempt that was stored and the one that came again; `ended(page)`: how and when it ended. Gives how many events, by reason. */
export function reasons(repeats, ended) {
  const sums = {};
  for (const [first, second] of repeats) {
    const end = ended(first.from);
    const alive = !end || end.at > second.at;
    const { answered = Infinity } = first;
    const why = alive
      ? second.at < answered
        ? 'twice'
        : 'again'
      : answered === Infinity
        ? 'cut'
        : end.at <= answered
          ? 'deaf'
          : end.at < answered + 1000
            ? 'late'
            : 'again';
    sums[WHY[why]] = (sums[WHY[why]] ?? 0) + 1;
  }
  return sums;
}
