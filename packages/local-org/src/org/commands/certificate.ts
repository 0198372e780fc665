/** `local-org certificate NAME`: the public key of one of the org's certificates; it is made if the org had not used it yet. */
import { Certificates } from '../certificates.ts';
import { readConfiguration } from '../configuration.ts';
import { defaultDatabase, projectDirectory, UsageError } from './shared.ts';

export interface CertificateFlags {
  readonly name: string;
  readonly databaseFile: string | undefined;
  readonly json: boolean;
}

export function certificate(flags: CertificateFlags): number {
  const directory = projectDirectory();
  const certificates = new Certificates(
    readConfiguration(directory).certificates,
    flags.databaseFile ?? defaultDatabase(directory),
  );
  const key = certificates.publicKey(flags.name);
  if (key === null) {
    const names = certificates.names.join(', ') || 'none';
    throw new UsageError(`No certificate "${flags.name}": config/local-org.json lists ${names}`);
  }
  const pem = key.export({ type: 'spki', format: 'pem' }).toString();
  if (flags.json) {
    const publicKey = key.export({ type: 'spki', format: 'der' }).toString('base64');
    process.stdout.write(`${JSON.stringify({ status: 0, result: { name: flags.name, publicKey, pem } }, null, 2)}\n`);
  } else process.stdout.write(pem);
  return 0;
}
