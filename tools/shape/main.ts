import { repositoryRoot } from '../../src/config/settings';
import { shapeOf } from './shape';

const { folders, faults } = shapeOf(repositoryRoot());
console.table(Object.fromEntries(folders.map(({ name, ...counts }) => [name, counts])));
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'The house keeps its shape.' : `${String(faults.length)} bounds are broken.`);
process.exitCode = faults.length === 0 ? 0 : 1;
