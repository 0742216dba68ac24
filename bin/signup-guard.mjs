#!/usr/bin/env node
/** The command line. Plain JavaScript that any Node since 18 can read. */
import { launch } from './launch.mjs';

await launch(import.meta.url, { source: 'src/cli/main.ts', built: 'dist/cli/main.mjs', exported: 'main' });
