/** From Apex text to values: parse, check, emit, load, run. */
import { readdirSync } from 'node:fs';
import '../../src/runtime/platform/install.ts';
import { CompilationError, SourceFile } from '../../src/diagnostics/diagnostic.ts';
import { checkAnonymous } from '../../src/compiler/semantics/anonymous.ts';
import { checkProgram } from '../../src/compiler/semantics/program.ts';
import type { CheckedProgram } from '../../src/compiler/semantics/program.ts';
import { loadStdlib } from '../../src/compiler/semantics/stdlib.ts';
import { parseApex } from '../../src/compiler/syntax/parser.ts';
import type { ApexKind } from '../../src/compiler/syntax/parser.ts';
import { emitAnonymous, emitProgram } from '../../src/compiler/emit/program.ts';
import { ExecutionContext, withContext } from '../../src/runtime/kernel/context.ts';
import type { ContextOptions } from '../../src/runtime/kernel/context.ts';
import { translate } from '../../src/runtime/kernel/errors.ts';
import { loadProgram } from '../../src/runtime/kernel/program.ts';
import type { LoadedProgram } from '../../src/runtime/kernel/program.ts';
import { fakeOrg, schema, USER } from '../platform/support.ts';
