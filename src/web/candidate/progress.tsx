/** Where one is: a bar for each question, with the same in words for everyone. */
export function Progress({ number, of }: { readonly number: number; readonly of: number }) {
  return (
    <span className="progress">
      <span className="progress__bars" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => index + 1).map((place) => (
          <span key={place} className={place < number ? 'is-past' : place === number ? 'is-here' : ''} />
        ))}
      </span>
      Question {number} of {of}
    </span>
  );
}
