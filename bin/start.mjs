import { requireFreePort } from './free-port.mjs';
import { build, importBuilt, install, requireNode } from './install.mjs';

requireNode();
await requireFreePort();
install();
await build();
const { cli } = await importBuilt('src/cli/main.js');
await cli([process.execPath, 'throughline', 'start', ...process.argv.slice(2)]);
