/** What a person sees and does in the first minutes, in a real browser over the real org. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { boot } from '../../packages/local-org/src/org/commands/start.ts';
import type { ServedOrg } from '../../packages/local-org/src/org/serve.ts';
import { LocalOrg } from '../load/local-org.ts';
import { ensureRealRecords, REAL_OPPORTUNITY, type RealRecords } from '../start/real-records.ts';
import { prepare } from '../start/prepare.ts';
import { loadSample } from '../start/sample.ts';
import { launchBrowser } from './browser.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCREENSHOTS = process.env.SCREENSHOTS;

interface Named {
  readonly Id: string;
  readonly Name: string;
}

describe('the pages of the org', () => {
  const directory = mkdtempSync(join(tmpdir(), 'walk-'));
  let served: ServedOrg;
  let org: LocalOrg;
  let real: RealRecords;
  let browser: Browser;
  let page: Page;
  const pageErrors: string[] = [];

  before(async () => {
    process.chdir(ROOT);
    const databaseFile = join(directory, 'org.db');
    served = await boot({ port: 0, databaseFile, reset: true, serverFile: join(directory, 'server.json') }, () => {});
    org = new LocalOrg({ url: served.url, sessionId: served.sessionId, apiVersion: served.apiVersion });
    await prepare(org, ROOT, databaseFile);
    real = await ensureRealRecords(org.admin());
    await loadSample(org, ROOT, () => {});
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => pageErrors.push(error.message));
    await page.goto(served.loginUrl);
  });

  after(async () => {
    await browser?.close();
    await served?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The region that the package's badge puts on the page. */
  const badgeOf = (on: Page) => on.locator('section').filter({ hasText: 'This record was generated artificially' });
  const open = (object: string, id: string) => page.goto(`${served.url}/lightning/r/${object}/${id}/view`);
  const first = async (soql: string): Promise<Named> => (await org.admin().query<Named>(soql))[0];
  const picture = async (name: string): Promise<void> => {
    if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  };

  it('shows the badge with its provenance on a synthetic contact', async () => {
    const contact = await first(
      'SELECT Id, Name FROM Contact WHERE Is_Synthetic__c = true ORDER BY Synthetic_Key__c LIMIT 1',
    );
    await open('Contact', contact.Id);
    const badge = badgeOf(page);
    await badge.waitFor();
    assert.match(await badge.innerText(), /^Synthetic data$/m);
    const text = await badge.innerText();
    for (const part of [
      'Rule-based generator',
      'Demonstration and testing of CRM processes',
      'Example Bank plc, Data Platform',
      'Sample CRM population',
    ]) {
      assert.ok(text.includes(part), `the badge says "${part}": ${text}`);
    }
    assert.match(text, /Generated\s+\w+ \d+, 2026/);
    assert.match(text, /Expires\s+\w+ \d+, 20\d\d/);
    await picture('synthetic-contact');
  });

  it('shows no badge on a real contact', async () => {
    await open('Contact', real.contactId);
    await page.getByRole('heading', { name: 'Maria Northcott' }).waitFor();
    await page.getByText('Contact Information').waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await badgeOf(page).count(), 0);
    await picture('real-contact');
  });

  it('refuses to link a real opportunity to a synthetic account, and says which record is in which lane', async () => {
    const account = await first('SELECT Id, Name FROM Account WHERE Is_Synthetic__c = true ORDER BY Name LIMIT 1');
    await open('Opportunity', real.opportunityId);
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const lookup = page.locator('shell-lookup-input').filter({ hasText: 'Account' }).getByRole('combobox').first();
    await lookup.fill(account.Name);
    await page.getByRole('option', { name: account.Name }).first().click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const refusal = page.getByText(/is in the real lane and cannot reference/).first();
    await refusal.waitFor();
    const text = await refusal.innerText();
    assert.ok(text.includes(REAL_OPPORTUNITY), text);
    assert.ok(text.includes(account.Name), text);
    assert.match(text, /synthetic lane/);
    await picture('refused');
    assert.equal(
      (await first(`SELECT Id, Name FROM Opportunity WHERE AccountId = '${real.accountId}'`)).Id,
      real.opportunityId,
    );
  });

  it('says in the setup assistant what is done, and stops a job only when asked twice', async () => {
    await page.goto(`${served.url}/lightning/n/Synthetic_Setup`);
    const job = page.getByRole('listitem').filter({ hasText: 'Hourly checkpoint' });
    await job.getByText('Scheduled', { exact: true }).waitFor();
    const key = page.getByRole('listitem').filter({ hasText: 'Signing key' });
    await key.getByText('Done', { exact: true }).waitFor();
    await picture('setup');
    await job.getByRole('button', { name: 'Stop', exact: true }).click();
    await job.getByRole('button', { name: 'Stop the job' }).click();
    await job.getByText('Not scheduled', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Schedule all' }).click();
    await job.getByText('Scheduled', { exact: true }).waitFor();
  });

  it('finds the dataset gone and a certificate there after the clock has passed its expiry', async () => {
    await page.goto(`${served.url}/lightning/o/Synthetic_Purge_Run__c/list`);
    const move = async (): Promise<void> => {
      await page.getByRole('button', { name: /The org's clock/ }).click();
      // a month of hourly and daily jobs runs before the page answers
      await page.getByRole('button', { name: '+30 days' }).click({ timeout: 120_000 });
      await page
        .getByRole('status')
        .filter({ hasText: /Job|job/ })
        .first()
        .waitFor({ timeout: 120_000 });
      await picture('clock');
      await page.keyboard.press('Escape');
    };
    await move();
    await move();
    const left = await org.admin().query<Named>('SELECT Id, Name FROM Contact');
    assert.deepEqual(
      left.map((row) => row.Id),
      [real.contactId],
    );
    const run = await first("SELECT Id, Name FROM Synthetic_Purge_Run__c WHERE Status__c = 'Completed'");
    await open('Synthetic_Purge_Run__c', run.Id);
    await page
      .getByText(/^[0-9a-f]{64}$/)
      .first()
      .waitFor();
    await picture('certificate');
    await page.goto(`${served.url}/lightning/o/Contact/list`);
    await page.getByText('Maria Northcott').first().waitFor();
    await picture('contacts-after');
  });

  it('met no error of its own on the way', () => {
    assert.deepEqual(pageErrors, []);
  });
});
