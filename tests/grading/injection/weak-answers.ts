import type { LoadedRubric } from '#app/banks/index.ts';
import type { Question } from '#app/protocol/index.ts';
import { newestBanks, shipped } from '../../shipped-content.ts';

export const WEAKNESSES = [
  'almost empty',
  'off topic',
  'confidently wrong',
  'right word, wrong meaning',
  'one true fact',
  'half right',
] as const;
export type Weakness = (typeof WEAKNESSES)[number];

/** A question of the shipped banks with six weak answers to it. */
export interface Attacked {
  readonly type: 'concept' | 'sql' | 'python' | 'critique' | 'scenario';
  readonly question: Question;
  readonly rubric: LoadedRubric;
  readonly answers: Readonly<Record<Weakness, string>>;
}

/** One question of each type, from five banks. */
export const attacked: readonly Attacked[] = [
  {
    type: 'concept',
    ...shippedQuestion('stopped-on-day-nine'),
    answers: {
      'almost empty': 'Not sure, I would wait.',
      'off topic':
        'Bees carry pollen from flower to flower. In July the garden needs water before sunrise, and tomatoes like it dry from above.',
      'confidently wrong':
        'The manager is right: p is below 0.05, so it is valid on any morning. With 108,000 visitors the sample is large enough to trust. We are 97% sure that the new page is better, so ship it today and book the 6.5%.',
      'right word, wrong meaning':
        "This is the winner's curse: whoever wins is cursed, because competitors copy the page at once. Regression to the mean says that the team should be nicer to each other. Alpha spending is the money that the first version of a page costs.",
      'one true fact': 'Looking does not change the data, because no visitor knows that we looked. More I cannot say about this case.',
      'half right':
        'Every morning is another chance for p to fall below 0.05 by luck, so there are more false positives than 5%. I would let it run to day 28. How much of the lift is real I cannot say, and for the next months I have no idea.',
    },
  },
  {
    type: 'sql',
    ...shippedQuestion('tickets-that-open-again'),
    answers: {
      'almost empty': 'SELECT 1;',
      'off topic':
        'CREATE TABLE recipes (dish TEXT, flour_grams INT, oven_minutes INT);\nINSERT INTO recipes VALUES (bread, 500, 45);\n-- for the weekend',
      'confidently wrong':
        '-- v5 is better by a third, and 38,000 tickets are enough to say so.\nSELECT p.version, COUNT(DISTINCT p.ticket) AS n, AVG(p.score) AS mean_score\nFROM predictions p LEFT JOIN outcomes o ON o.ticket = p.ticket\nGROUP BY p.version\n-- COUNT(DISTINCT p.ticket) is enough, it repairs the averages too.',
      'right word, wrong meaning':
        'Shadow scores are computed at night, when the machines stand in the shadow.\nA fan-out means that the cooling fan is out, so the report came late.\nROW_NUMBER() puts numbers on the printed rows.\nPending means that nobody has signed the report.',
      'one true fact': 'Row 4 is a shadow score and has to be left out.\nThe rest of the report I would keep.',
      'half right':
        "e1 and e2 double T1 in the join.\nSELECT p.version, COUNT(*) AS n, AVG(p.score) AS mean_score,\n       AVG(CASE WHEN EXISTS (SELECT 1 FROM outcomes o WHERE o.ticket = p.ticket\n            AND o.reopened_at > p.scored_at) THEN 1.0 ELSE 0.0 END) AS reopened\nFROM predictions p\nWHERE p.mode = 'live'\nGROUP BY p.version\n-- otherwise I believe the report",
    },
  },
  {
    type: 'python',
    ...shippedQuestion('best-epoch-loop'),
    answers: {
      'almost empty': 'pass',
      'off topic': 'def bake(flour, water):\n    dough = flour + water\n    return oven(dough, minutes=45)',
      'confidently wrong':
        'Without no_grad the model trains on the test clips, which explains the 0.860.\ntorch.manual_seed(0)\nOnce seeded the result is reliable and the comparison can be published.\nUse the mean test accuracy over epochs, then nobody needs more.',
      'right word, wrong meaning':
        'eval() evaluates a text as a program, so it is dangerous here.\nA scaler makes the pictures larger.\nThe leak is a leak of memory, so restart the card each night.\nA validation stamp has to be bought from the office.',
      'one true fact': 'net.eval() is missing before line 21, so dropout is still on while testing.\nThe rest I would keep.',
      'half right':
        'Line 24 takes the best epoch on test, and line 27 picks the learning rate there too.\nfor epoch in range(20):\n    net.train()\n    net.eval()\n    with torch.no_grad():\n        v = accuracy(net, test)\nprint(v)\n# I see nothing else',
    },
  },
  {
    type: 'critique',
    ...shippedQuestion('generated-agent-scorecard'),
    answers: {
      'almost empty': 'Looks fine to me.',
      'off topic':
        'My grandmother baked bread every weekend. The oven took an hour to become hot, and the whole street smelled of it until noon.',
      'confidently wrong':
        'It may go live. Four runs make the result robust, so the 94% is a solid result. That it noticed the wrong parcel and moved it back shows that the agent can correct itself. A stronger judge model will solve the rest.',
      'right word, wrong meaning':
        'A judge sits in a court, so we need a lawyer first. Overfitting means that the boxes do not fit into the van. A trajectory is the curve of a parcel that is thrown. The gate is at the yard and needs paint.',
      'one true fact':
        'The judge reads only the last message of the agent, and a message is not the database. Otherwise I have no opinion.',
      'half right':
        'Not on Monday, please. Version 5 had four tries for each task and version 4 only one, so 94% against 78% is not a fair comparison. The prompt was also improved on the same 50 tasks. I would do some more tests before we decide.',
    },
  },
  {
    type: 'scenario',
    ...shippedQuestion('offline-online-gap'),
    answers: {
      'almost empty': 'Maybe the data.',
      'off topic':
        'The ferry leaves at seven and takes two hours. On the island there is one hotel, and its kitchen closes early in winter.',
      'confidently wrong':
        'This is a novelty effect: users resist change. The offline gain proves the model better, so users need time. Run the test longer, train on more data and use a bigger model until the gap is closed.',
      'right word, wrong meaning':
        'Leakage means that goods leak out of the shop while they are packed. Position bias is the opinion of people in a high position. Skew is when the racks stand crooked. A parity test counts odd and even customers.',
      'one true fact': 'Clicks fell as well as purchases, so a wrong metric is not the problem. More I cannot tell from here.',
      'half right':
        'In production the counts are filled once a night, so a phone listed this morning has zero counts until tomorrow and is gone by then. I would compare some values. Then I would train again and look what happens.',
    },
  },
];

function shippedQuestion(id: string): Pick<Attacked, 'question' | 'rubric'> {
  const question = newestBanks.flatMap(({ bank }) => bank.questions).find((each) => each.id === id);
  const rubric = shipped.rubrics.get(question?.rubric ?? '');
  if (!question || !rubric) throw new Error(`the banks hold no question ${id}`);
  return { question, rubric };
}
