import type { Llm } from '#app/ports/index.ts';
import type { GraderReply, Pass } from '../grader.ts';
import type { PreparedAnswer } from '../prepare-answer.ts';
import { askModel, type Manner, stampOf, type Way } from './ask-model.ts';
import { claimsRequest } from './claims-request.ts';
import { keyStatements } from './keyed-statements.ts';
import { parseReply } from './parse-reply.ts';
import { outputSchema, replySchema } from './reply-schema.ts';

/** One claim for every statement of the rubric, from a model. Throws as `askModel` does. */
export async function askForClaims(
  llm: Llm,
  answer: PreparedAnswer,
  how: { readonly way: Way; readonly manner: Manner; readonly pass: Pass; readonly signal?: AbortSignal | undefined },
): Promise<GraderReply> {
  const { pass } = how;
  const statements = keyStatements(answer, pass.pass);
  const reply = await askModel(
    llm,
    {
      subject: answer.subject,
      pass: pass.pass,
      schema: outputSchema(replySchema(statements.map(({ key }) => key))),
      message: (call) => claimsRequest(answer, { ...call, statements, pass }),
      parse: (text) => parseReply(text, statements, answer.segments.length),
    },
    how,
  );
  if (reply.kind === 'needs-person') return reply;
  return { kind: 'claims', claims: reply.value, stamp: stampOf(reply.model, reply.prompt, answer.sha256), spent: reply.spent };
}
