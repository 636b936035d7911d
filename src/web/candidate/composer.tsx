import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { type Connection, type ScreenState, textFits } from '../connection/index.ts';
import { Button } from '../parts/button.tsx';
import { SaveLine } from './save-line.tsx';

interface ComposerProps {
  readonly screen: ScreenState;
  readonly connection: Connection;
  readonly slot: string;
  readonly label: string;
  readonly hint?: string;
  /** Starts in a fixed-width type, for code. */
  readonly isCode?: boolean;
  readonly sendLabel: string;
  readonly isSending: boolean;
  /** Null when an empty text may be sent; otherwise what is said then. */
  readonly emptyMessage: string | null;
  readonly onSend: (text: string) => void;
  /** More to do beside the sending. */
  readonly children?: ReactNode;
}

const COMMAND_KEY = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** The text field with its saving, and the one button that hands it in. Enter makes a line; Ctrl or Cmd with Enter sends. */
export function Composer({ screen, connection, slot, label, hint, isSending, emptyMessage, onSend, ...rest }: ComposerProps) {
  const id = useId();
  const [error, setError] = useState<string | null>(null);
  const [isMono, setIsMono] = useState(rest.isCode ?? false);
  const draft = screen.drafts.get(slot);
  const text = draft?.text ?? '';

  function send(): void {
    if (isSending) return;
    const problem = textFits(text)
      ? text.trim() === ''
        ? emptyMessage
        : null
      : 'The text is too long. Please shorten it; nothing was lost.';
    setError(problem);
    if (problem === null) onSend(text);
    else document.getElementById(id)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter also ends the composition of a character in many scripts; that must never send.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  }

  return (
    <div className="composer stack">
      {draft?.other !== null && draft?.other !== undefined && (
        <OtherText text={draft.other} onChoose={(which) => connection.chooseDraft(slot, which)} />
      )}
      <div className="composer__head">
        <label className="field__label" htmlFor={id}>
          {label}
        </label>
        <label className="composer__mono">
          <input type="checkbox" checked={isMono} onChange={(event) => setIsMono(event.target.checked)} /> Fixed-width type
        </label>
      </div>
      {hint && (
        <p className="field__hint composer__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field__error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      <textarea
        id={id}
        className={`input composer__text${isMono ? ' composer__text--mono' : ''}`}
        value={text}
        readOnly={isSending}
        spellCheck={!isMono}
        aria-invalid={error ? true : undefined}
        aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}
        onChange={(event) => {
          setError(null);
          connection.type(slot, event.target.value);
        }}
        onBlur={() => connection.saveNow(slot)}
        onKeyDown={onKeyDown}
      />
      <div className="composer__foot">
        <SaveLine draft={draft} screen={screen} />
        <p className="composer__keys" aria-hidden="true">
          <kbd>{COMMAND_KEY}</kbd> <kbd>Enter</kbd> sends
        </p>
      </div>
      <div className="button-row">
        <Button look="primary" busy={isSending} busyLabel={screen.link.kind === 'live' ? 'Sending…' : 'Will be sent'} onClick={send}>
          {rest.sendLabel}
        </Button>
        {rest.children}
      </div>
    </div>
  );
}

function OtherText({ text, onChoose }: { readonly text: string; readonly onChoose: (which: 'mine' | 'other') => void }) {
  return (
    <div className="callout callout--warn stack" role="status">
      <p>
        <strong>There is a newer text from another device.</strong> Which one do you want to go on with?
      </p>
      <p className="turn__text other-text">{text}</p>
      <div className="button-row">
        <Button small onClick={() => onChoose('other')}>
          Use this text
        </Button>
        <Button small onClick={() => onChoose('mine')}>
          Keep the text in the field
        </Button>
      </div>
    </div>
  );
}
