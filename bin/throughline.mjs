#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreePort } from './free-port.mjs';
import { build, importBuilt, install, requireNode, root } from './install.mjs';

const [first] = process.argv.slice(2);
// What needs no package and no compiler is said before either is fetched; a test holds help.txt to the commands.
if (first === '--version' || first === '-V') {
  console.log(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
} else if (first === '--help' || first === '-h') {
  process.stdout.write(readFileSync(join(root, 'bin', 'help.txt'), 'utf8'));
} else {
  requireNode();
  if (first === undefined || first === 'start') await requireFreePort();
  install();
  await build();
  const { cli } = await importBuilt('src/cli/main.js');
  await cli(process.argv);
}
