import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextArea } from '../parts/field.tsx';
import { isPending } from './is-pending.ts';
import type { PageProps } from './page-props.ts';

/** A question about the question. It is answered from prepared facts, or with the advice to state an assumption. */
export function AskForFact({ questionId, screen, connection }: PageProps & { readonly questionId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const isAsking = isPending(screen, 'clarification.ask');

  function ask(): void {
    if (text.trim() === '') return setError('Write what you would like to know');
    connection.send({ type: 'clarification.ask', questionId, text });
    setText('');
    setIsOpen(false);
  }

  if (!isOpen) {
    return (
      <p className="ask">
        <Button look="quiet" small busy={isAsking} busyLabel="Asking…" onClick={() => setIsOpen(true)}>
          Ask for a missing fact
        </Button>
      </p>
    );
  }
  return (
    <form
      className="ask ask--open stack"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <TextArea
        id="missing-fact"
        label="What would you like to know?"
        hint="The interviewer answers from prepared facts. Where there is none, state an assumption and go on; both are fine."
        error={error}
        rows={2}
        value={text}
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
      />
      <div className="button-row">
        <Button small type="submit">
          Ask
        </Button>
        <Button look="quiet" small onClick={() => setIsOpen(false)}>
          Never mind
        </Button>
      </div>
    </form>
  );
}
