/** The product's mark: a touchstone with the streak that tells. Decoration; the name stands beside it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false">
      <path d="M9.5 1h13L31 9.5v13L22.5 31h-13L1 22.5v-13z" fill="var(--accent)" />
      <path
        d="M8 23.5 15.5 8.5h1L24 23.5M11.5 17.5h13"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
