/** The lines of a body as they arrive, empty ones left out. Throws what `tooLong` makes when a line goes on past `maxLength` characters. */
export async function* readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  limit: { readonly maxLength: number; tooLong(): Error },
): AsyncGenerator<string, void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > limit.maxLength) throw limit.tooLong();
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
