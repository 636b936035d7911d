import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';

interface HandInDialogProps {
  /** Questions without an answer. */
  readonly left: number;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function HandInDialog({ left, onConfirm, onCancel }: HandInDialogProps) {
  return (
    <Dialog title="Hand in now?" onClose={onCancel}>
      <p>
        {left > 0 && <strong>{left === 1 ? 'One question has no answer. ' : `${left} questions have no answer. `}</strong>}
        After this, nothing can be changed or added. You get a receipt and can keep a copy of your answers.
      </p>
      <div className="button-row">
        <Button look="primary" onClick={onConfirm}>
          Hand in
        </Button>
        <Button onClick={onCancel}>Not yet</Button>
      </div>
    </Dialog>
  );
}
