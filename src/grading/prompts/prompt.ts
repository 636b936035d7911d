/** One wording of the instructions to a model. Published versions never change: a new text is a new version. */
export interface Prompt {
  readonly id: string;
  readonly version: string;
  readonly text: string;
}
