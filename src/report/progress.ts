// The progress line of a long scan: a bar, the rate and the time left.

export interface Pace {
  readonly done: number;
  /** if known */
  readonly total?: number;
  readonly bytes: number;
  readonly elapsedMs: number;
  /** what is counted; `files` by default */
  readonly noun?: string;
}

const megabyte = 1_000_000;
/** `1,200` */
export const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1,200 of 5,000 files, 31 MB/s, 12 s left` */
export function progressText({ done, total, bytes, elapsedMs, noun = 'files' }: Pace): string {
  const parts = [total === undefined ? `${grouped(done)} ${noun}` : `${grouped(done)} of ${grouped(total)} ${noun}`];
  if (elapsedMs > 0) {
    const rate = bytes / megabyte / (elapsedMs / 1000);
    parts.push(`${rate < 10 ? rate.toFixed(1) : Math.round(rate)} MB/s`);
  }
  if (total !== undefined && done > 0 && done < total) parts.push(`${time((elapsedMs / done) * (total - done))} left`);
  return parts.join(', ');
}

/** `[#####...............]  26 %  `, or an empty string if the total is unknown. */
export function progressBar({ done, total }: Pace, unicode: boolean, width = 20): string {
  if (total === undefined || total === 0) return '';
  const share = Math.min(1, done / total);
  const full = Math.floor(share * width);
  const [on, off] = unicode ? ['█', '░'] : ['#', '.'];
  return `${unicode ? '' : '['}${on.repeat(full)}${off.repeat(width - full)}${unicode ? '' : ']'} ${String(Math.floor(share * 100)).padStart(3)} %  `;
}

function time(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
