import { describeStores } from './contract.ts';
import { openMemory } from './open.ts';

describeStores('memory', openMemory);
