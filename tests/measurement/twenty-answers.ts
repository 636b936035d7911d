/** Twenty answers on levels 0 to 4: two people and a machine. */
export const FIRST = [0, 1, 2, 3, 4, 2, 3, 1, 4, 2, 3, 0, 1, 2, 4, 3, 2, 1, 3, 4];
export const SECOND = [0, 1, 2, 3, 4, 2, 2, 1, 4, 3, 3, 0, 2, 2, 4, 3, 2, 1, 4, 4];
export const MACHINE = [0, 1, 2, 3, 4, 3, 3, 1, 3, 2, 4, 1, 1, 2, 4, 3, 1, 2, 3, 4];
