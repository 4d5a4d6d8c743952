// How far a long look is: one line, with rate and time left.

export interface Pace {
  readonly done: number;
  /** where it is known */
  readonly total?: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  /** what is counted; files unless said */
  readonly things?: string;
}

const megabyte = 1_000_000;
const number = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1,200 of 5,000 files, 31 MB/s, 12 s left` */
export function progressText({ done, total, bytes, elapsedMs, things = 'files' }: Pace): string {
  const parts = [total === undefined ? `${number(done)} ${things}` : `${number(done)} of ${number(total)} ${things}`];
  if (elapsedMs > 0) {
    const rate = bytes / megabyte / (elapsedMs / 1000);
    parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} MB/s`);
  }
  if (total !== undefined && done > 0 && done < total) parts.push(`${time((elapsedMs / done) * (total - done))} left`);
  return parts.join(', ');
}

function time(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
