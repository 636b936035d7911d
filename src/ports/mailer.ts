export interface Mail {
  /** Stable per purpose and recipient: the same id is never sent twice by a mailer that can know. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /** Throws MailFailure. */
  send(mail: Mail): Promise<void>;
}

export class MailFailure extends Error {
  override readonly name = 'MailFailure';
  constructor(
    readonly kind: 'transient' | 'permanent',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
