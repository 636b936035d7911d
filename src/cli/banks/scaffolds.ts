import type { QuestionKind, Track } from '#app/protocol/index.ts';

/** A bank file to fill in: sections of a form of six questions, no question yet. */
export function bankScaffold(id: string, track: Track): string {
  return `# A bank: the questions of one track, drawn into forms. How to write one: docs/writing-questions.md
bank: ${id}
version: 1.0.0
track: ${track}
title: First round for this role # shown to candidates and on the report
about: >-
  What this bank is for, and what it is not for, in a sentence or two. It stands on the first page of each report.
# Three dimensions that every form has to judge in at least two questions. All dimensions: fundamentals, problem-framing,
# data-judgment, implementation, evaluation, operations, ai-supervision, communication.
key_dimensions: [problem-framing, data-judgment, evaluation]
minutes: 40 # active time of a form
practice:
  prompt: >-
    This one is not graded and not kept with your answers. Write two or three sentences about a tool that you would recommend to a new colleague, and why.
# A form draws \`ask\` questions of each section. Questions of one section are interchangeable: alike in difficulty and in what they judge.
sections:
  - id: fundamentals
    title: Methods applied to a case
    ask: 1
  - id: data-work
    title: Working with data
    ask: 1
  - id: diagnosis
    title: Scenarios of the work
    ask: 2
  - id: critique
    title: Judging generated work
    ask: 1
  - id: experience
    title: Something you did
    ask: 1
questions: []
`;
}

/** One question, to be appended to a bank's list. */
export function questionScaffold(id: string, section: string, kind: QuestionKind): string {
  return `  - id: ${id}
    section: ${section}
    kind: ${kind}
    title: A short name that gives nothing away
    minutes: 8
    tags: []
    # Begin in a concrete situation with the numbers that a person on the job would know. Leave out one or two facts (the
    # clarifications give them). Say how much is expected. Tables and code stand between lines of three backticks.
    prompt: |
      What the situation is, with its figures. What you want to know, and how much you expect: 150 to 250 words is plenty.
    rubric: ${id}@1.0.0
    # What the prompt leaves out on purpose. Given, in these words, to a candidate who asks.
    clarifications:
      - asks: what a strong candidate would ask
        says: The fact, in a sentence.
    # Follow-ups. After the answer, the one is asked whose check (criterion/check of the rubric) is open and worth most.
    probes:
      - id: first
        aims: cause/first-check
        ask: A question that helps to show the first check, without giving it away?
      - id: second
        aims: cause/second-check
        ask: A question that helps to show the second check, without giving it away?
`;
}

/** A rubric to fill in: two criteria with the arithmetic of a usual one. */
export function rubricScaffold(id: string): string {
  return `# How one question is judged. Graders answer each check with met, partial or not met and quote the words that show it;
# levels are computed from the points. How to write one: docs/writing-questions.md
rubric: ${id}
version: 1.0.0
# Two to four criteria, each tied to one dimension. The weight is its share of the question, 1 to 5.
criteria:
${criterionScaffold('cause', 'data-judgment')}${criterionScaffold('plan', 'evaluation')}# A statement about this case that sounds likely and that no honest answer makes. A grader that finds it met has been fooled.
false_check: States something about this case that no honest answer would state.
# Answers with the levels an expert gives, typed as people type. At least one at 0 or 1 and one at 3 or 4 for each criterion,
# one that is wrong in fluent words and one that is right in few. They are the regression set of every grader.
exemplars:
  - style: plain
    levels: { cause: 4, plan: 4 }
    why: What makes it that good, in a line.
    answer: |
      A strong answer.
  - style: terse-right
    levels: { cause: 3, plan: 3 }
    why: What is there in few words, and what is missing.
    answer: |
      - notes that are right
  - style: second-language
    levels: { cause: 2, plan: 2 }
    why: What is there and what is not.
    answer: |
      A middling answer in plain words.
  - style: fluent-wrong
    levels: { cause: 1, plan: 0 }
    why: Which wrong claim it makes.
    answer: |
      A confident answer that makes the wrong claim.
`;
}

function criterionScaffold(id: string, dimension: string): string {
  return `  - id: ${id}
    dimension: ${dimension}
    weight: 3
    # What each level looks like in this question's own terms; for people, never for arithmetic.
    anchors:
      0: Nothing of the case.
      1: A cause in general words.
      2: One cause with what links it to the figures.
      3: Two causes with their links, in an order.
      4: As 3, and what would show that they are wrong.
    # Each check is one observable statement that two people would judge alike from the text alone. Points follow importance.
    # Cues are the ways people really say it; the offline grader looks for their words close together in a sentence.
    checks:
      - id: first-check
        points: 3
        says: Names the first thing and says what it does here.
        cues: [the first thing does, because of the first, first one causes]
      - id: second-check
        points: 2
        says: Names the second thing and says what it does here.
        cues: [the second thing does, because of the second, second one causes]
      - id: third-check
        points: 2
        says: Names the third thing with a figure of the case.
        cues: [the third thing with 40, a third of them, third one at 40]
      - id: fourth-check
        points: 1
        says: Says which result would show that the first thing is not the cause.
        cues: [if it stays the same, would rule it out, then it is not the first]
    # Points needed for each level. No single check may give more than level 2.
    levels: { 1: 2, 2: 3, 3: 5, 4: 7 }
    # Optional: checks that must be met before a level is reached.
    needs: { 4: [first-check] }
    # Wrong claims that people make, and the level they hold the criterion at.
    misconceptions:
      - id: wrong-claim
        says: Claims something about the case that is wrong.
        caps: 1
        cues: [words of the wrong claim, another way to say it, a third way]
`;
}
