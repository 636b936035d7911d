export { type Calibrating, composeCalibration } from './calibrating.ts';
export type { Asking } from './graders.ts';
export { composeGrading } from './grading.ts';
export { composeProduct, type Product } from './product.ts';
export { composeSimulation, type Simulation } from './simulation.ts';
