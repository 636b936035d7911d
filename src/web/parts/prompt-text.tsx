import { textBlocks } from './text-blocks.ts';

/** Authored text, always as text: paragraphs in a readable measure, code as it was written. A code block scrolls by itself. */
export function PromptText({ text }: { readonly text: string }) {
  let place = 0;
  return (
    <div className="prompt stack">
      {textBlocks(text).map((block) => {
        place += 1;
        return block.kind === 'code' ? (
          // A block that scrolls must be reachable by keyboard.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
          <pre key={place} tabIndex={0}>
            <code>{block.text}</code>
          </pre>
        ) : (
          <p key={place}>{block.text}</p>
        );
      })}
    </div>
  );
}
