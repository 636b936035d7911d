import { type Content, isPublished, type LoadedBank, newestFirst } from '#app/banks/index.ts';
import type { BankCard, BankDetail, QuestionDetail } from '#app/protocol/index.ts';

/** The installed content as staff read it: banks with their drafts, questions with their rubrics. */
export class Catalogue {
  readonly #content: Content;

  constructor(content: Content) {
    this.#content = content;
  }

  /** By name; of one bank the newest version first. */
  banks(): BankCard[] {
    const byName = newestFirst(this.#content.banks.values()).sort((one, other) => one.bank.bank.localeCompare(other.bank.bank, 'en'));
    return byName.map((source) => this.#card(source));
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
          .map(({ id, title, minutes, tags, kind, rubric }) => ({
            id,
            title,
            minutes,
            tags,
            kind,
            dimensions: this.#content.rubrics.get(rubric)?.rubric.criteria.map(({ dimension }) => dimension) ?? [],
          })),
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

  #card({ ref, bank }: LoadedBank): BankCard {
    return {
      ref,
      track: bank.track,
      title: bank.title,
      about: bank.about,
      minutes: bank.minutes,
      published: isPublished(this.#content, ref),
      questions: bank.questions.length,
      asks: bank.sections.reduce((sum, section) => sum + section.ask, 0),
    };
  }
}
