/** The value below which a share 0..1 of the values lies, interpolated linearly between order statistics. Null without values. */
export function percentile(ascending: readonly number[], share: number): number | null {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)];
  const above = ascending[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
}
