import { type ReactNode, useEffect, useRef } from 'react';

interface PageHeadingProps {
  /** For the browser's title bar; the heading itself when left out. */
  readonly title: string;
  readonly caption?: ReactNode;
  readonly children?: ReactNode;
}

/** The one h1 of a page. Takes the focus when the page appears, so that keyboard and screen reader start at its top. */
export function PageHeading({ title, caption, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [title]);
  return (
    <h1 className="page-heading" tabIndex={-1} ref={heading}>
      {caption && <span className="page-heading__caption">{caption}</span>}
      {caption && <span className="visually-hidden">: </span>}
      {children ?? title}
    </h1>
  );
}
