import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { Mark } from '../parts/mark.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from './problem.tsx';
import { askForSignInLink } from './staff-api.ts';

/** Sign-in by a link in a mail: no password to keep, nothing to retype. */
export function SignInPage() {
  const [email, setEmail] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const asking = useMutation({ mutationFn: askForSignInLink });
  return (
    <main className="sign-in">
      <div className="sign-in__sheet stack">
        <p className="sign-in__brand">
          <Mark /> Assay
        </p>
        {asking.isSuccess ? (
          <>
            <PageHeading title="Look at your mail" />
            <p>
              If <strong>{email}</strong> belongs to a member of staff, a sign-in link is on its way. It works once and for a few minutes.
            </p>
            <div>
              <Button look="quiet" onClick={asking.reset}>
                Use another address
              </Button>
            </div>
          </>
        ) : (
          <form
            className="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              setIsMissing(!email.includes('@'));
              if (email.includes('@')) asking.mutate(email.trim());
              else document.getElementById('email')?.focus();
            }}
          >
            <PageHeading title="Sign in" />
            <p className="soft">For recruiters and engineers. Candidates use the link in their invite.</p>
            {asking.isError && <Problem error={asking.error} />}
            <TextField
              id="email"
              label="Mail address"
              type="email"
              autoComplete="email"
              value={email}
              error={isMissing ? 'Write your mail address, like name@company.example' : undefined}
              onChange={(event) => {
                setEmail(event.target.value);
                setIsMissing(false);
              }}
            />
            <Button look="primary" type="submit" busy={asking.isPending} busyLabel="Sending…">
              Send me a sign-in link
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}
