import type { ReportDocument, ScreenRow, ScreenSummary } from '#app/protocol/index.ts';
import { assembleReport, eventsOf } from './assemble-report.ts';
import type { Outcome } from './engine-face.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Rooms } from './rooms.ts';

const LIST_LIMIT = 500;

/** What staff read: the list and the reports. */
export class Reports {
  /** Scores shown in the list, by screen; valid while the version is the same. */
  readonly #scores = new Map<string, { version: number; overall: ScreenRow['overall']; band: ScreenRow['band'] }>();

  constructor(
    private readonly parts: EngineParts,
    private readonly rooms: Rooms,
  ) {}

  async list(): Promise<readonly ScreenRow[]> {
    const summaries = await this.parts.screens.list({ limit: LIST_LIMIT });
    const people = await this.parts.candidates.findMany(summaries.map(({ candidateId }) => candidateId));
    return Promise.all(
      summaries.map(async (summary) => {
        const person = people.get(summary.candidateId);
        const { overall, band } = await this.#score(summary);
        return { ...summary, candidate: { name: person?.name ?? 'Erased candidate', email: person?.email ?? '' }, overall, band };
      }),
    );
  }

  async document(screenId: string): Promise<Outcome<{ document: ReportDocument; pdf: boolean }>> {
    const room = await this.rooms.get(screenId);
    await room.catchUp();
    switch (room.state.phase) {
      case 'none':
        return { ok: false, code: 'not_found' };
      case 'graded':
      case 'reviewed':
        return { ok: true, value: { document: await assembleReport(room.events, this.parts), pdf: newestPdf(room.events) !== null } };
      default:
        return { ok: false, code: 'report_not_ready' };
    }
  }

  async pdf(screenId: string): Promise<Outcome<Uint8Array>> {
    const room = await this.rooms.get(screenId);
    await room.catchUp();
    if (room.state.phase === 'none') return { ok: false, code: 'not_found' };
    const name = newestPdf(room.events);
    const bytes = name === null ? null : await this.parts.files.read(name);
    return bytes ? { ok: true, value: bytes } : { ok: false, code: 'report_not_ready' };
  }

  async #score(summary: ScreenSummary): Promise<Pick<ScreenRow, 'overall' | 'band'>> {
    if (summary.status !== 'report-ready' && summary.status !== 'decided' && summary.status !== 'needs-person')
      return { overall: null, band: null };
    const known = this.#scores.get(summary.screenId);
    if (known?.version === summary.version) return known;
    const report = await this.document(summary.screenId);
    const score = report.ok ? { overall: report.value.document.overall, band: report.value.document.band } : { overall: null, band: null };
    this.#scores.set(summary.screenId, { version: summary.version, ...score });
    return score;
  }
}

function newestPdf(events: Parameters<typeof eventsOf>[0]): string | null {
  return eventsOf(events, 'ReportAttached').at(-1)?.files.pdf ?? null;
}
