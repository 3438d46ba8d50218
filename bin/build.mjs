// Builds what `npm start` would build: the server, the bundle of the workflows and the console.
import { build, install, requireNode } from './install.mjs';

requireNode();
install();
await build();
