import type { DraftView, ScreenState } from '../connection/index.ts';
import { formatClockTime } from '../parts/format-time.ts';
import { unreachable } from '../parts/unreachable.ts';

/** Where the text is, in words: on the server only when the server has said so. */
export function saveSentence(draft: DraftView | undefined, { link, isDurable }: Pick<ScreenState, 'link' | 'isDurable'>): string {
  if (draft === undefined) return 'Saved as you type';
  const { save } = draft;
  if (draft.other !== null) return 'Kept on this device; saved when you have chosen a text';
  switch (save.kind) {
    case 'untouched':
      return draft.text === '' ? 'Saved as you type' : 'Saved';
    case 'saved':
      return `Saved ${formatClockTime(save.atMs)}`;
    case 'too-long':
      return 'Too long to save: please shorten it. It is kept on this device.';
    case 'saving':
      if (link.kind === 'live') return 'Saving…';
      return isDurable ? 'Offline: kept on this device, will be sent' : 'Offline: keep this tab open, will be sent';
    default:
      return unreachable(save);
  }
}

export function SaveLine({ draft, screen }: { readonly draft: DraftView | undefined; readonly screen: ScreenState }) {
  const isGood =
    draft !== undefined && draft.other === null && draft.text !== '' && (draft.save.kind === 'saved' || draft.save.kind === 'untouched');
  return (
    <p className={`save-line${isGood ? ' save-line--good' : ''}`} role="status">
      {saveSentence(draft, screen)}
    </p>
  );
}
