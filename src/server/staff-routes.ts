import { z } from 'zod';
import type { Engine } from '#app/engine/index.ts';
import {
  type Actor,
  BankDetail,
  BankList,
  CancelRequest,
  Catalogue,
  CommandResponse,
  DecisionRequest,
  InviteRequest,
  InviteResponse,
  OverrideRequest,
  QuestionDetail,
  ReportResponse,
  ScreenList,
  type StaffCommand,
  StaffMember,
} from '#app/protocol/index.ts';
import { bodyOf } from './json-body.ts';
import { granted } from './refusal.ts';
import { Nothing, type RouteHandlers, screenIdOf, sendJson } from './route.ts';

type StaffRoutes =
  | 'GET /api/staff/me'
  | 'GET /api/banks'
  | 'GET /api/catalogue'
  | 'GET /api/catalogue/:ref'
  | 'GET /api/catalogue/:ref/:questionId'
  | 'GET /api/screens'
  | 'POST /api/screens'
  | 'GET /api/screens/:screenId/report'
  | 'GET /api/screens/:screenId/report.pdf'
  | 'POST /api/screens/:screenId/link'
  | 'POST /api/screens/:screenId/cancel'
  | 'POST /api/screens/:screenId/overrides'
  | 'POST /api/screens/:screenId/decision';

const LinkResponse = z.strictObject({ link: z.url() });

export function staffRoutes(engine: Engine): RouteHandlers<StaffRoutes> {
  async function command(
    screenId: string,
    commandId: string,
    staffCommand: StaffCommand,
    by: Actor,
  ): Promise<z.input<typeof CommandResponse>> {
    const { seq } = granted(await engine.staffCommand(screenId, commandId, staffCommand, by));
    return { ok: true, seq };
  }

  return {
    'GET /api/staff/me'(_request, response, member) {
      sendJson(response, StaffMember, member);
    },

    'GET /api/banks'(_request, response) {
      sendJson(response, BankList, { banks: [...engine.banks()] });
    },

    'GET /api/catalogue'(_request, response) {
      sendJson(response, Catalogue, { banks: [...engine.catalogue()] });
    },

    'GET /api/catalogue/:ref'(request, response) {
      sendJson(response, BankDetail, granted(engine.catalogueBank(String(request.params.ref))));
    },

    'GET /api/catalogue/:ref/:questionId'(request, response) {
      const { ref, questionId } = request.params;
      sendJson(response, QuestionDetail, granted(engine.catalogueQuestion(String(ref), String(questionId))));
    },

    async 'GET /api/screens'(_request, response) {
      sendJson(response, ScreenList, { screens: [...(await engine.screens())] });
    },

    async 'POST /api/screens'(request, response, member) {
      const invite = bodyOf(InviteRequest, request.body);
      sendJson(response, InviteResponse, granted(await engine.invite(invite, recruiter(member))), 201);
    },

    async 'GET /api/screens/:screenId/report'(request, response) {
      sendJson(response, ReportResponse, granted(await engine.report(screenIdOf(request))));
    },

    /** Candidate text in a file of its own: never shown inside a page of this origin, and without rights if it is. */
    async 'GET /api/screens/:screenId/report.pdf'(request, response) {
      const screenId = screenIdOf(request);
      const pdf = granted(await engine.reportPdf(screenId));
      response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
      response.setHeader('Content-Disposition', `attachment; filename="assay-report-${screenId}.pdf"`);
      response.type('application/pdf').send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength));
    },

    async 'POST /api/screens/:screenId/link'(request, response, member) {
      const screenId = screenIdOf(request);
      bodyOf(Nothing, request.body);
      sendJson(response, LinkResponse, granted(await engine.renewLink(screenId, recruiter(member))));
    },

    async 'POST /api/screens/:screenId/cancel'(request, response, member) {
      const screenId = screenIdOf(request);
      const { commandId, reason } = bodyOf(CancelRequest, request.body);
      sendJson(response, CommandResponse, await command(screenId, commandId, { type: 'screen.cancel', reason }, recruiter(member)));
    },

    async 'POST /api/screens/:screenId/overrides'(request, response, member) {
      const screenId = screenIdOf(request);
      const { commandId, ...override } = bodyOf(OverrideRequest, request.body);
      sendJson(response, CommandResponse, await command(screenId, commandId, { type: 'level.override', ...override }, engineer(member)));
    },

    async 'POST /api/screens/:screenId/decision'(request, response, member) {
      const screenId = screenIdOf(request);
      const { commandId, ...decision } = bodyOf(DecisionRequest, request.body);
      sendJson(response, CommandResponse, await command(screenId, commandId, { type: 'decision.make', ...decision }, engineer(member)));
    },
  };
}

/** An owner acts in the role that the route is for. */
function recruiter(member: StaffMember): Actor {
  return { role: 'recruiter', id: member.id };
}

function engineer(member: StaffMember): Actor {
  return { role: 'engineer', id: member.id };
}
