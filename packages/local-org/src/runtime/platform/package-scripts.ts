/** Scripts that the platform runs after an installation or the copy of a sandbox, as tests run them (Apex Reference Guide, Test Class). */
import { asEntry, current } from '../kernel/context.ts';
import { throwNull } from '../kernel/exception.ts';
import { register } from '../kernel/registry.ts';
import type { UserInfo } from '../ports.ts';
import { org, platformAccess, uncounted } from './session.ts';
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

class SandboxContext {
  readonly #organizationId: string;
  readonly #sandboxId: string;
  readonly #sandboxName: string;

  constructor(organizationId: string, sandboxId: string, sandboxName: string) {
    this.#organizationId = organizationId;
    this.#sandboxId = sandboxId;
    this.#sandboxName = sandboxName;
  }

  'organizationId()'(): string {
    return this.#organizationId;
  }
  'sandboxId()'(): string {
    return this.#sandboxId;
  }
  'sandboxName()'(): string {
    return this.#sandboxName;
  }
}

interface SandboxPostCopy {
  'runApexClass(System.SandboxContext)'(context: SandboxContext): void;
}

/** The script runs as the user of the test, unless it is to run as the automated process that runs it in a real copy. */
function testSandboxPostCopyScript(
  script: SandboxPostCopy | null,
  organizationId: string | null,
  sandboxId: string | null,
  sandboxName: string | null,
  asAutomatedProcess: boolean | null = false,
): void {
  requireTest();
  if (script === null || organizationId === null || sandboxId === null || sandboxName === null) throwNull();
  const context = current();
  const before = context.user;
  if (asAutomatedProcess) context.user = automatedProcess();
  try {
    asEntry(() =>
      script['runApexClass(System.SandboxContext)'](new SandboxContext(organizationId, sandboxId, sandboxName)),
    );
  } finally {
    context.user = before;
  }
}

function automatedProcess(): UserInfo {
  const text = "SELECT Id FROM User WHERE UserType = 'AutomatedProcess'";
  const [user] = uncounted(() => org().data.query(text, [], platformAccess())).rows;
  return org().security.user(user.peek('Id') as string);
}

register('System.InstallContext', { class: InstallContext });
register('System.SandboxContext', { class: SandboxContext });
register('System.UninstallContext', { class: UninstallContext });
register('System.Test', {
  statics: {
    'testInstall(System.InstallHandler,System.Version)': testInstall,
    'testInstall(System.InstallHandler,System.Version,Boolean)': testInstall,
    'testSandboxPostCopyScript(System.SandboxPostCopy,Id,Id,String)': testSandboxPostCopyScript,
    'testSandboxPostCopyScript(System.SandboxPostCopy,Id,Id,String,Boolean)': testSandboxPostCopyScript,
    'testUninstall(System.UninstallHandler)': testUninstall,
  },
});
