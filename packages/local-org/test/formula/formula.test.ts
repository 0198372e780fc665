import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeField } from '../../src/schema/fields.ts';
import { ApexDate } from '../../src/values/date.ts';
import { ApexDatetime } from '../../src/values/datetime.ts';
import { Decimal } from '../../src/values/decimal.ts';
import { problemOf, valueOf } from './support.ts';

const number = (text: string): Decimal => Decimal.parse(text);

/** Each formula with its value. */
function values(cases: Readonly<Record<string, string>>, options: Parameters<typeof valueOf>[1] = {}): void {
  for (const [formula, expected] of Object.entries(cases)) {
    assert.equal(valueOf(formula, options), expected, formula);
  }
}

describe('Operators', () => {
  it('compute with exact decimals', () => {
    values({
      '0.1 + 0.2': '0.3',
      '1 / 3 * 3': '0.99999999999999999999999999999999999999',
      '7 - 2 * 3': '1',
      '-(2 + 3)': '-5',
      '2 ^ 10': '1024',
      '2 * 3 ^ 2': '36',
      '10 / 4': '2.5',
    });
  });

  it('give a blank for a division by zero', () => {
    values({ '1 / 0': 'blank', 'IF(1 / 0 > 1, 1, 2)': 'blank', 'MOD(3, 0)': 'blank' });
  });

  it('move dates by days and measure what lies between', () => {
    values({
      'DATE(2024, 2, 28) + 2': '2024-03-01',
      'DATE(2024, 3, 1) - DATE(2024, 2, 28)': '2',
      'DATE(2024, 1, 31) + 1.9': '2024-02-01',
      'DATETIMEVALUE("2024-01-01 12:00:00") - DATETIMEVALUE("2024-01-01 06:00:00")': '0.25',
      'DATETIMEVALUE("2024-01-01 12:00:00") + 0.5': '2024-01-02T00:00:00.000Z',
      'TIMEVALUE("10:00:00.000") - TIMEVALUE("09:00:00.000")': '3600000',
      'TIMEVALUE("23:59:59.000") + 1000': '00:00:00.000Z',
    });
  });

  it('compare texts with regard to case, and a blank text as the empty one', () => {
    values(
      {
        '"a" = "A"': 'false',
        '"a" <> "A"': 'true',
        'Site = ""': 'true',
        'Site <> "x"': 'true',
        'Site = NULL': 'true',
        '"a" & NULL & "b"': 'ab',
        '"a" + "b"': 'ab',
        '"b" > "a"': 'true',
      },
      { values: { Site: null } },
    );
  });

  it('connect conditions, a blank counting as false', () => {
    values({
      'TRUE && NOT FALSE': 'true',
      'FALSE || !FALSE': 'true',
      'Number__c > 1 || TRUE': 'true',
      'AND(TRUE, Number__c > 1)': 'false',
      'NOT(Number__c > 1)': 'blank',
      'IF(Number__c > 1, "yes", "no")': 'no',
    });
  });

  it('read comments, both quotes and escapes', () => {
    values({ '1 /* one */ + 1': '2', '"a\\"b"': 'a"b', "'a\\'b'": "a'b" });
  });
});

describe('Blank numbers', () => {
  it('make the result blank, or count as zero where the formula says so', () => {
    values({ 'Number__c + 1': 'blank', 'Number__c = 0': 'blank', 'ISBLANK(Number__c)': 'true' });
    values({ 'Number__c + 1': '1', 'Number__c = 0': 'true' }, { blanksAsZero: true });
  });

  it('are told from texts by ISNULL, which takes every text for a value', () => {
    values({
      'ISNULL(Number__c)': 'true',
      'ISNULL(Site)': 'false',
      'ISBLANK(Site)': 'true',
      'BLANKVALUE(Site, "x")': 'x',
      'NULLVALUE(Site, "x")': 'blank',
      'BLANKVALUE(Number__c, 3)': '3',
      'ISBLANK(Colour__c)': 'true',
    });
  });
});

describe('Text functions', () => {
  it('take texts apart', () => {
    values({
      'LEFT("abcdef", 2)': 'ab',
      'RIGHT("abcdef", 2)': 'ef',
      'MID("abcdef", 2, 3)': 'bcd',
      'LEN("abc")': '3',
      'LEN(Site)': '0',
      'FIND("c", "abcabc")': '3',
      'FIND("c", "abcabc", 4)': '6',
      'FIND("x", "abc")': '0',
      'TRIM("  a b ")': 'a b',
      'LEFT("abc", 0)': 'blank',
    });
  });

  it('put texts together', () => {
    values({
      'LPAD("7", 3, "0")': '007',
      'RPAD("7", 3)': '7  ',
      'LPAD("abcdef", 3)': 'abc',
      'SUBSTITUTE("a.b.c", ".", "-")': 'a-b-c',
      'UPPER("ab") & LOWER("CD")': 'ABcd',
      'INITCAP("hello wORLD")': 'Hello World',
      'REVERSE("abc")': 'cba',
      '"a" & BR() & "b"': 'a<br>b',
      'HYPERLINK("/x", "go")': '<a href="/x" target="_blank">go</a>',
      'HYPERLINK("/x", "go", "_self")': '<a href="/x" target="_self">go</a>',
      'IMAGE("/i.png", "flag", 10, 20)': '<img src="/i.png" alt="flag" style="height:10px; width:20px;" border="0"/>',
      'CHR(65) & TEXT(ASCII("B"))': 'A66',
      'CASESAFEID("001000000000001")': '001000000000001AAA',
    });
  });

  it('answer questions', () => {
    values({
      'CONTAINS("abc", "b")': 'true',
      'CONTAINS("abc", "B")': 'false',
      'BEGINS("abc", "ab")': 'true',
      'CONTAINS("abc", "")': 'true',
      'REGEX("12-34", "\\\\d{2}-\\\\d{2}")': 'true',
      'REGEX("12-345", "\\\\d{2}-\\\\d{2}")': 'false',
      'ISNUMBER("1.5")': 'true',
      'ISNUMBER("x")': 'false',
    });
  });

  it('convert', () => {
    values({
      'TEXT(1.50)': '1.5',
      'TEXT(100)': '100',
      'TEXT(DATE(2024, 1, 2))': '2024-01-02',
      'TEXT(DATETIMEVALUE("2024-01-02 03:04:05"))': '2024-01-02 03:04:05Z',
      'VALUE("12.5") + 1': '13.5',
      'VALUE("x")': 'blank',
      'HTMLENCODE("<b>")': '&lt;b&gt;',
      'URLENCODE("a b&c")': 'a+b%26c',
      'JSENCODE("it\'s")': "it\\'s",
    });
  });
});

describe('Math functions', () => {
  it('round as documented', () => {
    values({
      'ROUND(1.5, 0)': '2',
      'ROUND(-1.5, 0)': '-2',
      'ROUND(225.49823, 2)': '225.5',
      'ROUND(1234, -2)': '1200',
      'CEILING(2.1)': '3',
      'CEILING(-2.1)': '-3',
      'FLOOR(2.9)': '2',
      'FLOOR(-2.9)': '-2',
      'MCEILING(-2.1)': '-2',
      'MFLOOR(-2.1)': '-3',
      'TRUNC(1.29, 1)': '1.2',
      'MOD(7, 3)': '1',
      'MOD(-7, 3)': '-1',
    });
  });

  it('compute', () => {
    values({
      'ABS(-2)': '2',
      'MAX(1, 3, 2)': '3',
      'MIN(1, 3, 2)': '1',
      'SQRT(9)': '3',
      'SQRT(-1)': 'blank',
      'EXP(0)': '1',
      'LOG(1000)': '3',
      'ROUND(LN(EXP(2)), 6)': '2',
      'ROUND(DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(37.775, -122.418), "km"), 3)': '0',
      'ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(0, 1), "km"), 1)': '111.2',
    });
  });
});

describe('Date functions', () => {
  it('know the calendar', () => {
    values({
      'YEAR(DATE(2024, 5, 6)) * 10000 + MONTH(DATE(2024, 5, 6)) * 100 + DAY(DATE(2024, 5, 6))': '20240506',
      'WEEKDAY(DATE(2024, 1, 7))': '1',
      'DAYOFYEAR(DATE(2024, 3, 1))': '61',
      'ISOWEEK(DATE(2021, 1, 3))': '53',
      'ISOYEAR(DATE(2021, 1, 3))': '2020',
      'ADDMONTHS(DATE(2024, 1, 31), 1)': '2024-02-29',
      'ADDMONTHS(DATE(2023, 2, 28), 1)': '2023-03-31',
      'DATE(2023, 2, 29)': 'blank',
      'DATEVALUE("2024-02-30")': 'blank',
    });
  });

  it('use the time zone of the user for days, and Greenwich for the clock', () => {
    values({
      'TODAY()': '2026-03-03',
      'NOW()': '2026-03-02T23:30:00.000Z',
      'DATEVALUE(NOW())': '2026-03-03',
      'TIMENOW()': '23:30:00.000Z',
      'HOUR(TIMEVALUE(NOW())) * 100 + MINUTE(TIMEVALUE(NOW()))': '2330',
      'UNIXTIMESTAMP(DATETIMEVALUE("1970-01-02 00:00:00"))': '86400',
      'FROMUNIXTIME(86400)': '1970-01-02T00:00:00.000Z',
      'FORMATDURATION(3661)': '01:01:01',
    });
  });
});

describe('Picklists', () => {
  const options = { values: { Colour__c: 'Red', Tags__c: 'a;b' } };
  it('are read by the functions that are made for them', () => {
    values(
      {
        'ISPICKVAL(Colour__c, "Red")': 'true',
        'ISPICKVAL(Colour__c, "red")': 'false',
        'TEXT(Colour__c) & "!"': 'Red!',
        'CASE(Colour__c, "Green", 1, "Red", 2, 3)': '2',
        'INCLUDES(Tags__c, "b")': 'true',
        'INCLUDES(Tags__c, "c")': 'false',
        'PICKLISTCOUNT(Tags__c)': '2',
      },
      options,
    );
    values({ 'ISPICKVAL(Colour__c, "")': 'true', 'ISBLANK(TEXT(Colour__c))': 'true' });
  });

  it('are no texts', () => {
    assert.equal(
      problemOf('Colour__c = "Red"'),
      'Field Colour__c is a picklist field. Picklist fields are only supported in certain functions.',
    );
    assert.equal(
      problemOf('CONTAINS(Tags__c, "a")'),
      'Field Tags__c is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.',
    );
  });
});

describe('Fields', () => {
  it('are read as formulas see them: percents as fractions, Ids of 15 characters, unset checkboxes as false', () => {
    values(
      { 'Percent__c * 200': '50', Id: '001000000000001', 'IF(Flag__c, 1, 2)': '2', 'Number__c * 2': '3' },
      { values: { Percent__c: number('25'), Id: '001000000000001AAA', Number__c: number('1.5') } },
    );
  });

  it('of parents are reached through relationships', () => {
    values(
      { 'Owner.Manager.LastName & "/" & Parent.Parent.Name': 'Boss/Top' },
      { values: { 'Owner.Manager.LastName': 'Boss', 'Parent.Parent.Name': 'Top' } },
    );
  });

  it('that are formulas themselves are worked out with their own treatment of blanks', () => {
    const fields = [
      makeField('Twice__c', 'double', { custom: true, formula: 'Number__c * 2 + 1', blanksAsZero: true, scale: 2 }),
      makeField('Thrice__c', 'double', { custom: true, formula: 'Number__c * 3', scale: 2 }),
      makeField('Loop__c', 'double', { custom: true, formula: 'Loop__c + 1', scale: 2 }),
      makeField('Bad__c', 'double', { custom: true, formula: 'No__c', scale: 2 }),
    ];
    values({ 'Twice__c + 1': '2', 'Thrice__c + 1': 'blank' }, { fields });
    assert.equal(
      problemOf('Bad__c + 1', { fields }),
      'Error in referenced formula Bad__c, Field No__c does not exist. Check spelling.',
    );
    assert.match(problemOf('Loop__c', { fields }), /directly or indirectly refers to itself/);
  });

  it('of global variables are known', () => {
    values({ '$User.FirstName': "the user's FirstName", '$Permission.Load': 'true' });
    assert.equal(problemOf('$User.Nothing'), 'Field $User.Nothing does not exist. Check spelling.');
    assert.equal(problemOf('$Label.Nothing'), 'Field $Label.Nothing does not exist. Check spelling.');
  });
});

describe('A validation rule', () => {
  const then = { Number__c: number('1'), Colour__c: 'Red' };
  it('knows what the record was before', () => {
    const options = { values: { Number__c: number('2'), Colour__c: 'Red' }, prior: then };
    values(
      {
        'ISCHANGED(Number__c)': 'true',
        'ISCHANGED(Colour__c)': 'false',
        'PRIORVALUE(Number__c)': '1',
        'ISPICKVAL(PRIORVALUE(Colour__c), "Red")': 'true',
        'ISNEW()': 'false',
      },
      options,
    );
  });

  it('of a new record has no change, and its own values for the prior ones', () => {
    values({ 'ISNEW()': 'true', 'ISCHANGED(Number__c)': 'false', 'PRIORVALUE(Number__c)': '1' }, { values: then });
  });

  it('alone may ask', () => {
    assert.equal(problemOf('ISNEW()'), 'Function ISNEW may not be used in this type of formula');
    assert.equal(problemOf('REGEX("a", "a")'), 'Function REGEX may not be used in this type of formula');
    assert.equal(problemOf('ISNEW()', { use: 'validation' }), 'none');
  });
});

describe('A formula that is wrong is refused in Salesforce’s words', () => {
  const problems: Readonly<Record<string, string>> = {
    '1 +': 'Syntax error.  Found end of formula',
    'LEN("a"': "Syntax error.  Missing ')'",
    '1 1': 'Syntax error. Extra 1',
    '1 # 1': "Syntax error.  Found '#'",
    No__c: 'Field No__c does not exist. Check spelling.',
    'Owner.No__c': 'Field Owner.No__c does not exist. Check spelling.',
    'FOO(1)': 'Unknown function FOO. Check spelling.',
    'IF(TRUE, 1)': "Incorrect number of parameters for function 'IF()'. Expected 3, received 2",
    'IF(1, 1, 2)': "Incorrect parameter type for function 'IF()'. Expected Boolean, received Number",
    'IF(TRUE, 1, "a")': "Incorrect parameter type for function 'IF()'. Expected Number, received Text",
    '"a" & 1': "Incorrect parameter type for operator '&'. Expected Text, received Number",
    '1 + "a"': "Incorrect parameter type for operator '+'. Expected Number, Date, DateTime, received Text",
    '1 = "a"': "Incorrect parameter type for operator '='. Expected Number, received Text",
    'LEN(1)': "Incorrect parameter type for function 'LEN()'. Expected Text, received Number",
    Long__c: 'You referenced an unsupported field type called "Long Text Area" using the following field: Long__c',
    'ISPICKVAL(Name, "a")': "Incorrect parameter for function 'ISPICKVAL()'. Expected Picklist field reference.",
    'What:User.Name': 'Field What:User.Name does not exist. Check spelling.',
    'URLFOR("x")': 'Function URLFOR is not supported by the local org',
  };
  for (const [formula, message] of Object.entries(problems)) {
    it(formula, () => assert.equal(problemOf(formula), message));
  }

  it('also where its result is of another type than the field', () => {
    assert.equal(
      problemOf('Name', { expected: ['number'] }),
      'Formula result is data type (Text), incompatible with expected data type (Number).',
    );
    assert.equal(problemOf('NULL', { expected: ['number'] }), 'none');
  });
});

describe('Dates of fields', () => {
  it('are days and instants', () => {
    values(
      { 'Day__c + 1': '2024-01-02', 'DATEVALUE(At__c)': '2024-01-02' },
      { values: { Day__c: ApexDate.of(2024, 1, 1), At__c: new ApexDatetime(Date.UTC(2024, 0, 1, 23, 30)) } },
    );
  });
});
