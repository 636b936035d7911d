import { BadInput } from './terminal.ts';

/** The value of an option that takes a whole number. Throws BadInput. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new BadInput(`${option} takes a whole number from ${least} to ${most}.`);
}
