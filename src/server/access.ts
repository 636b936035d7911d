import type { StaffMember } from '#app/protocol/index.ts';

type StaffRole = StaffMember['role'];
/** `anyone`: no login. `candidate`: the login cookie of one screen. A list: these roles of staff. */
type Access = 'anyone' | 'candidate' | readonly StaffRole[];

const ALL_STAFF = ['owner', 'recruiter', 'engineer'] as const;
const RECRUITERS = ['owner', 'recruiter'] as const;
const ENGINEERS = ['owner', 'engineer'] as const;

/** Every route of the server and who may call it. A route without a row does not compile; the order is the order of matching. */
export const ACCESS = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',

  'GET /i': 'anyone',
  'GET /screen': 'anyone',
  'GET /': 'anyone',
  'GET /screens{/*rest}': 'anyone',
  'GET /banks{/*rest}': 'anyone',
  'GET /preview/:ref/:questionId': 'anyone',
  'GET /sign-in/link': 'anyone',
  'GET /sign-in{/*rest}': 'anyone',

  'POST /api/candidate/exchange': 'anyone',
  'GET /api/candidate/session': 'candidate',
  'POST /api/candidate/new-link': 'anyone',
  'POST /api/candidate/draft': 'candidate',

  'POST /api/auth/sign-in/magic-link': 'anyone',
  'GET /api/auth/*path': 'anyone',
  'POST /api/auth/*path': 'anyone',

  'GET /api/staff/me': ALL_STAFF,
  'GET /api/banks': RECRUITERS,
  'GET /api/catalogue': ALL_STAFF,
  'GET /api/catalogue/:ref': ALL_STAFF,
  'GET /api/catalogue/:ref/:questionId': ALL_STAFF,
  'GET /api/screens': ALL_STAFF,
  'POST /api/screens': RECRUITERS,
  'GET /api/screens/:screenId/report': ALL_STAFF,
  'GET /api/screens/:screenId/report.pdf': ALL_STAFF,
  'POST /api/screens/:screenId/link': RECRUITERS,
  'POST /api/screens/:screenId/cancel': RECRUITERS,
  'POST /api/screens/:screenId/overrides': ENGINEERS,
  'POST /api/screens/:screenId/decision': ENGINEERS,
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Access>>;

export type RouteKey = keyof typeof ACCESS;

/** What the gate has found out about the caller of a route. */
export type CallerOf<A extends Access> = A extends 'anyone' ? null : A extends 'candidate' ? { readonly login: string } : StaffMember;

export function mayCall(access: readonly StaffRole[], role: StaffRole): boolean {
  return access.includes(role);
}
