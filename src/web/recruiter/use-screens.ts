import { useQuery } from '@tanstack/react-query';
import { fetchScreens } from '../staff/staff-api.ts';

const REFRESH_MS = 2_000;

/** The list as it is now: asked for again every two seconds while the page is looked at. */
export function useScreens() {
  return useQuery({ queryKey: ['screens'], queryFn: fetchScreens, refetchInterval: REFRESH_MS });
}
