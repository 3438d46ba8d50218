#!/usr/bin/env node
import { build, importBuilt, install, requireNode } from './install.mjs';

requireNode();
install();
await build();
const { cli } = await importBuilt('src/cli/main.js');
await cli(process.argv);
