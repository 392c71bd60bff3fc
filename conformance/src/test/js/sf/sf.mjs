/** The Salesforce CLI of the plugins that package.json names, put together as its own `bin/run.js` does. */
import { execute } from '@oclif/core';

await execute({ dir: import.meta.url });
