/** The program refuses to start on this file. The message is one sentence or two that name the file and the remedy. */
export class CannotOpenStore extends Error {
  override readonly name = 'CannotOpenStore';
}
