import { Button } from '../parts/button.tsx';
import { isPending } from './is-pending.ts';
import type { PageProps } from './page-props.ts';
import { TimeLeft } from './time-left.tsx';

/** What stands in the header while questions are open: the remaining time and the pause. */
export function SittingTools({ screen, connection, canPause = true }: PageProps & { readonly canPause?: boolean }) {
  return (
    <>
      {screen.clock && <TimeLeft clock={screen.clock} />}
      {canPause && (
        <Button small busy={isPending(screen, 'screen.pause')} onClick={() => connection.send({ type: 'screen.pause' })}>
          Pause
        </Button>
      )}
    </>
  );
}
