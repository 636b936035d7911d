import type { InputHTMLAttributes, TextareaHTMLAttributes } from 'react';

interface Shared {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
}

function describedBy({ id, hint, error }: Shared): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

function Labelled({ id, label, hint, error, children }: Shared & { readonly children: React.ReactNode }) {
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <p className="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field__error" id={`${id}-error`}>
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      {children}
    </div>
  );
}

export function TextField({ id, label, hint, error, ...input }: Shared & InputHTMLAttributes<HTMLInputElement>) {
  const shared = { id, label, ...(hint && { hint }), error };
  return (
    <Labelled {...shared}>
      <input className="input" id={id} aria-describedby={describedBy(shared)} aria-invalid={error ? true : undefined} {...input} />
    </Labelled>
  );
}

export function TextArea({ id, label, hint, error, ...area }: Shared & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const shared = { id, label, ...(hint && { hint }), error };
  return (
    <Labelled {...shared}>
      <textarea className="input" id={id} aria-describedby={describedBy(shared)} aria-invalid={error ? true : undefined} {...area} />
    </Labelled>
  );
}
