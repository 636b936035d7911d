// Figures in the form in which papers on automatic grading print them: .526 [.397, .633].
export const say = (text) => process.stdout.write(`${text}\n`);
export const figure = (value) => (value === null ? '–' : value.toFixed(3).replace(/^(-?)0\./, '$1.'));
export const signed = (value) => `${value !== null && value >= 0 ? '+' : ''}${figure(value)}`;

const METRICS = [
  ['r', 'r'],
  ['weightedRmse', 'wRMSE'],
  ['rmse', 'RMSE'],
  ['kappa', 'QWK'],
  ['withinQuestionR', 'within r'],
  ['partialR', 'partial r'],
  ['exact', 'exact'],
  ['exactOrAdjacent', 'adjacent'],
  ['meanAbsoluteError', 'MAE'],
  ['smd', 'SMD'],
];

/** One line of metrics with their 95% intervals. */
export function row(title, metrics, show) {
  const cells = METRICS.filter(([name]) => metrics[name]).map(([name, short]) => {
    const { value, interval } = metrics[name];
    return `${short} ${show(value)}${interval ? ` [${show(interval.low)}, ${show(interval.high)}]` : ''}`;
  });
  say(`${title.padEnd(38)} ${cells.join('  ')}`);
}
