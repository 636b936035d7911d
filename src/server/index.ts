export { createServer } from './create-server.ts';
export type { RateLimits } from './rate-limits.ts';
export type { AssayServer, ServerOptions } from './server-options.ts';
export { createStaffAuth, type NewStaff, type StaffAuth, type StaffAuthOptions } from './staff-auth.ts';
