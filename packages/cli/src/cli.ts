import { main } from './main';
import { nodeIo } from './node-io';

// A reader that goes away (`| head`) is no error.
process.stdout.on('error', (error: Error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), nodeIo());
