import type { CookieOptions } from 'express';

const MAX_LOGIN = 128;

export interface CandidateCookie {
  readonly name: string;
  readonly options: CookieOptions;
  /** The login in a Cookie header; null when there is none. */
  read(header: string | undefined): string | null;
}

/** The `__Host-` prefix binds the cookie to this host and to https; browsers refuse it on plain http. */
export function candidateCookie(publicUrl: string): CandidateCookie {
  const secure = new URL(publicUrl).protocol === 'https:';
  const name = secure ? '__Host-assay' : 'assay';
  return {
    name,
    options: { httpOnly: true, secure, sameSite: 'strict', path: '/' },
    read: (header) => cookieValue(header, name),
  };
}

function cookieValue(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', value = ''] = pair.split('=', 2);
    if (key.trim() !== name) continue;
    const login = value.trim();
    return login !== '' && login.length <= MAX_LOGIN ? login : null;
  }
  return null;
}
