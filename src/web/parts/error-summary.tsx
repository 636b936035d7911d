import { useEffect, useRef } from 'react';

/** What has to be put right, each with a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ errors }: { readonly errors: readonly { readonly field: string; readonly message: string }[] }) {
  const summary = useRef<HTMLDivElement>(null);
  const count = errors.length;
  useEffect(() => {
    if (count > 0) summary.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <div className="error-summary stack" role="alert" tabIndex={-1} ref={summary}>
      <h2>Please check this first</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(field)?.focus();
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
