async function globalTeardown(): Promise<void> {
  await globalThis.testServers?.stop();
}

export = globalTeardown;
