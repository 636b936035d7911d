import { z } from 'zod';
import { Sha256 } from './ids.ts';

export const NoticeStamp = z.strictObject({ version: z.string(), hash: Sha256 });
export type NoticeStamp = z.infer<typeof NoticeStamp>;

/** The notice that stands before every screen: headed paragraphs in plain words. Kept whole in the log, as it was shown. */
export const Notice = NoticeStamp.extend({
  title: z.string(),
  sections: z.array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) })),
});
export type Notice = z.infer<typeof Notice>;
