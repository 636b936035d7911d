import { z } from 'zod';
import { IsoTime, Sha256, Slug, Uuid, VersionedRef } from '#app/protocol/index.ts';

export const KEY_FILE = 'key.json';

/** Which answer stands behind which number. Raters never see it. */
export const PacketKey = z.strictObject({
  format: z.literal('assay-packet-key/1'),
  packet: Uuid,
  bank: VersionedRef,
  seed: z.number().int().min(0),
  raters: z.array(Slug).min(1),
  at: IsoTime,
  answers: z.array(
    z.strictObject({
      number: z.number().int().min(1),
      screenId: Uuid,
      question: Slug,
      rubric: VersionedRef,
      rubricHash: Sha256,
      criteria: z.array(Slug).min(1),
    }),
  ),
});
export type PacketKey = z.infer<typeof PacketKey>;

/** What the page of a rater saves. A null level is *cannot rate*. */
export const SavedRatings = z.strictObject({
  format: z.literal('assay-ratings/1'),
  packet: Uuid,
  rater: Slug,
  ratings: z.array(z.strictObject({ answer: z.number().int().min(1), criterion: Slug, level: z.number().int().min(0).max(4).nullable() })),
});
export type SavedRatings = z.infer<typeof SavedRatings>;
