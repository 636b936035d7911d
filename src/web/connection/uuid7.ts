/** A version 7 UUID (RFC 9562): 48 bits of milliseconds, so ids sort by time, then 74 bits of chance. */
export function uuid7(wallMs: number, random: () => number): string {
  const time = Math.floor(wallMs).toString(16).padStart(12, '0').slice(-12);
  const chance = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance(3)}-${variant}${chance(3)}-${chance(12)}`;
}
