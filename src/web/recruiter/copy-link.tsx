import { useState } from 'react';
import { Button } from '../parts/button.tsx';

/** A link that can be seen, selected and copied. It signs its opener in, so it is shown only here and now. */
export function CopyLink({ link }: { readonly link: string }) {
  const [isCopied, setIsCopied] = useState(false);

  async function copy(): Promise<void> {
    // Browsers offer the clipboard only to secure pages; elsewhere the text is selected, ready for the keyboard.
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(link);
      setIsCopied(true);
    } else {
      const field = document.getElementById('invite-link');
      if (field instanceof HTMLInputElement) field.select();
    }
  }

  return (
    <div className="copy-link">
      <label className="field__label" htmlFor="invite-link">
        Link for the candidate
      </label>
      <div className="copy-link__row">
        <input className="input" id="invite-link" readOnly value={link} onFocus={(event) => event.target.select()} />
        <Button onClick={copy}>Copy</Button>
      </div>
      <p className="small soft" role="status">
        {isCopied ? 'Copied.' : 'Works once. Only this person should get it.'}
      </p>
    </div>
  );
}
