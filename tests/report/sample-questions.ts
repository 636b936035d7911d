import type { Dimension, Level, QuestionKind, Verdict } from '#app/protocol/index.ts';

export interface SampleCheck {
  readonly id: string;
  readonly points: number;
  readonly says: string;
  readonly verdict: Verdict;
  /** Words of the answer or of the answer to the probe. */
  readonly quote?: string;
  readonly reason?: string;
  readonly misconception?: true;
}

export interface SampleCriterion {
  readonly id: string;
  readonly dimension: Dimension;
  readonly weight: number;
  readonly level: Level;
  readonly limits?: readonly string[];
  readonly anchors: readonly [string, string, string, string, string];
  readonly checks: readonly SampleCheck[];
}

export interface SampleQuestion {
  readonly id: string;
  readonly title: string;
  readonly kind: QuestionKind;
  readonly section: string;
  readonly prompt: string;
  readonly answer: string;
  readonly clarification?: { readonly asked: string; readonly given: string };
  readonly probe?: { readonly id: string; readonly aims: string; readonly ask: string; readonly why: string; readonly answer: string };
  /** An authored probe that was not asked. */
  readonly spare?: { readonly id: string; readonly aims: string; readonly ask: string };
  readonly criteria: readonly SampleCriterion[];
}

/** Six questions in miniature, with answers as people type them. */
export const SAMPLE_QUESTIONS: readonly SampleQuestion[] = [
  {
    id: 'offline-online-gap',
    title: 'Better offline, worse online',
    kind: 'scenario',
    section: 'When a model misbehaves',
    prompt:
      'Your new ranking model beat the old one clearly offline. Two weeks into a sound A/B test, clicks are down 5% for the users who get it. Walk us through how you find out why, in the order you would really do it. A few sentences per step is plenty.',
    clarification: {
      asked: 'Can I assume the experiment itself is fine? Randomised by user, long enough?',
      given: 'Assignment is random by user and the drop is far outside noise.',
    },
    answer: `First thing I'd check is whether the features at serving are the same numbers as in training. I've seen a "days since last visit" that was computed at midnight in the batch job and live in the service, so it was off by up to a day for everyone. I would log the served feature vectors for a sample of requests and join them against what the training pipeline would have produced for the same user and time, then look at the features where they differ most.

Second, the offline data. The clicks we train on were collected by the old model, so anything it ranked low has almost no clicks and looks bad. A new model that likes those items gets punished or rewarded for the wrong reason, depending on how we evaluated.

After that I'd cut the drop by segment (new vs returning, device, position) before I touch the model again. If it's all in one segment it is usually data, if it is spread evenly it's more likely the objective.`,
    probe: {
      id: 'first-day',
      aims: 'isolates/orders-by-cost',
      ask: 'You have one day and one engineer. Which of your suspects do you test first, and what result would clear it?',
      why: 'The order of the steps was given without its cost.',
      answer:
        "The feature mismatch, because it's a join over logs we already have, maybe two hours. If the served and recomputed values agree within rounding for 99% of requests then it's cleared and I go to the logging bias, which needs a small random bucket and can't be done in a day.",
    },
    criteria: [
      {
        id: 'suspects',
        dimension: 'data-judgment',
        weight: 3,
        level: 3,
        anchors: [
          'No cause that would produce this pattern.',
          'One generic cause with no mechanism.',
          'Two distinct causes, at least one with the mechanism that links it to the drop.',
          'Three or more distinct causes across data, serving and evaluation, each with its mechanism.',
          'As 3, and names what in the offline evaluation let the problem through.',
        ],
        checks: [
          {
            id: 'skew',
            points: 2,
            says: 'Names features being computed differently in serving than in training.',
            verdict: 'met',
            quote: 'a "days since last visit" that was computed at midnight in the batch job and live in the service',
            reason: 'Gives a concrete feature and says how the two computations differ.',
          },
          {
            id: 'biased-logs',
            points: 2,
            says: 'Names that logged clicks come from the old ranking and what this does to the comparison.',
            verdict: 'met',
            quote: 'The clicks we train on were collected by the old model, so anything it ranked low has almost no clicks and looks bad.',
            reason: 'States the bias and its direction.',
          },
          {
            id: 'leakage',
            points: 2,
            says: 'Names information in the offline data that is not available at serving time.',
            verdict: 'not-met',
            reason: 'Leakage is not mentioned.',
          },
          {
            id: 'metric-gap',
            points: 1,
            says: 'Names that the offline metric does not measure what users reward.',
            verdict: 'partial',
            quote: "if it is spread evenly it's more likely the objective",
            reason: 'Points at the objective but does not say how it differs from clicks.',
          },
          {
            id: 'more-training',
            points: 0,
            says: 'Claims that training longer or on more data fixes it without finding the cause.',
            verdict: 'not-met',
            misconception: true,
          },
        ],
      },
      {
        id: 'isolates',
        dimension: 'evaluation',
        weight: 2,
        level: 4,
        anchors: [
          'No way to tell the causes apart.',
          'Would look at dashboards in no order.',
          'One test that separates two causes.',
          'Tests in a sensible order, each with the result that would clear the suspect.',
          'As 3, and the order follows from cost and what each result rules out.',
        ],
        checks: [
          {
            id: 'orders-by-cost',
            points: 3,
            says: 'Orders the tests by cost or by how much each would rule out, and says so.',
            verdict: 'met',
            quote: "because it's a join over logs we already have, maybe two hours",
          },
          {
            id: 'clearing-result',
            points: 2,
            says: 'States the result that would clear a suspect.',
            verdict: 'met',
            quote: 'If the served and recomputed values agree within rounding for 99% of requests',
          },
          {
            id: 'segments',
            points: 1,
            says: 'Cuts the drop by segment before changing the model.',
            verdict: 'met',
            quote: 'cut the drop by segment (new vs returning, device, position) before I touch the model again',
          },
        ],
      },
    ],
  },
  {
    id: 'late-events',
    title: 'Daily active users from late events',
    kind: 'sql',
    section: 'Working with data',
    prompt:
      'Table events(user_id, event_id, happened_at, received_at) holds app events. Phones send late and sometimes twice: the same event_id can arrive more than once. Write a query for daily active users of the last 28 days that does not count anybody twice, and say what happens to yesterday’s number tomorrow.',
    answer: `WITH e AS (
    SELECT event_id,
           MIN(user_id)     AS user_id,
           MIN(happened_at) AS happened_at
    FROM events
    WHERE received_at >= CURRENT_DATE - INTERVAL '35 days'
    GROUP BY event_id
)
SELECT date_trunc('day', happened_at)::date AS day,
       COUNT(DISTINCT user_id)              AS dau
FROM e
WHERE happened_at >= CURRENT_DATE - INTERVAL '28 days'
  AND happened_at <  CURRENT_DATE
GROUP BY 1
ORDER BY 1;

Dedupe by event_id first. COUNT(DISTINCT user_id) would already save us from double events for this metric but I keep the CTE because the same base is used for event counts.

Yesterday's number will grow: events that happened yesterday and arrive today are added tomorrow. I'd show it as provisional for 2 or 3 days.`,
    criteria: [
      {
        id: 'correct-query',
        dimension: 'implementation',
        weight: 3,
        level: 4,
        anchors: [
          'Does not run or answers another question.',
          'Counts events or rows in place of people.',
          'Counts people by day, with one gap (duplicates or the wrong time column).',
          'Counts people by the day things happened, without duplicates.',
          'As 3, and bounds the scan with room for late arrivals.',
        ],
        checks: [
          {
            id: 'distinct-people',
            points: 2,
            says: 'Counts each user once a day.',
            verdict: 'met',
            quote: 'COUNT(DISTINCT user_id)              AS dau',
          },
          {
            id: 'event-time',
            points: 2,
            says: 'Groups by the time the event happened, not by arrival.',
            verdict: 'met',
            quote: "date_trunc('day', happened_at)::date AS day",
          },
          {
            id: 'late-window',
            points: 1,
            says: 'Reads more days of arrivals than days reported, so that late events are found.',
            verdict: 'met',
            quote: "WHERE received_at >= CURRENT_DATE - INTERVAL '35 days'",
          },
        ],
      },
      {
        id: 'consequence',
        dimension: 'communication',
        weight: 1,
        level: 3,
        anchors: [
          'Nothing said.',
          'Says that it may change.',
          'Says that it grows.',
          'Says that it grows, why, and how to show it.',
          'As 3, with how long and how that was found.',
        ],
        checks: [
          {
            id: 'grows',
            points: 2,
            says: 'States that yesterday’s number grows as late events arrive.',
            verdict: 'met',
            quote: "Yesterday's number will grow: events that happened yesterday and arrive today are added tomorrow.",
          },
          {
            id: 'marks',
            points: 1,
            says: 'Proposes a way to mark recent days as not final.',
            verdict: 'met',
            quote: "I'd show it as provisional for 2 or 3 days",
          },
          {
            id: 'measures-lateness',
            points: 2,
            says: 'Works out how late events are from the data before choosing how long to wait.',
            verdict: 'not-met',
          },
        ],
      },
    ],
  },
  {
    id: 'fraud-threshold',
    title: 'Choosing a fraud threshold',
    kind: 'concept',
    section: 'Fundamentals on a case',
    prompt:
      'One payment in 800 is fraud. Your classifier has an area under the ROC curve of 0.97. Each missed fraud costs 140 euros on average, each blocked honest payment costs about 9 euros in support and lost goodwill. How do you choose the threshold, and what do you tell the product manager who asks for “97% accuracy”?',
    answer: `Accuracy is useless here because saying "never fraud" is right 99.9% of the time. I'd take a validation set with the real base rate, go through the thresholds, and for each compute cost = 140 * missed + 9 * blocked, and pick the lowest. AUC doesn't tell me which one.

To the PM I'd say: at this threshold we stop about this many euros of fraud per week and bother this many honest customers, do you want more or less of either. Also I would make the classes balanced by undersampling, then the probabilities are right and 0.5 is a good threshold.`,
    spare: {
      id: 'calibrated',
      aims: 'costs/calibration',
      ask: 'Your scores come from a model trained on balanced data. What do you have to do before you can multiply them by euros?',
    },
    criteria: [
      {
        id: 'costs',
        dimension: 'fundamentals',
        weight: 3,
        level: 2,
        limits: ['a wrong claim holds the level at 2'],
        anchors: [
          'Chooses by accuracy.',
          'Says that classes are imbalanced, without a consequence.',
          'Chooses by cost, with an error that would change the number.',
          'Chooses by expected cost at the real base rate.',
          'As 3, and checks that scores are probabilities before using them as such.',
        ],
        checks: [
          {
            id: 'expected-cost',
            points: 3,
            says: 'Chooses the threshold by the expected cost of both kinds of error.',
            verdict: 'met',
            quote: 'for each compute cost = 140 * missed + 9 * blocked, and pick the lowest',
          },
          {
            id: 'base-rate',
            points: 2,
            says: 'Uses data with the real base rate.',
            verdict: 'met',
            quote: 'a validation set with the real base rate',
          },
          {
            id: 'calibration',
            points: 2,
            says: 'Checks that scores can be read as probabilities before they are multiplied by costs.',
            verdict: 'contradicted',
            quote: 'then the probabilities are right and 0.5 is a good threshold',
          },
          {
            id: 'balanced-right',
            points: 0,
            says: 'Claims that balancing the classes makes the probabilities right.',
            verdict: 'met',
            misconception: true,
            quote: 'make the classes balanced by undersampling, then the probabilities are right',
          },
        ],
      },
      {
        id: 'explains',
        dimension: 'communication',
        weight: 1,
        level: 4,
        anchors: [
          'Nothing for the manager.',
          'Repeats a metric.',
          'Says why accuracy misleads.',
          'Puts the choice in terms the manager owns.',
          'As 3, and offers the trade as a decision.',
        ],
        checks: [
          {
            id: 'why-not-accuracy',
            points: 1,
            says: 'Explains why accuracy misleads at this base rate.',
            verdict: 'met',
            quote: 'Accuracy is useless here because saying "never fraud" is right 99.9% of the time',
          },
          {
            id: 'their-terms',
            points: 2,
            says: 'Puts the choice in money and customers and hands it to the manager.',
            verdict: 'met',
            quote: 'we stop about this many euros of fraud per week and bother this many honest customers',
          },
        ],
      },
    ],
  },
  {
    id: 'generated-churn',
    title: 'Review of a generated notebook',
    kind: 'critique',
    section: 'Supervising generated work',
    prompt:
      'A colleague pastes this from an assistant and asks whether it can go out today. It fills missing values with the mean of the whole table, scales, splits into train and test, fits a churn model on 40 features (among them “support_closed_reason”) and reports 94% accuracy. Churn is 6%. What do you tell them?',
    answer: `Not today. 94% accuracy with 6% churn is what you get by predicting that nobody leaves, so we know nothing yet. Ask for precision and recall on the churners or a lift curve.

The mean and the scaling are fitted before the split so the test set has leaked into training. Small effect here probably but easy to fix with a pipeline.

support_closed_reason worries me more, I would look at its values. If one of them is "account cancelled" then the model reads the answer.`,
    probe: {
      id: 'today',
      aims: 'decision/smallest-step',
      ask: 'The colleague has two hours before a meeting. What is the smallest thing they can do that makes the result worth showing?',
      why: 'The answer said what is wrong and not yet what to do first.',
      answer:
        'Drop that column, put imputer and scaler in a Pipeline, refit, and show recall at the top 10% of scores next to the "nobody leaves" baseline. That is half an hour.',
    },
    criteria: [
      {
        id: 'finds-faults',
        dimension: 'ai-supervision',
        weight: 3,
        level: 4,
        anchors: [
          'Accepts it.',
          'One fault, without consequence.',
          'Two faults.',
          'All planted faults, each with what it does to the result.',
          'As 3, ranked by harm.',
        ],
        checks: [
          {
            id: 'baseline',
            points: 2,
            says: 'Sees that 94% accuracy equals the rate of those who stay.',
            verdict: 'met',
            quote: '94% accuracy with 6% churn is what you get by predicting that nobody leaves',
          },
          {
            id: 'fit-before-split',
            points: 1,
            says: 'Sees that values are imputed and scaled before the split.',
            verdict: 'met',
            quote: 'The mean and the scaling are fitted before the split',
          },
          {
            id: 'target-leak',
            points: 2,
            says: 'Sees that a feature may hold the outcome.',
            verdict: 'met',
            quote: 'If one of them is "account cancelled" then the model reads the answer.',
          },
          {
            id: 'ranks',
            points: 1,
            says: 'Ranks the faults by the harm they do.',
            verdict: 'met',
            quote: 'support_closed_reason worries me more',
          },
        ],
      },
      {
        id: 'decision',
        dimension: 'problem-framing',
        weight: 2,
        level: 3,
        anchors: [
          'No answer to the question asked.',
          'Yes or no without a reason.',
          'No, with reasons.',
          'No, with the smallest step that changes it.',
          'As 3, with who must agree.',
        ],
        checks: [
          { id: 'says-no', points: 1, says: 'Answers the question asked.', verdict: 'met', quote: 'Not today.' },
          {
            id: 'smallest-step',
            points: 3,
            says: 'Names the smallest piece of work that makes the result worth showing.',
            verdict: 'met',
            quote: 'Drop that column, put imputer and scaler in a Pipeline, refit, and show recall at the top 10% of scores',
          },
          { id: 'who-acts', points: 2, says: 'Asks who will act on the scores and what a wrong one costs them.', verdict: 'not-met' },
        ],
      },
    ],
  },
  {
    id: 'latency-cut',
    title: 'Half the latency',
    kind: 'scenario',
    section: 'Into production',
    prompt:
      'A text classifier answers in 180 ms at the 95th percentile; product wants 90. Traffic is 400 requests a second at peak, texts are short, about a third of them repeat within an hour. What do you try, in which order, and how do you know that quality holds?',
    answer: `I would use quantisation to int8, it usually gives 2x on CPU. Or distil to a smaller model. Also batching.

For quality run the test set again and compare F1 before and after.`,
    criteria: [
      {
        id: 'order-of-work',
        dimension: 'operations',
        weight: 3,
        level: 1,
        anchors: [
          'Names tools only.',
          'One applicable measure without measuring first.',
          'Measures first, then one measure that fits this traffic.',
          'Measures where the time goes, uses the repeats, then changes the model.',
          'As 3, with what each step should bring in milliseconds.',
        ],
        checks: [
          {
            id: 'measures-first',
            points: 3,
            says: 'Measures where the 180 ms go before changing anything.',
            verdict: 'not-met',
            reason: 'No measurement is proposed before the changes.',
          },
          {
            id: 'uses-repeats',
            points: 2,
            says: 'Uses that a third of the texts repeat (a cache) and states what it can save.',
            verdict: 'not-met',
          },
          {
            id: 'smaller-model',
            points: 2,
            says: 'Proposes a cheaper model and states what it costs to get.',
            verdict: 'partial',
            quote: 'quantisation to int8, it usually gives 2x on CPU',
            reason: 'Gives the gain but not the cost.',
          },
          { id: 'batching-trade', points: 1, says: 'Says what batching does to the latency of a single request.', verdict: 'not-met' },
        ],
      },
      {
        id: 'quality-holds',
        dimension: 'evaluation',
        weight: 2,
        level: 2,
        anchors: [
          'Nothing.',
          'Says that quality matters.',
          'Compares one overall figure.',
          'Compares by slice, with a limit set before.',
          'As 3, and watches live.',
        ],
        checks: [
          {
            id: 'same-set',
            points: 2,
            says: 'Compares old and new on the same data.',
            verdict: 'met',
            quote: 'run the test set again and compare F1 before and after',
          },
          { id: 'slices', points: 2, says: 'Looks at slices where a smaller model fails first.', verdict: 'not-met' },
          { id: 'limit', points: 1, says: 'Sets beforehand how much loss is acceptable.', verdict: 'not-met' },
        ],
      },
    ],
  },
  {
    id: 'went-wrong',
    title: 'Something that did not work',
    kind: 'experience',
    section: 'Your own work',
    prompt:
      'Tell us about something you shipped that did not work as expected: what you saw, what you believed first, what it turned out to be, and what you changed afterwards. Leave out names and anything your employer would not want shared.',
    answer: `Demand forecast for about 900 shops. After the launch the error in the weekly report was 30% worse than in my backtest for three weeks. I believed it was the holidays and waited, which was the mistake.

What it was: in the backtest I used the final stock numbers, which get corrected for ten days. In production only the first version exists on the day. So my model learned from cleaner inputs than it would ever get.

I rebuilt the training set from snapshots, as the table looked on each day. Error went back to 4% above the backtest. Since then I keep a snapshot table from the first day of every project and I compare the first live week with the backtest by a rule and not by feeling.`,
    criteria: [
      {
        id: 'own-part',
        dimension: 'problem-framing',
        weight: 2,
        level: 3,
        anchors: [
          'No concrete case.',
          'A case without the own part.',
          'A case with the own part, no turning point.',
          'What was believed, what it was, how it was found.',
          'As 3, and what made the first belief attractive.',
        ],
        checks: [
          {
            id: 'first-belief',
            points: 2,
            says: 'Says what was believed first and that it was wrong.',
            verdict: 'met',
            quote: 'I believed it was the holidays and waited, which was the mistake.',
          },
          {
            id: 'how-found',
            points: 2,
            says: 'Says how the real cause was found.',
            verdict: 'partial',
            quote: 'in the backtest I used the final stock numbers, which get corrected for ten days',
          },
        ],
      },
      {
        id: 'lesson',
        dimension: 'operations',
        weight: 2,
        level: 4,
        anchors: ['None.', 'A slogan.', 'A change in this project.', 'A change in how they work, with its effect.', 'As 3, measured.'],
        checks: [
          {
            id: 'point-in-time',
            points: 3,
            says: 'Rebuilds training data as it was known on the day.',
            verdict: 'met',
            quote: 'I rebuilt the training set from snapshots, as the table looked on each day.',
          },
          {
            id: 'measured',
            points: 1,
            says: 'Gives the effect of the change as a number.',
            verdict: 'met',
            quote: 'Error went back to 4% above the backtest.',
          },
        ],
      },
    ],
  },
];
