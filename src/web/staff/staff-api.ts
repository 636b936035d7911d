import {
  type BankCard,
  BankDetail,
  BankList,
  type BankSummary,
  Catalogue,
  CommandResponse,
  type ErrorCode,
  type InviteRequest,
  InviteResponse,
  QuestionDetail,
  type ReportDocument,
  ReportResponse,
  ScreenList,
  type ScreenRow,
  StaffMember,
} from '#app/protocol/index.ts';
import { browserRandom, uuid7 } from '../connection/index.ts';
import { request } from '../parts/request.ts';

/** An answer that is not a success, with a sentence for the person. */
export class RefusedError extends Error {
  constructor(
    readonly code: ErrorCode | 'unreachable',
    message: string,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

/** An id chosen here, so that sending the same request twice does nothing twice. */
export const newId = (): string => uuid7(Date.now(), browserRandom);

async function get<T>(path: string, parse: (json: unknown) => T): Promise<T> {
  const answer = await request('GET', path, parse);
  if (answer.ok) return answer.value;
  throw new RefusedError(answer.code, answer.message);
}

async function post<T>(path: string, parse: (json: unknown) => T, body: object): Promise<T> {
  const answer = await request('POST', path, parse, body);
  if (answer.ok) return answer.value;
  throw new RefusedError(answer.code, answer.message);
}

const nothing = () => null;
const parseLink = InviteResponse.pick({ link: true });

/** Null: nobody is signed in. */
export async function fetchMe(): Promise<StaffMember | null> {
  const answer = await request('GET', '/api/staff/me', (json) => StaffMember.parse(json));
  if (answer.ok) return answer.value;
  if (answer.code === 'sign_in_needed') return null;
  throw new RefusedError(answer.code, answer.message);
}

export const askForSignInLink = (email: string): Promise<null> =>
  post('/api/auth/sign-in/magic-link', nothing, { email, callbackURL: '/' });

export const signOut = (): Promise<null> => post('/api/auth/sign-out', nothing, {});

export const fetchBanks = async (): Promise<readonly BankSummary[]> => (await get('/api/banks', (json) => BankList.parse(json))).banks;

export const fetchCatalogue = async (): Promise<readonly BankCard[]> =>
  (await get('/api/catalogue', (json) => Catalogue.parse(json))).banks;

export const fetchBank = (ref: string): Promise<BankDetail> =>
  get(`/api/catalogue/${encodeURIComponent(ref)}`, (json) => BankDetail.parse(json));

export const fetchQuestion = (ref: string, questionId: string): Promise<QuestionDetail> =>
  get(`/api/catalogue/${encodeURIComponent(ref)}/${encodeURIComponent(questionId)}`, (json) => QuestionDetail.parse(json));

export const fetchScreens = async (): Promise<readonly ScreenRow[]> =>
  (await get('/api/screens', (json) => ScreenList.parse(json))).screens;

export const invite = (body: InviteRequest): Promise<InviteResponse> => post('/api/screens', (json) => InviteResponse.parse(json), body);

export const renewLink = (screenId: string): Promise<{ link: string }> =>
  post(`/api/screens/${screenId}/link`, (json) => parseLink.parse(json), {});

export const cancelScreen = (screenId: string, reason: string) =>
  post(`/api/screens/${screenId}/cancel`, (json) => CommandResponse.parse(json), { commandId: newId(), reason });

export const fetchReport = (screenId: string): Promise<{ document: ReportDocument; pdf: boolean }> =>
  get(`/api/screens/${screenId}/report`, (json) => ReportResponse.parse(json));

export interface Override {
  readonly questionId: string;
  readonly criterion: string;
  readonly to: number;
  readonly reason: string;
}

export const overrideLevel = (screenId: string, override: Override) =>
  post(`/api/screens/${screenId}/overrides`, (json) => CommandResponse.parse(json), { commandId: newId(), ...override });

export interface DecisionGiven {
  readonly decision: 'advance' | 'decline' | 'hold';
  readonly reason: string;
}

export const decide = (screenId: string, decision: DecisionGiven) =>
  post(`/api/screens/${screenId}/decision`, (json) => CommandResponse.parse(json), { commandId: newId(), ...decision });
