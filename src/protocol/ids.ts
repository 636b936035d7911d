import { z } from 'zod';

/** Lower-case words joined by hyphens: ids that people write in content files. */
export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use lower-case letters, digits and hyphens, at most 64');

/** `1.0.0`: three numbers, no suffixes. */
export const Version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'write a version as three numbers: 1.0.0');

/** `applied-ml@1.0.0`: one immutable version of a bank or a rubric. */
export const VersionedRef = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}@\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'write a reference as id@1.0.0');

/** `criterion/check`: one check of one rubric. */
export const CheckRef = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}\/[a-z0-9][a-z0-9-]{0,63}$/, 'write a check as criterion/check');

/** Ids that the program makes: UUIDs in lower case (version 7 where order helps). */
export const Uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not a UUID');

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal');

/** UTC, as `Date.prototype.toISOString` writes it. */
export const IsoTime = z.iso.datetime({ offset: false });
