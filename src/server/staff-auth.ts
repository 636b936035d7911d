import { createHash, randomBytes } from 'node:crypto';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { magicLink } from 'better-auth/plugins/magic-link';
import { z } from 'zod';
import type { Clock, Log, StaffDirectory } from '#app/ports/index.ts';
import { StaffMember } from '#app/protocol/index.ts';

const MINUTE_SECONDS = 60;
const HOUR_MS = 3_600_000;
const MAILED_LINK_SECONDS = 15 * MINUTE_SECONDS;
/** The link printed at first start is read by the operator, perhaps after lunch. */
const PRINTED_LINK_MS = 24 * HOUR_MS;
const IDLE_SECONDS = 30 * MINUTE_SECONDS;
const ABSOLUTE_MS = 12 * HOUR_MS;

export interface StaffAuthOptions {
  /** A better-sqlite3 Database, or whatever else better-auth takes. */
  readonly database: unknown;
  /** At least 32 random bytes in any encoding. Signs the cookies: another secret signs everybody out. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Mails the link to a person who is known. */
  sendLink(email: string, url: string): Promise<void>;
}

export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly role: StaffMember['role'];
}

export interface StaffSession {
  readonly member: StaffMember;
  /** Set-Cookie values that renew the login in the browser; empty most of the time. */
  readonly setCookies: readonly string[];
}

/** Who the staff are and how they sign in. Other ways in are settings of the library and rows of OPEN_PATHS, in this file only. */
export interface StaffAuth extends StaffDirectory {
  /** Answers a request under /api/auth. */
  handle(request: Request): Promise<Response>;
  /** The person behind a Cookie header; null when there is none, or no more. */
  session(headers: Headers): Promise<StaffSession | null>;
  /** Makes the person when the address is new, and returns a link that signs in once, within 24 hours. The caller hands it over. */
  createSignInLink(person: NewStaff): Promise<string>;
  /** Brings the tables up to date and forgets what has run out. To be called before anything else. */
  migrate(): Promise<void>;
  countUsers(): Promise<number>;
}

/** The library serves some thirty addresses; these are the ones the product uses. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  'POST /api/auth/sign-in/magic-link',
  'GET /api/auth/magic-link/verify',
  'POST /api/auth/sign-out',
  'GET /api/auth/get-session',
]);

const SessionRow = z.object({ token: z.string(), createdAt: z.coerce.date() });

export function createStaffAuth(options: StaffAuthOptions): StaffAuth {
  const { clock, log } = options;
  const origin = new URL(options.publicUrl).origin;
  const secure = origin.startsWith('https:');

  const settings = {
    appName: 'Assay',
    baseURL: origin,
    basePath: '/api/auth',
    secret: options.secret,
    database: options.database as BetterAuthOptions['database'],
    telemetry: { enabled: false },
    // Requests are counted at the door of the server, mailboxes included.
    rateLimit: { enabled: false },
    logger: {
      level: 'warn',
      // Its messages may name an address; only that something was said is kept.
      log: (level) =>
        (level === 'error' ? log.error : log.warn).call(log, { kind: 'sign-in-library' }, 'the sign-in library reported a problem'),
    },
    user: { additionalFields: { role: { type: 'string', required: true, defaultValue: 'recruiter', input: false } } },
    session: { expiresIn: IDLE_SECONDS, updateAge: MINUTE_SECONDS, cookieCache: { enabled: false } },
    advanced: {
      // Said outright: the library relaxes both when NODE_ENV is `test`.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
      cookiePrefix: 'assay',
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, secure, sameSite: 'strict', path: '/' },
      cookies: { session_token: { name: secure ? '__Host-assay-staff' : 'assay-staff' } },
    },
    plugins: [
      magicLink({
        expiresIn: MAILED_LINK_SECONDS,
        disableSignUp: true,
        storeToken: { type: 'custom-hasher', hash: async (token) => hashed(token) },
        generateToken: () => newToken(),
        // Known and unknown addresses get the same answer at the same time: nothing here is waited for.
        sendMagicLink: ({ email, token }) => {
          mailLink(email, token).catch((error: unknown) => log.error({ error }, 'a sign-in link could not be sent'));
        },
      }),
    ],
  } satisfies BetterAuthOptions;

  const auth = betterAuth(settings);

  async function mailLink(email: string, token: string): Promise<void> {
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findUserByEmail(email);
    if (found) await options.sendLink(found.user.email, linkOf(origin, token));
  }

  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (!OPEN_PATHS.has(`${request.method} ${pathname}`)) return new Response(null, { status: 404 });
      return auth.handler(request);
    },

    async session(headers) {
      const { response, headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
      if (!response) return null;
      const { token, createdAt } = SessionRow.parse(response.session);
      if (clock.wallMs() - createdAt.getTime() >= ABSOLUTE_MS) {
        const { internalAdapter } = await auth.$context;
        await internalAdapter.deleteSession(token);
        return null;
      }
      const { id, name, email, role } = response.user;
      return { member: StaffMember.parse({ id, name, email, role }), setCookies: answered.getSetCookie() };
    },

    async createSignInLink({ email, name, role }) {
      const { internalAdapter } = await auth.$context;
      const address = email.toLowerCase();
      if (!(await internalAdapter.findUserByEmail(address))) {
        await internalAdapter.createUser({ email: address, name, role, emailVerified: true });
      }
      const token = newToken();
      await internalAdapter.createVerificationValue({
        identifier: hashed(token),
        value: JSON.stringify({ email: address }),
        expiresAt: new Date(clock.wallMs() + PRINTED_LINK_MS),
      });
      return linkOf(origin, token);
    },

    async migrate() {
      const { runMigrations } = await getMigrations(settings);
      await runMigrations();
      const { adapter } = await auth.$context;
      const runOut = [{ field: 'expiresAt', operator: 'lt' as const, value: new Date(clock.wallMs()) }];
      await adapter.deleteMany({ model: 'verification', where: runOut });
      await adapter.deleteMany({ model: 'session', where: runOut });
    },

    async countUsers() {
      const { adapter } = await auth.$context;
      return adapter.count({ model: 'user' });
    },

    async find(ids) {
      const { adapter } = await auth.$context;
      if (ids.length === 0) return new Map();
      const rows = await adapter.findMany<StaffMember>({ model: 'user', where: [{ field: 'id', operator: 'in', value: [...ids] }] });
      return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
    },
  };
}

/** Only hashes are stored: a copy of the database signs nobody in. */
function hashed(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Leads to a page with a button, as programs that scan mails open links too. */
function linkOf(origin: string, token: string): string {
  const link = new URL('/sign-in/link', origin);
  link.searchParams.set('token', token);
  return link.href;
}
