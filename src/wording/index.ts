export { arithmeticSentence, capSentence, neededSentence, pointsWords } from './arithmetic-words.ts';
export { effectiveLevel } from './effective-level.ts';
export { blindReaders, costSentence, readingsSentence, regradedSentence, stampWords, tokensSentence } from './provenance-words.ts';
export { blindSentence, CLAIM_WORDS, panelSentence, passesSentence, UNMATCHED_TITLE, UNMATCHED_WHY } from './reading-words.ts';
export { countPlaces, thrownOut, unmatchedWords } from './unmatched.ts';
export {
  BAND_WORDS,
  count,
  DECISION_WORDS,
  DIMENSION_WORDS,
  dayWords,
  FLAG_WORDS,
  KIND_WORDS,
  NEEDS_PERSON_WORDS,
  NOT_ASSESSABLE_WORDS,
  POLICY_WORDS,
  REJECTION_WORDS,
  slugWords,
  timeWords,
  VERDICT_WORDS,
} from './words.ts';
