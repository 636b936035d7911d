/**
 * The token of the invite, taken out of the address. It stands in the fragment, which no server sees, and leaves the
 * address and the history at once, so that it is not shared with the page's address. Null when there is none.
 */
export function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('t');
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return token;
}
