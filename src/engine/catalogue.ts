import { type Content, dimensionsOf, isPublished, type LoadedBank, newestFirst, newestOfEach } from '#app/banks/index.ts';
import type { BankCard, BankDetail, BankSummary, QuestionDetail } from '#app/protocol/index.ts';

/** The installed content as staff read it: banks with their drafts, questions with their rubrics. */
export class Catalogue {
  readonly #content: Content;

  constructor(content: Content) {
    this.#content = content;
  }

  /** By name; of one bank the newest version first. */
  banks(): BankCard[] {
    return newestFirst(this.#content.banks.values()).map((source) => this.#card(source));
  }

  /** The newest published version of each bank. */
  offered(): BankSummary[] {
    return newestOfEach([...this.#content.banks.values()].filter(({ ref }) => isPublished(this.#content, ref))).map(summaryOf);
  }

  bank(ref: string): BankDetail | null {
    const source = this.#content.banks.get(ref);
    if (!source) return null;
    const { bank, contentHash, structureHash } = source;
    return {
      ...this.#card(source),
      keyDimensions: bank.key_dimensions ?? [],
      contentHash,
      structureHash,
      sections: bank.sections.map((section) => ({
        ...section,
        questions: bank.questions
          .filter((question) => question.section === section.id)
          .map((question) => {
            const { id, title, minutes, tags, kind } = question;
            return { id, title, minutes, tags, kind, dimensions: dimensionsOf(question, this.#content.rubrics) };
          }),
      })),
    };
  }

  question(ref: string, id: string): QuestionDetail | null {
    const source = this.#content.banks.get(ref);
    const ordered = source?.bank.sections.flatMap((section) =>
      source.bank.questions.filter((question) => question.section === section.id).map((question) => ({ section, question })),
    );
    const at = ordered?.findIndex(({ question }) => question.id === id) ?? -1;
    const found = ordered?.[at];
    const rubric = found && this.#content.rubrics.get(found.question.rubric);
    if (!source || !found || !rubric) return null;
    return {
      bank: this.#card(source),
      section: found.section.title,
      question: found.question,
      rubric: rubric.rubric,
      previous: ordered?.[at - 1]?.question.id ?? null,
      next: ordered?.[at + 1]?.question.id ?? null,
    };
  }

  #card(source: LoadedBank): BankCard {
    return { ...summaryOf(source), published: isPublished(this.#content, source.ref) };
  }
}

function summaryOf({ ref, bank }: LoadedBank): BankSummary {
  return {
    ref,
    track: bank.track,
    title: bank.title,
    about: bank.about,
    minutes: bank.minutes,
    questions: bank.questions.length,
    asks: bank.sections.reduce((sum, section) => sum + section.ask, 0),
  };
}
