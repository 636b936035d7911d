const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** `14:03`, on this device's clock. */
export function formatClockTime(ms: number): string {
  return clockTime.format(ms);
}

/** `Tuesday 1 December at 14:03 CET`: a deadline, in the reader's own zone. */
export function formatDayAndTime(iso: string): string {
  return dayAndTime.format(new Date(iso));
}

/** `1 Dec, 14:03` */
export function formatShort(iso: string): string {
  return shortDay.format(new Date(iso));
}

/** `40 minutes`, `1 minute` */
export function formatMinutes(minutes: number): string {
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}
