/** The pages in a real browser, over an org in memory. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../../../scripts/browser/browser.ts';
import { buildShell } from '../../src/server/shell/build.ts';
import { ADMIN, FakeOrg } from './fake-org.ts';
import { projectSchema } from './project.ts';
import { serveFake, type TestServer } from './server.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

const REFUSAL = 'Opportunity "Deal" and Account "Account 002" do not go together.';

describe('the pages', () => {
  const { schema, remove } = projectSchema();
  const org = new FakeOrg(schema);
  const cache = mkdtempSync(join(tmpdir(), 'local-org-pages-'));
  const accounts = Array.from({ length: 120 }, (_, index) =>
    org.insert('Account', {
      Name: `Account ${String(index + 1).padStart(3, '0')}`,
      Phone: '+1 555 0100',
      OwnerId: ADMIN.id,
    }),
  );
  const contact = org.insert('Contact', {
    LastName: 'Muster',
    FirstName: 'Max',
    Name: 'Max Muster',
    AccountId: accounts[0],
    Email: 'max@example.com',
  });
  const deal = org.insert('Opportunity', {
    Name: 'Deal',
    StageName: 'Prospecting',
    CloseDate: '2026-05-01',
    Amount: 1000,
  });
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  before(async () => {
    const { directory } = await buildShell(schema, cache);
    server = await serveFake(org, directory);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${server.url}/secur/frontdoor.jsp?otp=${server.sessions.link(ADMIN.id)}`);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    remove();
    rmSync(cache, { recursive: true, force: true });
  });
  beforeEach(() => {
    org.refuse = () => undefined;
    org.jobs = [];
  });

  const go = (path: string): Promise<unknown> => page.goto(`${server.url}/lightning/${path}`);
  const heading = async (): Promise<string> => (await page.locator('[data-page-heading]').first().innerText()).trim();
  const names = (): Promise<string[]> => page.locator('tbody tr td:first-child').allInnerTexts();

  async function accessible(): Promise<void> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResult>(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })",
    );
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
      [],
    );
  }

  it('show the tabs of the app, and go from one to the other without loading the page anew', async () => {
    assert.equal(await heading(), 'Service Desk');
    await page.evaluate('window.kept = true');
    await page.getByRole('navigation', { name: 'App' }).getByRole('link', { name: 'Contacts' }).click();
    await page.getByRole('link', { name: 'Max Muster' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/lightning/o/Contact/list');
    assert.equal(await page.evaluate('window.kept'), true);
    await page.goBack();
    await page.getByRole('heading', { name: 'Service Desk' }).waitFor();
    await accessible();
  });

  it('list 50 rows a page with their number, and turn the pages', async () => {
    await go('o/Account/list');
    await page.getByText('120 items').waitFor();
    assert.equal((await names()).length, 50);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('51 to 100 of 120').waitFor();
    await page.getByRole('link', { name: 'Account 051' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'Account 120' }).waitFor();
    assert.equal((await names()).length, 20);
    assert.ok(await page.getByRole('button', { name: 'Next' }).isDisabled());
    await accessible();
  });

  it('search a list by name, and say when nothing is found', async () => {
    await go('o/Account/list');
    const search = page.getByPlaceholder('Search Accounts by name');
    await search.fill('t 01');
    await page.getByText('10 items').waitFor();
    await search.fill('100%');
    await page.getByText('No names contain "100%".').waitFor();
  });

  it('show a list view of the project with its columns and its filter', async () => {
    await go('o/Account/list?filterName=Big_Ones');
    await page.getByText(/^\d+ items/).waitFor();
    assert.equal(await heading(), 'Big Ones');
    const headings = await page.locator('thead th').allInnerTexts();
    assert.deepEqual(
      headings.map((text) => text.split('\n')[0]),
      ['Account Name', 'Account Phone'],
    );
    assert.ok((await names()).every((name) => name.includes('1')));
  });

  it('give a record the page of its app, with the component of the project and a word for what is not supported', async () => {
    await go(`r/Contact/${contact}/view`);
    await page.getByText(`Good day Muster Account 001 ${ADMIN.id}`).waitFor();
    assert.equal(await heading(), 'Max Muster');
    await page
      .getByText('The component runtime_sales_activities:activityPanel is not supported in the local org')
      .waitFor();
    assert.equal(await page.locator('c-greeting').count(), 1);
    assert.equal(
      await page.getByRole('article', { name: 'Details' }).getByRole('link', { name: 'Account 001' }).count(),
      1,
    );
    await page.getByText('Contact Information').waitFor();
    await accessible();
  });

  it('save an edited field and show it everywhere', async () => {
    await go(`r/Contact/${contact}/view`);
    await page.getByRole('button', { name: 'Edit Last Name' }).click();
    await page.getByLabel('Last Name').fill('Mustermann');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Contact was saved.').waitFor();
    await page.getByText('Good day Mustermann Account 001').waitFor();
    assert.equal(org.value('Contact', contact, 'LastName'), 'Mustermann');
  });

  it('show the refusal of a look-up beside its field, in the words of the org, by keyboard alone', async () => {
    org.refuse = (row) =>
      row.peek('AccountId')
        ? { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: REFUSAL, fields: ['AccountId'] }
        : undefined;
    await go(`r/Opportunity/${deal}/view`);
    await page.getByRole('button', { name: 'Edit', exact: true }).press('Enter');
    await page.getByPlaceholder('Search Accounts...').fill('002');
    await page.getByRole('option', { name: 'Account 002' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.locator('[data-field="AccountId"]').getByText(REFUSAL).waitFor();
    await page.getByText('Review the fields: Account').waitFor();
    await accessible();
    assert.equal(org.value('Opportunity', deal, 'AccountId'), undefined);
  });

  it('show a refusal of the whole record on top of the form', async () => {
    org.refuse = () => ({ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Not today.', fields: [] });
    await go(`r/Opportunity/${deal}/view`);
    await page.getByRole('button', { name: 'Edit Next Step' }).click();
    await page.getByLabel('Next Step').fill('Call');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[data-page-errors]').getByText('Not today.').waitFor();
  });

  it('create a record from a related list with its parent filled in', async () => {
    await go(`r/Account/${accounts[4]}/view`);
    const list = page.locator('[data-related-list="Contact.AccountId"]');
    await list.getByText('Contacts (0)').waitFor();
    await list.getByRole('button', { name: 'New' }).click();
    const dialog = page.getByRole('dialog', { name: 'New Contact' });
    assert.equal(await dialog.getByLabel('Account', { exact: true }).first().inputValue(), 'Account 005');
    await dialog.getByLabel('Last Name').fill('Neu');
    await accessible();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/lightning\/r\/Contact\/003\w+\/view/);
    const id = page.url().split('/').at(-2)!;
    assert.deepEqual(
      [org.value('Contact', id, 'LastName'), org.value('Contact', id, 'AccountId')],
      ['Neu', accounts[4]],
    );
  });

  it('delete a record after asking', async () => {
    const id = org.insert('Account', { Name: 'Zzz' });
    await go(`r/Account/${id}/view`);
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Account' });
    await dialog.getByText('Are you sure you want to delete "Zzz"?').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Account "Zzz" was deleted.').waitFor();
    assert.equal(org.value('Account', id, 'Name'), undefined);
  });

  it('move the clock and show the jobs that ran', async () => {
    org.jobs = [{ id: '707', kind: 'BatchApex', name: 'Purge', status: 'Completed', error: undefined }];
    await go('page/home');
    const before = org.now();
    await page.getByRole('button', { name: "The org's clock" }).click();
    await page.getByRole('button', { name: '+1 day' }).click();
    await page.getByRole('cell', { name: 'Purge' }).waitFor();
    assert.ok(org.now() - before >= 86_400_000);
    await accessible();
  });

  it('say what is not there: page, object, record', async () => {
    for (const path of ['nowhere', 'o/Nowhere/list', 'n/Nowhere', 'app/Nowhere']) {
      await go(path);
      await page.getByText('Page not found').first().waitFor();
    }
    await go(`r/Account/001000000999999AAA/view`);
    await page.getByText('This record cannot be shown').waitFor();
  });

  it('become those of another user', async () => {
    org.hiddenObjects.add('Opportunity');
    await go('page/home');
    await page.getByRole('button', { name: 'Logged in as Ada Admin' }).click();
    await page.getByRole('button', { name: /Carl Clerk/ }).click();
    await page.getByRole('button', { name: 'Logged in as Carl Clerk' }).waitFor();
    const tabs = await page.getByRole('navigation', { name: 'App' }).getByRole('listitem').allInnerTexts();
    assert.deepEqual(tabs, ['Accounts', 'Contacts']);
    org.hiddenObjects.clear();
  });

  it('met no error of their own, and nothing that the content security policy forbids', () => {
    assert.deepEqual([problems, server.internalErrors], [[], []]);
  });
});
