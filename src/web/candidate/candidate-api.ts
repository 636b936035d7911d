import type { CandidateSession } from '#app/protocol/index.ts';
import { type Answer, request } from '../parts/request.ts';

const asSession = (json: unknown) => json as CandidateSession;

/** The server checks what it sends against the schemas; here the shape is taken on trust to keep the script small. */
export const exchangeToken = (token: string): Promise<Answer<CandidateSession>> =>
  request('POST', '/api/candidate/exchange', asSession, { token });

export const fetchSession = (): Promise<Answer<CandidateSession>> => request('GET', '/api/candidate/session', asSession);

/** Answers the same for every token, so a stranger learns nothing. */
export const askForNewLink = (token: string): Promise<Answer<null>> => request('POST', '/api/candidate/new-link', () => null, { token });
