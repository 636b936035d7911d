import { useState } from 'react';

type Texts<Part extends string> = Readonly<Record<Part, string>>;

/** Texts of a form that survive a reload of this tab. For what the server takes only as a whole. */
export function useKeptText<Part extends string>(key: string, empty: Texts<Part>): [Texts<Part>, (texts: Texts<Part>) => void] {
  const [texts, setTexts] = useState<Texts<Part>>(() => ({ ...empty, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') }));
  return [
    texts,
    (next) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setTexts(next);
    },
  ];
}
