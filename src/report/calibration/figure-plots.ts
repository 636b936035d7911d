import type { CalibrationDocument } from '#app/protocol/index.ts';
import type { LevelPlot, Matrix } from '../blocks.ts';
import { printable } from '../printable.ts';

/** How often the machine gave each level where people gave each level. */
export function confusionMatrix({ figures, levels }: CalibrationDocument): Matrix {
  const { confusion } = figures.nonBlankRows.graded;
  const said = confusion.map((row, human) => {
    const given = row.flatMap((count, machine) => (count === 0 ? [] : `${machine} (${count})`));
    return `Where people gave ${human}, the machine gave ${given.join(', ') || 'nothing'}.`;
  });
  return {
    kind: 'matrix',
    rowAxis: printable('Down: level by people (their mean)'),
    columnAxis: printable('Across: level by the machine'),
    totalTitle: printable('All'),
    labels: Array.from({ length: levels }, (_, level) => printable(String(level))),
    counts: confusion,
    alt: printable(`Confusion of levels, with the number of rows in brackets. ${said.join(' ')}`),
  };
}

/** Whether the machine's levels rise with those of people, and how widely they spread. */
export function levelPlot({ byLevel, levels }: CalibrationDocument): LevelPlot {
  const points = byLevel.flatMap(({ level, rows, mean, sd }) =>
    mean === null ? [] : { level, mean, sd, meanText: printable(mean.toFixed(1)), rowsText: printable(`n ${rows}`) },
  );
  const said = points.map(({ level, mean, sd, rowsText }) => {
    const spread = sd === null ? '' : ` with a standard deviation of ${sd.toFixed(2)}`;
    return `At level ${level} by people the machine gave ${mean.toFixed(2)} on average${spread} (${rowsText}).`;
  });
  return {
    kind: 'level-plot',
    xAxis: printable('Across: level by people, with the number of rows'),
    yAxis: printable('Up: mean of the machine ± one standard deviation'),
    top: levels - 1,
    points,
    alt: printable(`Mean level by the machine at each level by people. ${said.join(' ') || 'Nothing was graded.'}`),
  };
}
