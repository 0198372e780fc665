/** Scripts of managed packages, as tests run them: Test.testInstall and Test.testUninstall (Apex Reference Guide, Test Class). */
import { asEntry, current } from '../kernel/context.ts';
import { throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import { org } from './session.ts';
import { requireTest } from './test-class.ts';
import type { Version } from './version.ts';

class InstallContext {
  readonly previous: Version | null;
  readonly push: boolean;

  constructor(previous: Version | null, push: boolean) {
    this.previous = previous;
    this.push = push;
  }

  'installerId()'(): string {
    return current().user.id;
  }
  'isPush()'(): boolean {
    return this.push;
  }
  'isUpgrade()'(): boolean {
    return this.previous !== null;
  }
  'organizationId()'(): string {
    return org().organizationId;
  }
  'previousVersion()'(): Version | null {
    return this.previous;
  }
}

class UninstallContext {
  'organizationId()'(): string {
    return org().organizationId;
  }
  'uninstallerId()'(): string {
    return current().user.id;
  }
}

interface InstallHandler {
  'onInstall(System.InstallContext)'(context: InstallContext): void;
}

interface UninstallHandler {
  'onUninstall(System.UninstallContext)'(context: UninstallContext): void;
}

function testInstall(handler: InstallHandler | null, previous: Version | null, push: boolean | null = false): void {
  requireTest();
  if (handler === null) throwNull();
  asEntry(() => handler['onInstall(System.InstallContext)'](new InstallContext(previous, push ?? false)));
}

function testUninstall(handler: UninstallHandler | null): void {
  requireTest();
  if (handler === null) throwNull();
  asEntry(() => handler['onUninstall(System.UninstallContext)'](new UninstallContext()));
}

register('System.InstallContext', { class: InstallContext });
register('System.UninstallContext', { class: UninstallContext });
register('System.Test', {
  statics: {
    'testInstall(System.InstallHandler,System.Version)': testInstall,
    'testInstall(System.InstallHandler,System.Version,Boolean)': testInstall,
    'testUninstall(System.UninstallHandler)': testUninstall,
  },
});
