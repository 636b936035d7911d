import type { StaffMember } from '#app/protocol/index.ts';
import type { StaffAuth } from '#app/server/index.ts';

export function staffMember(role: StaffMember['role']): StaffMember {
  return { id: `id-of-${role}`, name: `The ${role}`, email: `${role}@example.org`, role };
}

/** Believes a cookie `staff=<role>`. */
export function fakeStaffAuth(change: Partial<StaffAuth> = {}): StaffAuth {
  return {
    handle: async () => Response.json({ status: true }),
    session: async (headers) => {
      const role = /(?:^|; )staff=(owner|recruiter|engineer)(?:;|$)/.exec(headers.get('cookie') ?? '')?.[1];
      return role ? { member: staffMember(role as StaffMember['role']), setCookies: [] } : null;
    },
    createSignInLink: async () => 'http://localhost:3000/sign-in/link?token=x',
    migrate: async () => {},
    countUsers: async () => 0,
    find: async () => new Map(),
    ...change,
  };
}
