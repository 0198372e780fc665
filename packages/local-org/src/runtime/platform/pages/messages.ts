/** ApexPages: the current page and its messages. Source: Apex Reference Guide, ApexPages Class, Message Class. */
import { current } from '../../kernel/context.ts';
import { throwApex, throwNull, type ApexException } from '../../kernel/exception.ts';
import type { ApexEnum } from '../../kernel/object.ts';
import { register } from '../../kernel/registry.ts';
import { DmlFailureException } from '../../library/exceptions.ts';
import { newList } from '../collections.ts';
import { enumValue } from '../enums.ts';
import { PageReference } from './page-reference.ts';

export class PageMessage {
  readonly severity: ApexEnum | null;
  readonly summary: string | null;
  readonly detail: string | null;

  constructor(severity: ApexEnum | null, summary: string | null, detail: string | null) {
    this.severity = severity;
    this.summary = summary;
    this.detail = detail;
  }

  /** only a component of a page has a label */
  'getComponentLabel()'(): string | null {
    return null;
  }
  'getDetail()'(): string | null {
    return this.detail;
  }
  'getSeverity()'(): ApexEnum | null {
    return this.severity;
  }
  'getSummary()'(): string | null {
    return this.summary;
  }

  equals(other: unknown): boolean {
    return (
      other instanceof PageMessage &&
      other.severity === this.severity &&
      other.summary === this.summary &&
      other.detail === this.detail
    );
  }

  toText(): string {
    return `ApexPages.Message["${this.summary}"]`;
  }
}

interface PageState {
  page: PageReference | null;
  readonly messages: PageMessage[];
}

const STATE = Symbol('the current page');

/** Outside of a page there is none, but a test can always fill in parameters of the current one. */
function state(): PageState {
  const context = current();
  return context.feature(STATE, () => ({ page: context.isTest ? new PageReference('') : null, messages: [] }));
}

function requireTest(): void {
  if (!current().isTest) throwApex('System.TypeException', 'Test methods cannot be called outside of a test');
}

function clearMessages(): void {
  requireTest();
  state().messages.length = 0;
}

function setCurrentPage(page: PageReference | null): void {
  requireTest();
  state().page = page;
}

/** The same message is shown once. */
function addMessage(message: PageMessage | null): void {
  if (message === null) throwNull();
  const { messages } = state();
  if (!messages.some((other) => other.equals(message))) messages.push(message);
}

/** One message for each failed row of a DML exception. */
function addMessages(error: ApexException | null): void {
  if (error === null) throwNull();
  const severity = enumValue('ApexPages.Severity', 'ERROR');
  const texts =
    error instanceof DmlFailureException && error.dmlFailures.length > 0
      ? error.dmlFailures.map((failure) => failure.message)
      : [error['getMessage()']()];
  for (const text of texts) addMessage(new PageMessage(severity, text, text));
}

register('ApexPages.Message', {
  class: PageMessage,
  constructors: {
    'new(ApexPages.Severity,String)': (severity: ApexEnum | null, summary: string | null) =>
      new PageMessage(severity, summary, summary),
    'new(ApexPages.Severity,String,String)': (
      severity: ApexEnum | null,
      summary: string | null,
      detail: string | null,
    ) => new PageMessage(severity, summary, detail),
    'new(ApexPages.Severity,String,String,String)': (
      severity: ApexEnum | null,
      summary: string | null,
      detail: string | null,
      _component: string | null,
    ) => new PageMessage(severity, summary, detail),
  },
});
register('System.ApexPages', {
  statics: {
    'addMessage(ApexPages.Message)': addMessage,
    'addMessages(Exception)': addMessages,
    'currentPage()': () => state().page,
    'getMessages()': () => newList('ApexPages.Message', [...state().messages]),
    'hasMessages()': () => state().messages.length > 0,
    'hasMessages(ApexPages.Severity)': (severity: ApexEnum | null) =>
      state().messages.some((message) => message.severity === severity),
  },
});
register('System.System', { statics: { 'currentPageReference()': () => state().page } });
register('System.Test', {
  statics: {
    'clearApexPageMessages()': clearMessages,
    'setCurrentPage(System.PageReference)': setCurrentPage,
    'setCurrentPageReference(System.PageReference)': setCurrentPage,
  },
});
